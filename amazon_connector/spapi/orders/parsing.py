"""Reads an order payload of the Orders API 2026-01-01.

Source: Amazon's model ``orders_2026-01-01.json``, definition ``Order``.
"""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from ..listings.conditions import is_used
from ..payload import Node
from ..words import LOW_VALUE_GOODS, MARKETPLACE_FACILITATOR, STANDARD, as_word
from .charges import SingleCurrency, parse_charges
from .packages import parse_package
from .parties import parse_buyer, parse_recipient, parse_tax_registrations
from .quantities import parse_quantities
from .totals import place_taxes
from .values import (
    ZERO,
    CancelRequest,
    Order,
    OrderHead,
    OrderItem,
    Points,
    TimeWindow,
)

_COLLECTED_BY_AMAZON = frozenset((MARKETPLACE_FACILITATOR, LOW_VALUE_GOODS))
_KNOWN_MODELS = _COLLECTED_BY_AMAZON | {STANDARD}


def parse_order_head(payload: Mapping[str, Any]) -> OrderHead:
    """Read only what identifies an order, for payloads whose rest cannot be read.

    :raises UnreadablePayload: when even that is not there
    """
    return OrderHead(**_head_values(Node.root(payload)))


def parse_order(payload: Mapping[str, Any]) -> Order:
    """Read a whole order, with whatever ``includedData`` it came.

    :param payload: an element of ``orders`` of searchOrders, or ``order`` of getOrder
    :raises UnreadablePayload: and nothing else
    """
    node = Node.root(payload)
    fulfillment = node.node("fulfillment")
    return Order(
        **_head_values(node),
        service_level=fulfillment.text("fulfillmentServiceLevel"),
        seller_order_id=_chosen(node, "orderAliases", "aliasType", "SELLER_ORDER_ID", "aliasId"),
        programs=frozenset(map(as_word, node.texts("programs"))),
        **_parse_items(node),
        packages=tuple(parse_package(package) for package in node.nodes("packages")),
        buyer=parse_buyer(node.node("buyer")),
        **parse_recipient(node.node("recipient")),
        tax_registrations=parse_tax_registrations(node.node("tax")),
        **_windows(fulfillment),
        replaces_order_id=_associated(node, "REPLACEMENT_ORIGINAL_ID"),
        exchanges_order_id=_associated(node, "EXCHANGE_ORIGINAL_ID"),
        payment_methods=_texts(node.node("payment"), "paymentExecutions", "paymentMethod"),
        fulfillment_order_ids=_texts(node, "fulfillmentOrders", "fulfillmentOrderId"),
        raw=payload,
    )


def _parse_items(node: Node) -> dict[str, Any]:
    """The items of an order and all its money, which is one whole."""
    currency, proceeds = SingleCurrency(), node.node("proceeds")
    # Twice: only what comes after it tells whether a total of zero is in the order's currency.
    currency.amount(proceeds, "grandTotal")
    tip = _tip(proceeds, currency)
    items = tuple(_parse_item(item, currency) for item in _distinct(node, "orderItems"))
    grand_total = currency.amount(proceeds, "grandTotal")
    items, gap = place_taxes(items, tip, grand_total)
    return {
        "currency": currency.known,
        "grand_total": grand_total,
        "gap": gap,
        "tip": tip,
        "items": items,
    }


def _head_values(node: Node) -> dict[str, Any]:
    channel = node.node("salesChannel")
    fulfillment = node.node("fulfillment")
    return {
        "order_id": node.required_text("orderId"),
        "created_at": node.required_time("createdTime"),
        "updated_at": node.required_time("lastUpdatedTime"),
        "marketplace_id": channel.text("marketplaceId"),
        "channel_name": as_word(channel.required_text("channelName")),
        "status": fulfillment.word("fulfillmentStatus"),
        "fulfilled_by": fulfillment.word("fulfilledBy"),
    }


def _distinct(node: Node, key: str) -> Iterator[Node]:
    """The items of an order, each once.

    One that Amazon repeats word by word is one item. Two that differ under one id are no order
    that can be shipped or booked: which of them is true only Amazon knows.
    """
    seen: dict[str, Node] = {}
    for item in node.nodes(key):
        known = seen.setdefault(item.required_text("orderItemId"), item)
        if known is item:
            yield item
        elif known.value != item.value:
            raise item.fail("orderItemId", "stands twice in the order, with different values")


