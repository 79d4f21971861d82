"""Placing an order: from a few plain words to the order that Amazon would have made of it."""

import re
from datetime import timedelta
from decimal import Decimal
from typing import Any

from ..basics.ids import asin_for
from ..basics.marketplaces import Marketplace, marketplace
from ..basics.money import Amount, decimal, rounded
from ..basics.people import some_address, some_buyer, some_name
from ..state.order_book import STATUSES
from ..state.orders import PENDING_STATUSES, Amounts, Order, OrderLine, Package
from ..state.sellers import Seller
from ..world import World
from .vat import calculate_vat
from .wishes import NewLine, NewOrder

# Who answers for the tax that Amazon collects itself.
_FACILITATORS = {
    "NA": "Amazon Services, Inc.",
    "EU": "Amazon Services Europe S.a.r.L.",
    "AU": "Amazon Commercial Services Pty Ltd",
}
# An order may be placed like this; every other status comes from what happens to it.
_UNTOUCHED_STATUSES = (*PENDING_STATUSES, "UNSHIPPED", "UNFULFILLABLE")
_DEFAULT_PRICE = Decimal("9.99")


def place(world: World, wish: NewOrder) -> Order:
    """Make the order known to Amazon; ValueError for an unknown marketplace, seller or status."""
    if wish.status not in STATUSES:
        raise ValueError(f"an order cannot be {wish.status!r}: one of {', '.join(STATUSES)}")
    place_of_sale = _place_of_sale(wish)
    seller = world.sellers.on(place_of_sale, wish.seller)
    created = world.clock.now() - timedelta(minutes=wish.created_minutes_ago)
    order = Order(
        id=wish.order_id or world.ids.order_id(),
        seller_id=seller.id,
        marketplace=place_of_sale,
        created=created,
        updated=created,
        status=wish.status if wish.status in _UNTOUCHED_STATUSES else "UNSHIPPED",
        fulfilled_by=wish.fulfilled_by,
        lines=_lines(world, seller, place_of_sale, wish),
        service_level=_upper_snake(wish.service_level),
        channel_name=wish.channel_name,
        alias=wish.seller_order_id,
        programs=[*wish.programs, *(["AMAZON_BUSINESS"] if wish.business else [])],
        associated=_associated(wish),
        tip=rounded(decimal(wish.tip), place_of_sale),
        payment_method=wish.payment_method,
        hides_money=wish.without_money,
        overrides=wish.raw_overrides,
    )
    _introduce_buyer(world, order, wish)
    world.orders.add(order)
    _live_up_to_status(world, order, wish)
    return order


def _place_of_sale(wish: NewOrder) -> Marketplace:
    place_of_sale = marketplace(wish.marketplace)
    return place_of_sale.in_currency(wish.currency) if wish.currency else place_of_sale


def _lines(
    world: World, seller: Seller, place_of_sale: Marketplace, wish: NewOrder
) -> list[OrderLine]:
    plain = {"sku": wish.sku, "quantity": wish.quantity, "unit_price": wish.unit_price}
    wished = wish.lines if wish.lines is not None else [plain]
    if not wished or not all(line.get("sku") for line in wished):
        raise ValueError("an order needs lines, or a sku")
    wishes = [NewLine(**line) for line in wished]
    lines = [_line(world, seller, place_of_sale, line) for line in wishes]
    rates = {line.item_id: wished.vat_rate for line, wished in zip(lines, wishes, strict=True)}
    calculate_vat(lines, rates, place_of_sale, from_net=wish.business)
    for line in lines:
        line.tax_included = line.tax_included or wish.tax_included
        line.collection_model = wish.collection_model
        if wish.facilitator:
            line.facilitator = _facilitator(place_of_sale)
        if wish.business:
            line.extra_product["priceDesignation"] = "BUSINESS_PRICE"
    return lines


def _facilitator(place_of_sale: Marketplace) -> str:
    for place in (place_of_sale.code, place_of_sale.region):
        if place in _FACILITATORS:
            return _FACILITATORS[place]
    return _FACILITATORS["NA"]


def _line(world: World, seller: Seller, place_of_sale: Marketplace, wish: NewLine) -> OrderLine:
    listing = world.listings.find(seller.id, place_of_sale, wish.sku)
    if wish.unit_price is not None:
        unit_price = decimal(wish.unit_price)
    else:
        unit_price = listing.price if listing else _DEFAULT_PRICE
    return OrderLine(
        item_id=wish.item_id or world.ids.order_item_id(),
        sku=wish.sku,
        asin=wish.asin or (listing.asin if listing else asin_for(wish.sku)),
        title=wish.title or (listing.title if listing else wish.sku),
        quantity=wish.quantity,
        unit_price=unit_price,
        charges={"ITEM": rounded(unit_price * wish.quantity, place_of_sale)}
        | _extra_charges(place_of_sale, wish),
        discounts=_amounts(place_of_sale, ITEM=wish.discount, SHIPPING=wish.shipping_discount),
        taxes=_taxes(place_of_sale, wish),
        reporting_scheme=wish.reporting_scheme,
        ioss_number=wish.ioss_number,
        gift=_filled(giftMessage=wish.gift_message, giftWrapLevel=wish.gift_wrap_level),
        promotion_ids=wish.promotion_ids,
        programs=wish.programs,
        points=wish.points,
        extra_product=_filled(
            serialNumbers=wish.serial_numbers,
            customization=wish.customized_url and {"customizedUrl": wish.customized_url},
        ),
    )


