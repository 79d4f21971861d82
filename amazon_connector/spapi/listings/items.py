"""One listing of the Listings Items API 2021-08-01, and what Amazon says about a change to it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ..issues import Issue, parse_issue
from ..payload import Money, Node

_LEAD_TIME = "lead_time_to_ship_max_days"


@dataclass(frozen=True, slots=True, kw_only=True)
class ListingItem:
    """A seller's SKU on the marketplaces that were asked for; the texts are of the first.

    ``statuses`` holds BUYABLE and DISCOVERABLE, ``quantities`` the units by fulfillment channel
    (DEFAULT or AMAZON_...; None where Amazon does not say), ``lead_times`` the days to ship, where
    Amazon names them, ``price`` the price for consumers.
    """

    sku: str
    asin: str
    title: str
    product_type: str
    condition: str
    fnsku: str
    statuses: frozenset[str]
    price: Money | None
    quantities: Mapping[str, int | None]
    lead_times: Mapping[str, int]
    issues: tuple[Issue, ...]
    raw: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class ListingPage:
    """A page of listings; Amazon lets at most 1,000 be reached this way."""

    items: tuple[ListingItem, ...]
    next_token: str | None


@dataclass(frozen=True, slots=True)
class SubmissionResult:
    """The first answer to a change: ACCEPTED (not final), VALID (preview) or INVALID."""

    status: str
    submission_id: str
    issues: tuple[Issue, ...]


def parse_listing_item(payload: Mapping[str, Any]) -> ListingItem:
    """Read an ``Item``, with whatever ``includedData`` it came.

    :raises UnreadablePayload: and nothing else
    """
    node = Node.root(payload)
    summary = next(node.nodes("summaries"), Node({}))
    return ListingItem(
        sku=node.required_text("sku"),
        asin=summary.text("asin"),
        title=summary.text("itemName"),
        product_type=summary.text("productType"),
        condition=summary.text("conditionType"),
        fnsku=summary.text("fnSku"),
        statuses=frozenset(summary.texts("status")),
        price=_consumer_price(node),
        quantities={
            channel.required_text("fulfillmentChannelCode").upper(): channel.optional_integer(
                "quantity"
            )
            for channel in node.nodes("fulfillmentAvailability")
        },
        lead_times=_lead_times(node.node("attributes")),
        issues=tuple(parse_issue(issue) for issue in node.nodes("issues")),
        raw=payload,
    )


def parse_submission_result(payload: Mapping[str, Any]) -> SubmissionResult:
    """Read a ``ListingsItemSubmissionResponse``.

    :raises UnreadablePayload: and nothing else
    """
    node = Node.root(payload)
    return SubmissionResult(
        status=node.required_text("status").upper(),
        submission_id=node.text("submissionId"),
        issues=tuple(parse_issue(issue) for issue in node.nodes("issues")),
    )


def _lead_times(attributes: Node) -> dict[str, int]:
    """Days to ship by fulfillment channel; attributes are open, so what is odd says nothing."""
    entries = attributes.value.get("fulfillment_availability")
    known = [e for e in entries if isinstance(e, dict)] if isinstance(entries, list) else []
    return {
        str(entry.get("fulfillment_channel_code")).upper(): entry[_LEAD_TIME]
        for entry in known
        if type(entry.get(_LEAD_TIME)) is int
    }


def _consumer_price(node: Node) -> Money | None:
    offers = (offer for offer in node.nodes("offers") if offer.text("offerType") == "B2C")
    offer = next(offers, None)
    return offer.money("price") if offer else None