def _parse_item(node: Node, currency: SingleCurrency) -> OrderItem:
    product, proceeds = node.node("product"), node.node("proceeds")
    fulfillment, tax = node.node("fulfillment"), node.node("tax")
    international = fulfillment.node("shipping").node("internationalShipping")
    schemes = _texts(tax, "taxCalculationBreakdowns", "reportingScheme")
    return OrderItem(
        item_id=node.required_text("orderItemId"),
        # As the listings report has it: a blank at its end makes no other SKU.
        sku=product.text("sellerSku").strip(),
        asin=product.text("asin"),
        title=product.text("title"),
        **parse_quantities(node),
        unit_price=currency.amount(product.node("price"), "unitPrice"),
        charges=parse_charges(proceeds, currency),
        total=currency.amount(proceeds, "proceedsTotal"),
        promotion_ids=_texts(node.node("promotion"), "breakdowns", "promotionId"),
        **_gift(fulfillment.node("packing").node("giftOption")),
        programs=frozenset(map(as_word, node.texts("programs"))),
        **_cancellation(node.node("cancellation")),
        serial_numbers=product.texts("serialNumbers"),
        customization_url=product.node("customization").text("customizedUrl"),
        **_tax_collection(tax),
        reporting_schemes=frozenset(map(as_word, schemes)),
        ioss_number=international.text("iossNumber"),
        price_designation=product.node("price").text("priceDesignation"),
        points=_parse_points(node.node("expense").node("pointsCost").node("pointsGranted")),
        is_used=_is_used(product),
        raw=node.value,
    )


def _is_used(product: Node) -> bool:
    """Whether the goods are told to be anything but new; an odd condition keeps no order out."""
    condition = product.value.get("condition")
    told = condition.get("conditionType") if isinstance(condition, Mapping) else None
    return isinstance(told, str) and is_used(told)


def _tax_collection(tax: Node) -> dict[str, Any]:
    """Whether Amazon collects and remits the tax: the model alone decides, parties vary.

    Models are spelled in two ways, ``MARKETPLACE_FACILITATOR`` and ``MarketplaceFacilitator``.
    Of one that is new nobody knows whose tax it is.
    """
    collections = {
        collection.word("model"): collection.text("responsibleParty")
        for collection in tax.nodes("taxCollections")
    }
    return {
        "tax_collected_by_amazon": not _COLLECTED_BY_AMAZON.isdisjoint(collections),
        "unknown_collections": frozenset(filter(None, collections.keys() - _KNOWN_MODELS)),
        "responsible_party": next(filter(None, collections.values()), ""),
    }


def _gift(option: Node) -> dict[str, Any]:
    return {
        "gift_message": option.text("giftMessage"),
        "gift_wrap_level": option.text("giftWrapLevel"),
    }


def _cancellation(cancellation: Node) -> dict[str, Any]:
    request = cancellation.node("cancellationRequest")
    execution = cancellation.node("cancellationExecution")
    wish = CancelRequest(request.text("requester"), request.text("cancelReason"))
    return {
        "cancel_request": wish if request else None,
        "cancelled_by": execution.text("cancelledBy"),
        "cancel_reason": execution.text("cancelReason"),
    }


def _parse_points(granted: Node) -> Points | None:
    if not granted:
        return None
    value = granted.money("pointsMonetaryValue")
    return Points(granted.integer("pointsNumber"), value.amount if value else ZERO)


def _windows(fulfillment: Node) -> dict[str, Any]:
    return {
        "ship_by": _parse_window(fulfillment.node("shipByWindow")),
        "deliver_by": _parse_window(fulfillment.node("deliverByWindow")),
    }


def _parse_window(node: Node) -> TimeWindow | None:
    if not node:
        return None
    return TimeWindow(node.shown_time("earliestDateTime"), node.shown_time("latestDateTime"))


def _tip(proceeds: Node, currency: SingleCurrency) -> Decimal:
    """Other kinds of the order's breakdowns only repeat the sums of the items."""
    return sum(
        (
            currency.amount(breakdown, "subtotal") or ZERO
            for breakdown in proceeds.nodes("breakdowns")
            if breakdown.word("type") == "DELIVERY_TIP"
        ),
        ZERO,
    )


def _associated(node: Node, association: str) -> str:
    return _chosen(node, "associatedOrders", "associationType", association, "orderId")


def _chosen(node: Node, key: str, kind_key: str, kind: str, value_key: str) -> str:
    """The value of the first element of a list whose kind is ``kind``; empty when none is."""
    matches = (el.text(value_key) for el in node.nodes(key) if el.word(kind_key) == kind)
    return next(matches, "")


def _texts(node: Node, key: str, value_key: str) -> tuple[str, ...]:
    """One text of each element of a list, empty ones left out."""
    return tuple(filter(None, (element.text(value_key) for element in node.nodes(key))))
