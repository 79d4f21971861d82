"""A settlement report of many orders, three to four rows of each."""

from decimal import Decimal

from odoo.addons.amazon_connector.spapi.settlements.layout import COLUMNS

# What an order's rows are: amount type, description, amount. Every third order pays shipping.
GOODS = ("ItemPrice", "Principal", "20.00")
SHIPPING = ("ItemPrice", "Shipping", "4.99")
FEES = (
    ("ItemFees", "Commission", "-3.00"),
    ("ItemFees", "FBAPerUnitFulfillmentFee", "-3.22"),
)
WITH_SHIPPING = 3


def name_order(order: int) -> str:
    """Amazon's id of the order of a number."""
    return f"114-{order // 10**7:07}-{order % 10**7:07}"


def write_report(orders: int, settlement_id: str = "9900000001") -> bytes:
    """A report of so many orders; 30,000 have 100,000 rows."""
    total = Decimal()
    lines = []
    for order in range(orders):
        shipping = () if order % WITH_SHIPPING else (SHIPPING,)
        for amount_type, description, amount in (GOODS, *shipping, *FEES):
            total += Decimal(amount)
            lines.append(_write_row(settlement_id, order, amount_type, description, amount))
    summary = {
        "settlement-id": settlement_id,
        "settlement-start-date": "2026-06-16 00:00:00 UTC",
        "settlement-end-date": "2026-06-30 23:00:00 UTC",
        "deposit-date": "2026-07-02",
        "total-amount": str(total),
        "currency": "USD",
    }
    return ("\n".join(["\t".join(COLUMNS), _write(summary), *lines]) + "\n").encode()


def _write_row(settlement_id: str, order: int, kind: str, description: str, amount: str) -> str:
    cells = {
        "settlement-id": settlement_id,
        "transaction-type": "Order",
        "order-id": name_order(order),
        "marketplace-name": "Amazon.com",
        "amount-type": kind,
        "amount-description": description,
        "amount": amount,
        "posted-date": "2026-06-18",
        "order-item-code": str(50_000_000_000 + order),
        "sku": f"SKU-{order % 50 + 1:05d}",
        "quantity-purchased": "1",
    }
    return _write(cells)


def _write(cells: dict[str, str]) -> str:
    return "\t".join(cells.get(name, "") for name in COLUMNS)
