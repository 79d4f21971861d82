"""An order item as Orders API 2026-01-01 writes it, with its money by Amazon's types."""

from decimal import Decimal
from typing import Any

from ..basics.marketplaces import Marketplace
from ..basics.money import money
from ..state.orders import Order, OrderLine

Json = dict[str, Any]
Breakdown = tuple[str, Decimal, dict[str, Decimal]]


def breakdowns_of(line: OrderLine, discount_sign: int) -> list[Breakdown]:
    """The line's money by Amazon's types: type, subtotal, its parts (of TAX and DISCOUNT)."""
    parts: list[Breakdown] = [(kind, amount, {}) for kind, amount in line.charges.items()]
    if line.taxes:
        details = dict(line.taxes)
        if "DISCOUNT" in details:
            details["DISCOUNT"] = -details["DISCOUNT"]
        parts.append(("TAX", line.tax, details))
    if line.discounts:
        signed = {kind: discount_sign * amount for kind, amount in line.discounts.items()}
        parts.append(("DISCOUNT", discount_sign * line.discount, signed))
    return parts


def render_item(order: Order, line: OrderLine, discount_sign: int) -> Json:
    item: Json = {
        "orderItemId": line.item_id,
        "quantityOrdered": line.quantity + line.ordered_still,
        "product": _product(order, line),
        "fulfillment": _item_fulfillment(order, line),
    }
    if line.programs:
        item["programs"] = list(line.programs)
    if line.cancellation:
        item["cancellation"] = dict(line.cancellation)
    if order.tells_money:
        item |= _item_money(line, order.marketplace, discount_sign)
    return item


def _product(order: Order, line: OrderLine) -> Json:
    extra = dict(line.extra_product)
    designation = extra.pop("priceDesignation", None)
    product: Json = {
        "asin": line.asin,
        "title": line.title,
        "sellerSku": line.sku,
        "condition": {"conditionType": "NEW", "conditionSubtype": "NEW", "conditionNote": ""},
        **extra,
    }
    if order.tells_money:
        product["price"] = {"unitPrice": money(line.unit_price, order.marketplace)}
        if designation:
            product["price"]["priceDesignation"] = designation
    return product


def _item_fulfillment(order: Order, line: OrderLine) -> Json:
    fulfillment: Json = {"quantityFulfilled": line.shipped, "quantityUnfulfilled": line.open}
    gift = line.gift
    if order.fulfilled_by == "AMAZON" or not order.is_disclosed:
        gift = {key: value for key, value in gift.items() if key != "giftMessage"}
    if gift:
        fulfillment["packing"] = {"giftOption": gift}
    if line.ioss_number:
        fulfillment["shipping"] = {"internationalShipping": {"iossNumber": line.ioss_number}}
    return fulfillment


def _item_money(line: OrderLine, place: Marketplace, discount_sign: int) -> Json:
    """Proceeds, points, promotions and tax collection of a line whose prices are told."""
    breakdowns = []
    for kind, subtotal, details in breakdowns_of(line, discount_sign):
        breakdown: Json = {"type": kind, "subtotal": money(subtotal, place)}
        if details:
            breakdown["detailedBreakdowns"] = [
                {"subtype": subtype, "value": money(value, place)}
                for subtype, value in details.items()
            ]
        breakdowns.append(breakdown)
    told: Json = {"proceeds": {"proceedsTotal": money(line.total, place), "breakdowns": breakdowns}}
    if line.points:
        value = money(Decimal(line.points), place)
        granted = {"pointsNumber": line.points, "pointsMonetaryValue": value}
        told["expense"] = {"pointsCost": {"pointsGranted": granted}}
    if line.promotion_ids:
        ids = [{"promotionId": promotion_id} for promotion_id in line.promotion_ids]
        told["promotion"] = {"breakdowns": ids}
    if tax := _item_tax(line):
        told["tax"] = tax
    return told


def _item_tax(line: OrderLine) -> Json:
    tax: Json = {}
    if line.reporting_scheme:
        tax["taxCalculationBreakdowns"] = [{"reportingScheme": line.reporting_scheme}]
    if line.facilitator:
        collection = {"model": line.collection_model, "responsibleParty": line.facilitator}
        tax["taxCollections"] = [collection]
    return tax
