"""Returns of orders of other channels: Fulfillment Outbound 2020-07-01, where they have stayed.

Amazon calls the reading of one order `getFulfillmentOrder`; here it has its version's year behind
it, since the newer one goes by that name.
"""

from starlette.responses import Response

from ..basics.errors import invalid_input, not_found
from ..basics.fields import Field
from ..render.fulfillment_returns import render_older, render_returns
from ..state.fulfillments import Fulfillment
from ..state.sellers import FULFILLMENT
from ..trading.fulfilling import fba_listing, stock_place
from ..trading.sending_back import REASONS, accept, find_invalid
from .operation import Call, Operation, json_answer


def list_return_reason_codes(call: Call) -> Response:
    """The reasons that a seller may name for a SKU."""
    number = call.query.get("sellerFulfillmentOrderId")
    if number is None and "marketplaceId" not in call.query:
        raise invalid_input("marketplaceId or sellerFulfillmentOrderId is required.")
    if number is not None:
        fulfillment = _found(call, number)
        if call.query["sellerSku"] not in {line.sku for line in fulfillment.lines}:
            raise invalid_input("The sellerSku is not part of the order.")
    elif not any(
        fba_listing(call.world, call.seller, own, call.query["sellerSku"])
        for own in call.marketplaces()
    ):
        raise invalid_input("The sellerSku is invalid.")
    details = [
        {"returnReasonCode": code, "description": words}
        | ({"translatedDescription": words} if "language" in call.query else {})
        for code, words in REASONS.items()
    ]
    return json_answer({"payload": {"reasonCodeDetails": details}})


def create_fulfillment_return(call: Call) -> Response:
    """Take in what can come back; what cannot is told unit by unit."""
    fulfillment = _found(call, call.path["sellerFulfillmentOrderId"])
    accepted, invalid = [], []
    authorization = call.world.ids.number()
    for item in call.body["items"]:
        if wrong := find_invalid(fulfillment, item):
            code, description = wrong
            invalid.append(
                {
                    "sellerReturnItemId": item["sellerReturnItemId"],
                    "sellerFulfillmentOrderItemId": item["sellerFulfillmentOrderItemId"],
                    "invalidItemReason": {
                        "invalidItemReasonCode": code,
                        "description": description,
                    },
                }
            )
        else:
            accepted.append(accept(call.world, fulfillment, item, authorization))
    answer = render_returns(fulfillment, accepted) | {"invalidReturnItems": invalid}
    return json_answer({"payload": answer})


def get_fulfillment_order(call: Call) -> Response:
    """One order with its returns."""
    fulfillment = _found(call, call.path["sellerFulfillmentOrderId"])
    place = stock_place(call.seller, fulfillment.asked)
    return json_answer({"payload": render_older(fulfillment, place.id)})


def _found(call: Call, number: str) -> Fulfillment:
    fulfillment = call.world.fulfillments.find(call.seller.id, number)
    if fulfillment is None:
        raise not_found(f"No fulfillment order {number} was found.")
    return fulfillment


_BASE = "/fba/outbound/2020-07-01"
_ORDER = f"{_BASE}/fulfillmentOrders/{{sellerFulfillmentOrderId}}"
_ROLES = (FULFILLMENT,)
_REASONS = (
    Field("sellerSku", required=True),
    Field("marketplaceId"),
    Field("sellerFulfillmentOrderId"),
    Field("language"),
)
_RETURN = (
    Field(
        "items",
        "object",
        required=True,
        is_list=True,
        fields=(
            Field("sellerReturnItemId", required=True),
            Field("sellerFulfillmentOrderItemId", required=True),
            Field("amazonShipmentId", required=True),
            Field("returnReasonCode", required=True),
            Field("returnComment"),
        ),
    ),
)

OPERATIONS = (
    Operation(
        "listReturnReasonCodes",
        "GET",
        f"{_BASE}/returnReasonCodes",
        list_return_reason_codes,
        _ROLES,
        _REASONS,
    ),
    Operation(
        "createFulfillmentReturn",
        "PUT",
        f"{_ORDER}/return",
        create_fulfillment_return,
        _ROLES,
        body=_RETURN,
    ),
    Operation("getFulfillmentOrder2020", "GET", _ORDER, get_fulfillment_order, _ROLES),
)
