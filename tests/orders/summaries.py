"""What the golden files expect of an order, as JSON."""

from decimal import Decimal
from typing import Any

from spapi.orders import Charge, Order, OrderItem

AS_THEY_ARE = (
    "order_id",
    "status",
    "fulfilled_by",
    "marketplace_id",
    "is_sale",
    "is_business",
    "is_prime",
    "is_pickup",
    "service_level",
    "seller_order_id",
    "replaces_order_id",
    "currency",
)


def summarize(order: Order) -> dict[str, Any]:
    """The values of an order that decide what becomes of it, without what is empty."""
    return _without_empty(
        {
            **{name: getattr(order, name) for name in AS_THEY_ARE},
            "created_at": order.created_at.isoformat(),
            "grand_total": _text(order.grand_total),
            "charges_total": _text(order.charges_total),
            "tip": _text(order.tip or None),
            "buyer": [order.buyer.name, order.buyer.company_name, order.buyer.email],
            "purchase_order_number": order.buyer.purchase_order_number,
            "address": _address(order),
            "tax_registrations": [f"{tax.type} {tax.number}" for tax in order.tax_registrations],
            "payment_methods": list(order.payment_methods),
            "ship_by": [moment.isoformat() for moment in order.ship_by or () if moment],
            "items": [_item(item) for item in order.items],
            "packages": [
                f"{package.reference}: {package.carrier} {package.tracking_number}"
                f" {package.status} {[tuple(item) for item in package.items]}"
                for package in order.packages
            ],
        }
    )


def _item(item: OrderItem) -> dict[str, Any]:
    return _without_empty(
        {
            "item_id": item.item_id,
            "sku": item.sku,
            "quantities": "/".join(
                map(
                    str, (item.quantity_ordered, item.quantity_fulfilled, item.quantity_unfulfilled)
                )
            ),
            "unit_price": _text(item.unit_price),
            "charges": [_charge(charge) for charge in item.charges],
            "total": _text(item.total),
            "charges_total": _text(item.charges_total),
            "promotion_ids": list(item.promotion_ids),
            "gift": " | ".join(filter(None, (item.gift_wrap_level, item.gift_message))),
            "tax_collected_by_amazon": item.tax_collected_by_amazon,
            "responsible_party": item.responsible_party,
            "reporting_schemes": sorted(item.reporting_schemes),
            "ioss_number": item.ioss_number,
            "price_designation": item.price_designation,
            "points": [str(value) for value in item.points or ()],
            "cancel_request": list(item.cancel_request or ()),
            "cancelled_by": item.cancelled_by,
        }
    )


def _charge(charge: Charge) -> str:
    parts = {
        "tax": charge.tax,
        "discount": charge.discount,
        "discount tax": charge.discount_tax,
    }
    stated = [f"{name} {amount}" for name, amount in parts.items() if amount]
    return ", ".join([f"{charge.kind} {charge.amount}", *stated])


def _address(order: Order) -> list[str]:
    address = order.address
    if not address:
        return []
    parts = (
        address.name,
        address.company_name,
        *address.lines,
        address.postal_code,
        address.district,
        address.city,
        address.state,
        address.country_code,
        address.phone,
        address.type,
    )
    return [part for part in parts if part]


def _text(amount: Decimal | None) -> str | None:
    return None if amount is None else str(amount)


def _without_empty(values: dict[str, Any]) -> dict[str, Any]:
    return {
        key: value
        for key, value in values.items()
        if value not in (None, "", [], ["", "", ""], False)
    }
