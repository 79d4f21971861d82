"""Fulfillment Outbound 2026-07-04: Amazon ships orders of other channels.

Amazon calls the reading of one order `getOrder`, as Orders does; here it has the older name.
"""

from datetime import timedelta
from typing import Any

from starlette.responses import Response

from ..basics.errors import invalid_input, not_found
from ..basics.fields import Field
from ..render.fulfillments import amount, render_fulfillment, render_offer
from ..state.fulfillments import FINAL_STATUSES, Fulfillment
from ..state.sellers import FULFILLMENT
from ..trading.fulfilling import (
    ACTIONS,
    POLICIES,
    cancel,
    check_destination,
    fba_listing,
    pieces_of,
    sku_of,
    speeds_of,
    stock_place,
    take,
)
from .operation import Call, Operation, json_answer
from .outbound_fields import CREATE, PREVIEW, SHIPMENTS, UPDATE
from .paging import next_token, position_of

Json = dict[str, Any]

_PAGE = 50
_TOKEN_LIFE = timedelta(hours=1)
_LONGEST_NUMBER = 40


def get_order_preview(call: Call) -> Response:
    """What there is goes as one shipment; what there is not is told as a constraint."""
    body = call.body
    where = stock_place(call.seller, body)
    check_destination(body["destination"]["deliveryAddress"])
    items, constraints = [], []
    for item in body["lineItems"]:
        listing = fba_listing(call.world, call.seller, where, sku_of(item))
        wanted = pieces_of(item)
        there = min(max(listing.fba.fulfillable, 0) if listing else 0, wanted)
        identifier = item["product"]["productIdentifier"]
        if there:
            items.append({"productIdentifier": identifier, "amount": amount(there)})
        if there < wanted:
            constraints.append(_constraint(sku_of(item)))
    answer: Json = {"plannedShipments": [], "constraints": constraints}
    if items:
        pieces = sum(int(float(each["amount"]["value"])) for each in items)
        answer["plannedShipments"] = [{"items": items, "offers": _offers(call, pieces)}]
    return json_answer(answer)


def _offers(call: Call, pieces: int) -> list[Json]:
    configuration = call.body.get("fulfillmentConfiguration", {})
    where, now = stock_place(call.seller, call.body), call.world.clock.now()
    known = speeds_of(where)
    asked = configuration.get("serviceLevel", {}).get("serviceTiers") or list(known)
    return [
        render_offer(
            speed, fee * pieces, days, where.currency, now, configuration.get("services", {})
        )
        for speed, (fee, days) in known.items()
        if speed in asked
    ]


def _constraint(sku: str) -> Json:
    return {
        "code": "ItemQuantityNotAvailable",
        "type": "ValidationError",
        "message": f"There is not enough quantity of item {sku}.",
        "details": [{"type": "amazonSku", "value": sku}],
    }


def create_order(call: Call) -> Response:
    """Take an order under a number that is used once and never again."""
    body = call.body
    number = body["orderId"]
    if not 0 < len(number) <= _LONGEST_NUMBER:
        raise invalid_input(f"orderId must have 1 to {_LONGEST_NUMBER} characters.")
    if call.world.fulfillments.find(call.seller.id, number):
        raise invalid_input(f"A fulfillment order with orderId {number} already exists.")
    where = stock_place(call.seller, body)
    check_destination(body["destination"]["deliveryAddress"])
    _check_configuration(call, body.get("fulfillmentConfiguration", {}))
    line_ids = [item["lineItemId"] for item in body["lineItems"]]
    if not line_ids or len(set(line_ids)) < len(line_ids):
        raise invalid_input("lineItems must have ids of their own.")
    for item in body["lineItems"]:
        pieces_of(item)
        if not fba_listing(call.world, call.seller, where, sku_of(item)):
            raise invalid_input(f"The amazonSku for line item {item['lineItemId']} is invalid.")
    fulfillment = take(call.world, call.seller, where, body)
    return json_answer({"order": render_fulfillment(fulfillment)})


def _check_configuration(call: Call, configuration: Json) -> None:
    tiers = configuration.get("serviceLevel", {}).get("serviceTiers", [])
    known = speeds_of(stock_place(call.seller, call.body))
    if tiers and not set(tiers) & set(known):
        raise invalid_input(f"None of {', '.join(tiers)} is available.")
    for name, values in (("action", ACTIONS), ("policy", POLICIES)):
        if configuration.get(name, values[0]) not in values:
            raise invalid_input(f"Invalid value for {name}: {configuration[name]}.")


def get_order(call: Call) -> Response:
    """One order."""
    with_shipments = call.query.get("shipments") != "EXCLUDE"
    return json_answer({"order": render_fulfillment(_found(call), with_shipments)})


def list_orders(call: Call) -> Response:
    """A page of the orders that changed, the oldest change first."""
    position = position_of(call, "pageToken", lambda: _changed(call))
    page = position.found[position.offset : position.offset + _PAGE]
    with_shipments = call.query.get("shipments") != "EXCLUDE"
    answer: Json = {"orders": [render_fulfillment(each, with_shipments) for each in page]}
    if token := next_token(call, position, _PAGE, _TOKEN_LIFE):
        answer["pagination"] = token
    return json_answer(answer)


def _changed(call: Call) -> list[Fulfillment]:
    since = call.moment("updatedAfter")
    found = [
        each
        for each in call.world.fulfillments.of(call.seller.id)
        if since is None or each.updated > since
    ]
    return sorted(found, key=lambda each: each.updated)


def cancel_order(call: Call) -> Response:
    """Give up what has not left; too late once somebody is picking it."""
    fulfillment = _found(call)
    if fulfillment.is_begun or fulfillment.status in FINAL_STATUSES:
        raise invalid_input(f"Order {fulfillment.id} cannot be cancelled any more.")
    cancel(call.world, fulfillment)
    return json_answer({}, 202)


def update_order(call: Call) -> Response:
    """Let go what was on hold."""
    fulfillment = _found(call)
    action = call.body.get("fulfillmentConfiguration", {}).get("action", fulfillment.action)
    if fulfillment.action != "HOLD" or action not in ACTIONS:
        raise invalid_input(f"Order {fulfillment.id} is not on hold.")
    fulfillment.action = action
    return json_answer({}, 202)


def _found(call: Call) -> Fulfillment:
    number = call.path["orderId"]
    fulfillment = call.world.fulfillments.find(call.seller.id, number)
    if fulfillment is None:
        raise not_found(f"No fulfillment order {number} was found.")
    return fulfillment


_BASE = "/fulfillment/outbound/2026-07-04"
_ORDER = f"{_BASE}/orders/{{orderId}}"
_ROLES = (FULFILLMENT,)
_CHANGED = (Field("updatedAfter", "date-time"), Field("pageToken"), SHIPMENTS)

OPERATIONS = (
    Operation(
        "getOrderPreview", "POST", f"{_BASE}/previews", get_order_preview, _ROLES, body=PREVIEW
    ),
    Operation("createOrder", "POST", f"{_BASE}/orders", create_order, _ROLES, body=CREATE),
    Operation("listOrders", "GET", f"{_BASE}/orders", list_orders, _ROLES, _CHANGED),
    Operation("getFulfillmentOrder", "GET", _ORDER, get_order, _ROLES, (SHIPMENTS,)),
    Operation("cancelOrder", "PUT", f"{_ORDER}/cancel", cancel_order, _ROLES),
    Operation("updateOrder", "PUT", _ORDER, update_order, _ROLES, body=UPDATE),
)
