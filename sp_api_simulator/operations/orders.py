"""Orders API 2026-01-01: `searchOrders` and `getOrder`."""

import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from starlette.responses import Response

from ..basics.clock import to_iso
from ..basics.errors import invalid_input, not_found, unauthorized
from ..basics.fields import Field
from ..basics.pagination import Position
from ..render.orders import DATASETS, select
from ..state.order_book import STATUSES
from ..state.orders import Order
from ..state.sellers import DELIVERY, TRACKING, Seller
from .operation import Call, Operation, written
from .paging import next_token

TOKEN_LIFE = timedelta(hours=24)
_PERSONAL_DATASETS = {"BUYER", "RECIPIENT"}


@dataclass(frozen=True)
class Window:
    """The orders created or updated (`by`) from `after` up to `before`, both included."""

    by: str
    after: datetime
    before: datetime

    def holds(self, order: Order) -> bool:
        return self.after <= self.moment(order) <= self.before

    def moment(self, order: Order) -> datetime:
        return order.created if self.by == "created" else order.updated


def search_orders(call: Call) -> Response:
    """A page of orders by time of creation or change, with the bound that was applied."""
    included = _included(call)
    size = call.integer("maxResultsPerPage", 100)
    token = call.query.get("paginationToken")
    position = _resume(call, token) if token else _start(call)
    window: Window = position.facts["window"]
    # An order that changed since the first page belongs to a later window.
    page = [
        order
        for order in position.found[position.offset : position.offset + size]
        if window.holds(order)
    ]
    progress = 0 if call.fault("duplicate_page") else size
    facts: dict[str, Any] = {f"{window.by}Before": to_iso(window.before)}
    if pagination := next_token(call, position, progress, TOKEN_LIFE):
        facts["pagination"] = pagination
    _disclose(call.seller, window.before)
    return _page_answer(call, page, included, facts)


def get_order(call: Call) -> Response:
    """One order, as it is now."""
    included = _included(call)
    order = call.world.orders.find(call.seller.id, call.path["orderId"])
    if order is None:
        raise not_found(f"Order {call.path['orderId']} was not found.")
    return Response(
        b'{"order":%s}' % _document(call, order, included), media_type="application/json"
    )


def _included(call: Call) -> frozenset[str]:
    """The datasets asked for; ApiError 403 for personal ones without the role that opens them."""
    included = frozenset(call.csv("includedData"))
    if included & _PERSONAL_DATASETS and DELIVERY not in call.seller.roles:
        raise unauthorized("The application has no role for the requested personal data.")
    return included


def _start(call: Call) -> Position:
    """A new search: everything found is noted, so that later pages are of one piece."""
    window = _window(call)
    statuses = call.csv("fulfillmentStatuses")
    fulfilled_by = call.csv("fulfilledBy")
    places = call.marketplaces()
    found = [
        order
        for order in call.world.orders.of(call.seller.id, places)
        if window.holds(order)
        and (not statuses or order.status in statuses)
        and (not fulfilled_by or order.fulfilled_by in fulfilled_by)
    ]
    found.sort(key=lambda order: (window.moment(order), order.id))
    return Position(
        call.seller.id, call.operation.name, _parameters(call), found, 0, {"window": window}
    )


def _parameters(call: Call) -> dict[str, str]:
    """What may not change between pages: everything but page size and datasets."""
    free = ("paginationToken", "maxResultsPerPage", "includedData")
    return {key: value for key, value in call.query.items() if key not in free}


def _resume(call: Call, token: str) -> Position:
    return call.world.pages.resume(token, call.seller.id, call.operation.name, _parameters(call))


def _window(call: Call) -> Window:
    """The search window; ApiError 400 unless exactly one …After and a settled …Before."""
    given = {name for name in ("created", "lastUpdated") if f"{name}After" in call.query}
    if len(given) != 1:
        raise invalid_input("Exactly one of createdAfter and lastUpdatedAfter is required.")
    by = given.pop()
    other = "lastUpdated" if by == "created" else "created"
    if f"{other}Before" in call.query:
        raise invalid_input(f"{other}Before may not be combined with {by}After.")
    lag = call.world.settings.visibility_lag_seconds
    settled = call.world.clock.now() - timedelta(seconds=lag)
    after, before = call.moment(f"{by}After"), call.moment(f"{by}Before")
    if before and before > settled:
        raise invalid_input(f"{by}Before must be at least two minutes before the request.")
    if before and after and before < after:
        raise invalid_input(f"{by}Before must not be earlier than {by}After.")
    return Window(by, after or settled, before or settled)


def _disclose(seller: Seller, bound: datetime) -> None:
    """Note the bound: nothing new may turn up before it from now on."""
    seller.horizon = max(seller.horizon or bound, bound)


def _page_answer(
    call: Call, page: list[Order], included: frozenset[str], facts: dict[str, Any]
) -> Response:
    """The page's JSON, put together from the orders' own, which are made once per change."""
    ids = {order.id for order in page}
    omitted = call.world.faults.take(
        ("omit_order",),
        call.operation.name,
        where=lambda fault: fault.options.get("order_id") in ids,
    )
    if omitted:
        page = [order for order in page if order.id != omitted.options["order_id"]]
    if any(order.previous_payload for order in page) and call.fault("out_of_order"):
        documents = [_earlier_document(call, order, included) for order in page]
    else:
        documents = [_document(call, order, included) for order in page]
    rest = json.dumps(facts, separators=(",", ":"))[1:].encode()
    return Response(
        b'{"orders":[%s],%s' % (b",".join(documents), rest), media_type="application/json"
    )


def _document(call: Call, order: Order, included: frozenset[str]) -> bytes:
    if included not in order.documents:
        payload = call.world.orders.payload(order)
        order.documents[included] = _written(payload, order, included)
    return order.documents[included]


def _earlier_document(call: Call, order: Order, included: frozenset[str]) -> bytes:
    """The order as it was before its last change: an update that arrives out of order."""
    payload = order.previous_payload or call.world.orders.payload(order)
    return _written(payload, order, included)


def _written(payload: dict[str, Any], order: Order, included: frozenset[str]) -> bytes:
    chosen = payload if order.raw else select(payload, included)
    return written(chosen)


_ORDERS = "/orders/2026-01-01/orders"
_ROLES = (DELIVERY, TRACKING)
_INCLUDED = Field("includedData", is_list=True, values=DATASETS)
_SEARCH = (
    Field("createdAfter", "date-time"),
    Field("createdBefore", "date-time"),
    Field("lastUpdatedAfter", "date-time"),
    Field("lastUpdatedBefore", "date-time"),
    Field("fulfillmentStatuses", is_list=True, values=STATUSES),
    Field("marketplaceIds", is_list=True, most=50),
    Field("fulfilledBy", is_list=True, values=("MERCHANT", "AMAZON")),
    Field("maxResultsPerPage", "integer", least=1, most=100),
    Field("paginationToken"),
    _INCLUDED,
)

OPERATIONS = (
    Operation("searchOrders", "GET", _ORDERS, search_orders, _ROLES, _SEARCH),
    Operation("getOrder", "GET", f"{_ORDERS}/{{orderId}}", get_order, _ROLES, (_INCLUDED,)),
)
