"""Ask what was done at Amazon: calls, shipments, feeds, and what a good client would not do."""

from typing import Any

from ..scenarios.catalogue import as_dicts
from ..world import World


def calls(world: World) -> dict[str, int]:
    """Calls per operation since the last reset, the token endpoint as `token`."""
    return world.calls.counts()


def reset_calls(world: World) -> None:
    """Count from nothing again."""
    world.calls.clear()


def requests(world: World, operation: str | None = None) -> list[dict[str, Any]]:
    """The calls with method, path, query, body and status; never a secret."""
    return world.calls.list(operation)


def violations(world: World) -> list[str]:
    """What Amazon took but would make the seller sorry, one sentence each."""
    return world.violations


def shipments(world: World, order_id: str | None = None) -> list[dict[str, Any]]:
    """Every accepted `confirmShipment`, in order; of one order if named."""
    return [each for each in world.shipments if order_id in (None, each["orderId"])]


def feeds(world: World) -> list[dict[str, Any]]:
    """Every feed, the newest first: id, type, seller and processing status."""
    now = world.clock.now()
    return [
        {"feedId": feed.id, "feedType": feed.type, "seller": feed.seller_id,
         "status": feed.status(now)}
        for feed in world.feeds.all()
    ]  # fmt: skip


def reports(world: World) -> list[dict[str, Any]]:
    """Every report, the newest first: id, type, seller, processing status and its options."""
    now = world.clock.now()
    return [
        {"reportId": report.id, "reportType": report.type, "seller": report.seller_id,
         "status": report.status(now), "options": report.options}
        for report in world.reports.all()
    ]  # fmt: skip


def catalogue(_world: World) -> list[dict[str, Any]]:
    """The products of the scenarios: sku, title, barcode, weight in kilograms, price in dollars."""
    return as_dicts()


ACTIONS = (calls, reset_calls, requests, violations, shipments, feeds, reports, catalogue)
