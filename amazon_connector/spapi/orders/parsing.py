"""Reads an order payload of the Orders API 2026-01-01.

Source: Amazon's model ``orders_2026-01-01.json``, definition ``Order``.
"""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from ..payload import Node
from .charges import SingleCurrency, parse_charges
from .parties import parse_address, parse_buyer, parse_tax_registrations
from .values import (
    ZERO,
    CancelRequest,
    Order,
    OrderHead,
    OrderItem,
    Package,
    PackageItem,
    Points,
    TimeWindow,
)


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
    currency = SingleCurrency()
    proceeds = node.node("proceeds")
    fulfillment = node.node("fulfillment")
    grand_total = currency.amount(proceeds, "grandTotal")
    tip = _tip(proceeds, currency)
    items = tuple(_parse_item(item, currency) for item in node.nodes("orderItems"))
    address = node.node("recipient").node("deliveryAddress")
    return Order(
        **_head_values(node),
        service_level=fulfillment.text("fulfillmentServiceLevel"),
        seller_order_id=_chosen(node, "orderAliases", "aliasType", "SELLER_ORDER_ID", "aliasId"),
        programs=frozenset(node.texts("programs")),
        currency=currency.code,
        grand_total=grand_total,
        tip=tip,
        items=items,
        packages=tuple(_parse_package(package) for package in node.nodes("packages")),
        buyer=parse_buyer(node.node("buyer")),
        address=parse_address(address) if address else None,
        tax_registrations=parse_tax_registrations(node.node("tax")),
        ship_by=_parse_window(fulfillment.node("shipByWindow")),
        deliver_by=_parse_window(fulfillment.node("deliverByWindow")),
        replaces_order_id=_associated(node, "REPLACEMENT_ORIGINAL_ID"),
        exchanges_order_id=_associated(node, "EXCHANGE_ORIGINAL_ID"),
        payment_methods=_texts(node.node("payment"), "paymentExecutions", "paymentMethod"),
        fulfillment_order_ids=_texts(node, "fulfillmentOrders", "fulfillmentOrderId"),
        raw=payload,
    )


def _head_values(node: Node) -> dict[str, Any]:
    channel = node.node("salesChannel")
    fulfillment = node.node("fulfillment")
    return {
        "order_id": node.required_text("orderId"),
        "created_at": node.required_time("createdTime"),
        "updated_at": node.required_time("lastUpdatedTime"),
        "marketplace_id": channel.text("marketplaceId"),
        "channel_name": channel.required_text("channelName"),
        "status": fulfillment.text("fulfillmentStatus"),
        "fulfilled_by": fulfillment.text("fulfilledBy"),
    }


def _parse_item(node: Node, currency: SingleCurrency) -> OrderItem:
    product, proceeds = node.node("product"), node.node("proceeds")
    fulfillment, tax = node.node("fulfillment"), node.node("tax")
    international = fulfillment.node("shipping").node("internationalShipping")
    schemes = _texts(tax, "taxCalculationBreakdowns", "reportingScheme")
    return OrderItem(
        item_id=node.required_text("orderItemId"),
        sku=product.text("sellerSku"),
        asin=product.text("asin"),
        title=product.text("title"),
        **_quantities(node, fulfillment),
        unit_price=currency.amount(product.node("price"), "unitPrice"),
        charges=parse_charges(proceeds, currency),
        total=currency.amount(proceeds, "proceedsTotal"),
        promotion_ids=_texts(node.node("promotion"), "breakdowns", "promotionId"),
        **_gift(fulfillment.node("packing").node("giftOption")),
        programs=frozenset(node.texts("programs")),
        **_cancellation(node.node("cancellation")),
        serial_numbers=product.texts("serialNumbers"),
        customization_url=product.node("customization").text("customizedUrl"),
        **_tax_collection(tax),
        reporting_schemes=frozenset(schemes),
        ioss_number=international.text("iossNumber"),
        price_designation=product.node("price").text("priceDesignation"),
        points=_parse_points(node.node("expense").node("pointsCost").node("pointsGranted")),
        raw=node.value,
    )


def _quantities(node: Node, fulfillment: Node) -> dict[str, Any]:
    if node.value.get("quantityOrdered") is None:
        raise node.fail("quantityOrdered", "is missing")
    ordered = node.integer("quantityOrdered")
    fulfilled = fulfillment.integer("quantityFulfilled")
    return {
        "quantity_ordered": ordered,
        "quantity_fulfilled": fulfilled,
        "quantity_unfulfilled": fulfillment.integer(
            "quantityUnfulfilled", default=max(ordered - fulfilled, 0)
        ),
    }


def _tax_collection(tax: Node) -> dict[str, Any]:
    """Whether Amazon collects and remits the tax: the model alone decides, parties vary."""
    collections = {
        collection.text("model"): collection.text("responsibleParty")
        for collection in tax.nodes("taxCollections")
    }
    return {
        "tax_collected_by_amazon": "MARKETPLACE_FACILITATOR" in collections,
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


def _parse_package(node: Node) -> Package:
    status = node.node("packageStatus")
    return Package(
        reference=node.required_text("packageReferenceId"),
        status=status.text("status"),
        detailed_status=status.text("detailedStatus"),
        carrier=node.text("carrier"),
        service=node.text("shippingService"),
        tracking_number=node.text("trackingNumber"),
        shipped_at=node.time("shipTime"),
        items=tuple(
            PackageItem(item.required_text("orderItemId"), item.integer("quantity"))
            for item in node.nodes("packageItems")
        ),
    )


def _parse_window(node: Node) -> TimeWindow | None:
    if not node:
        return None
    return TimeWindow(node.time("earliestDateTime"), node.time("latestDateTime"))


def _tip(proceeds: Node, currency: SingleCurrency) -> Decimal:
    """Other kinds of the order's breakdowns only repeat the sums of the items."""
    return sum(
        (
            currency.amount(breakdown, "subtotal") or ZERO
            for breakdown in proceeds.nodes("breakdowns")
            if breakdown.text("type") == "DELIVERY_TIP"
        ),
        ZERO,
    )


def _associated(node: Node, association: str) -> str:
    return _chosen(node, "associatedOrders", "associationType", association, "orderId")


def _chosen(node: Node, key: str, kind_key: str, kind: str, value_key: str) -> str:
    """The value of the first element of a list whose kind is ``kind``; empty when none is."""
    matches = (el.text(value_key) for el in node.nodes(key) if el.text(kind_key) == kind)
    return next(matches, "")


def _texts(node: Node, key: str, value_key: str) -> tuple[str, ...]:
    """One text of each element of a list, empty ones left out."""
    return tuple(filter(None, (element.text(value_key) for element in node.nodes(key))))
