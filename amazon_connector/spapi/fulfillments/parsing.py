"""Turns answers of Fulfillment Outbound 2026-07-04 into frozen values."""

from ..errors import UnreadablePayload
from ..payload import Money, Node
from .previews import Constraint, Offer, PlannedShipment, Preview
from .values import Fulfillment, FulfillmentLine, Parcel, Shipment

_PIECES = "EACHES"
_MOST = 2**31


def parse_fulfillment(payload: object) -> Fulfillment:
    """Read one order.

    :param payload: an element of ``orders``, or the ``order`` of a single answer
    :raises UnreadablePayload: with the place in the payload
    """
    node = Node.root(payload)
    shipments = node.value.get("shipments")
    return Fulfillment(
        reference=node.required_text("orderId"),
        status=node.word("status"),
        changed_at=node.shown_time("statusUpdateTime"),
        lines=tuple(_line(each) for each in node.nodes("lineItems")),
        shipments=None if shipments is None else _shipments(node),
    )


def _line(node: Node) -> FulfillmentLine:
    product = node.node("product").node("productIdentifier")
    return FulfillmentLine(
        line_id=node.required_text("lineItemId"),
        sku=product.text("amazonSku"),
        quantity=_pieces(node, "amount"),
        cancelled=_pieces_if_told(node, "cancelledAmount"),
        unfulfillable=_pieces_if_told(node, "unfulfillableAmount"),
    )


def _shipments(node: Node) -> tuple[Shipment, ...]:
    """What stands there twice, as on two pages that Amazon has put together, left once."""
    told = map(_shipment, node.nodes("shipments"))
    return tuple({each.shipment_id: each for each in told}.values())


def _shipment(node: Node) -> Shipment:
    pieces: dict[str, int] = {}
    for item in node.nodes("items"):
        line_id = item.required_text("lineItemId")
        pieces[line_id] = pieces.get(line_id, 0) + _pieces(item, "amount")
    return Shipment(
        shipment_id=node.required_text("amazonShipmentId"),
        status=node.word("status"),
        shipped_at=node.shown_time("shipTime"),
        pieces=pieces,
        parcels=tuple({each.package_id: each for each in _parcels(node)}.values()),
    )


def _parcels(node: Node) -> tuple[Parcel, ...]:
    """What people look at: a package that cannot be read keeps no goods back."""
    try:
        parcels, _broken = node.parsed("packages", _parcel)
    except UnreadablePayload:
        return ()
    return parcels


def _parcel(node: Node) -> Parcel:
    tracking = node.node("tracking")
    carrier, amazon = tracking.node("carrier"), tracking.node("amazon")
    return Parcel(
        package_id=node.required_text("packageId"),
        status=node.word("status"),
        carrier=carrier.text("carrierCode") or ("AMAZON" if amazon else ""),
        tracking_number=carrier.text("trackingNumber") or amazon.text("trackingNumber"),
        tracking_url=_address(carrier) or _address(amazon),
        delivery_at=node.shown_time("deliveryTime"),
    )


def _address(node: Node) -> str:
    """A link is for people to press: nothing but a web address is one."""
    address = node.text("trackingUrl")
    return address if address.startswith(("https://", "http://")) else ""


def parse_preview(payload: object) -> Preview:
    """Read what Amazon would do.

    :param payload: the answer of ``getOrderPreview``
    :raises UnreadablePayload: with the place in the payload
    """
    node = Node.root(payload)
    return Preview(
        shipments=tuple(_planned(each) for each in node.nodes("plannedShipments")),
        constraints=tuple(_constraint(each) for each in node.nodes("constraints")),
    )


def _planned(node: Node) -> PlannedShipment:
    pieces: dict[str, int] = {}
    for item in node.nodes("items"):
        sku = item.node("productIdentifier").required_text("amazonSku")
        pieces[sku] = pieces.get(sku, 0) + _pieces(item, "amount")
    return PlannedShipment(
        pieces=pieces, offers=tuple(_offer(each) for each in node.nodes("offers"))
    )


def _offer(node: Node) -> Offer:
    level = node.node("fulfillmentConfiguration").node("serviceLevel")
    delivery = level.node("deliveryInterval")
    price: Money | None = node.node("estimatedPrice").money("totalPrice")
    return Offer(
        speed=level.text("serviceTier").upper(),
        fee=price,
        arrives_from=delivery.shown_time("startTime"),
        arrives_until=delivery.shown_time("endTime"),
    )


def _constraint(node: Node) -> Constraint:
    return Constraint(
        code=node.text("code"),
        message=node.text("message"),
        details={each.text("type"): each.text("value") for each in node.nodes("details")},
    )


def _pieces(node: Node, key: str) -> int:
    """Amazon writes pieces as a decimal text, ``"2.0"``; none told is none."""
    amount = node.node(key)
    if not amount:
        return 0
    unit = amount.word("unit")
    number = amount.required_decimal("value")
    if unit not in ("", _PIECES) or number != int(number) or not 0 <= number < _MOST:
        raise node.fail(key, "is not a number of pieces")
    return int(number)


def _pieces_if_told(node: Node, key: str) -> int:
    """As :func:`_pieces`, of what most orders have none of: Amazon may leave the number out."""
    return 0 if node.node(key).value.get("value") is None else _pieces(node, key)