def _extra_charges(place_of_sale: Marketplace, wish: NewLine) -> Amounts:
    return _amounts(
        place_of_sale,
        SHIPPING=wish.shipping,
        GIFT_WRAP=wish.gift_wrap,
        COD_FEE=wish.cod_fee,
        OTHER=wish.other,
    )


def _taxes(place_of_sale: Marketplace, wish: NewLine) -> Amounts:
    return _amounts(
        place_of_sale,
        ITEM=wish.tax,
        SHIPPING=wish.shipping_tax,
        GIFT_WRAP=wish.gift_wrap_tax,
        COD_FEE=wish.cod_fee_tax,
        DISCOUNT=wish.discount_tax,
    )


def _amounts(place_of_sale: Marketplace, **values: Amount) -> Amounts:
    """The amounts that are not zero, to the coin: what is rounded apart still adds up."""
    exact = {kind: rounded(decimal(value), place_of_sale) for kind, value in values.items()}
    return {kind: value for kind, value in exact.items() if value}


def _filled(**values: Any) -> dict[str, Any]:
    return {key: value for key, value in values.items() if value}


def _upper_snake(words: str) -> str:
    """`SecondDay` and `Second Day` → `SECOND_DAY`, as Amazon writes its service levels."""
    return re.sub(r"(?<=[a-z])\s*(?=[A-Z])", "_", words).upper()


def _associated(wish: NewOrder) -> list[dict[str, str]]:
    originals = {
        "REPLACEMENT_ORIGINAL_ID": wish.replaces,
        "EXCHANGE_ORIGINAL_ID": wish.exchange_of,
    }
    return [
        {"orderId": order_id, "associationType": kind}
        for kind, order_id in originals.items()
        if order_id
    ]


def _introduce_buyer(world: World, order: Order, wish: NewOrder) -> None:
    """Fill in who buys and where it goes; the wish may name any of Amazon's keys."""
    random, place_of_sale = world.ids.random, order.marketplace
    name = (wish.buyer or {}).get("buyerName") or (wish.address or {}).get("name")
    name = name or some_name(random, place_of_sale.code)
    order.buyer = some_buyer(random, place_of_sale, name) | buyer_keys(wish.buyer or {})
    usual = some_address(random, place_of_sale.code, order.buyer["buyerName"])
    address = usual if wish.address is None else {"name": name} | wish.address
    changed = address | wish.address_changes
    order.address = {key: value for key, value in changed.items() if value is not None}
    if wish.po_number:
        order.buyer["buyerPurchaseOrderNumber"] = wish.po_number
    if wish.business and "buyerCompanyName" not in order.buyer:
        order.buyer["buyerCompanyName"] = f"{name.split()[-1]} Ltd"
    if wish.vat_id:
        registration = {
            "entityType": "BUYER",
            "legalName": order.buyer.get("buyerCompanyName", name),
            "taxRegistrationType": "VAT",
            "taxRegistrationNumber": wish.vat_id,
        }
        order.tax_registrations.append(registration)


_BUYER_KEYS = {
    "name": "buyerName",
    "email": "buyerEmail",
    "company": "buyerCompanyName",
    "po_number": "buyerPurchaseOrderNumber",
}


def buyer_keys(given: dict[str, str]) -> dict[str, str]:
    """The same facts under Amazon's keys: short ones (`name`, `email`, …) are understood."""
    return {_BUYER_KEYS.get(key, key): value for key, value in given.items()}


def _live_up_to_status(world: World, order: Order, wish: NewOrder) -> None:
    """Let happen what made the order what it is to be, all of it at the time of its last change."""
    dated = order.updated
    packages = wish.packages
    if wish.status in ("SHIPPED", "PARTIALLY_SHIPPED") and not packages:
        first = order.lines[0].item_id
        packages = [{"items": {first: 1}} if wish.status == "PARTIALLY_SHIPPED" else {}]
    for number, given in enumerate(packages, start=1):
        items = given.get("items") or {line.item_id: line.open for line in order.lines}
        if order.fulfilled_by == "AMAZON":
            world.orders.ship(order, items)
        else:
            world.orders.confirm_package(order, _package(order, number, given, items))
    if wish.status == "CANCELLED":
        world.orders.cancel(order, by="BUYER")
    order.updated = dated
    order.previous_payload = None


def _package(order: Order, number: int, given: dict[str, Any], items: dict[str, int]) -> Package:
    """A parcel that was on its way when the order was last changed."""
    return Package(
        reference=given.get("reference", str(number)),
        carrier=given.get("carrier", "UPS"),
        tracking_number=given.get("tracking", "1Z999AA10123456784"),
        ship_time=order.updated,
        created=order.updated,
        items=items,
        shipping_service=given.get("service"),
    )
