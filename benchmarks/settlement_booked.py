"""A settlement of 100,000 rows: read, mapped, tied out and posted in sums, against a line per row.

The naive way books each row as a journal item of its own; it is measured on a tenth of the rows
and scaled. Memory is the growth of the process from before the file to its peak.
"""

import resource
from decimal import Decimal

from odoo.addons.amazon_connector.spapi.settlements.layout import COLUMNS
from odoo.fields import Command

from .results import Figure, seconds
from .shop import Shop

ROWS = 100_000
PART = 10
# What a row of a sale is followed by: amount type, description, amount.
ORDER = (
    ("ItemPrice", "Principal", "20.00"),
    ("ItemPrice", "Shipping", "4.99"),
    ("ItemFees", "Commission", "-3.00"),
    ("ItemFees", "FBAPerUnitFulfillmentFee", "-3.22"),
)
LIMIT_MEMORY_MB = 300


def measure(shop: Shop, count: int = ROWS) -> list[Figure]:
    store = shop.store
    _open_books(shop)
    before = _peak_mb()
    settlement = shop.env["amazon.settlement"]

    def book() -> None:
        nonlocal settlement
        settlement = settlement.create_from_file(
            shop.account, "settlement.txt", _write_report(count)
        )
        settlement.action_process()
        shop.env.cr.commit()

    queries = shop.env.cr.sql_log_count
    spent = seconds(book)
    queries = shop.env.cr.sql_log_count - queries
    grown = _peak_mb() - before
    shop.env.invalidate_all()
    if settlement.state != "done" or settlement.difference:
        raise AssertionError(f"{settlement.state}: {settlement.reason}")
    naive = seconds(lambda: _book_row_by_row(shop, settlement, count // PART)) * PART
    store.accounting_mode = "per_order"
    shop.env.cr.commit()
    print(f"   {count} rows booked in {spent:.1f} s with {queries} queries", flush=True)
    return [
        Figure("settlement_booked", spent, "s", naive),
        Figure("settlement_booked_memory", grown, "MB", LIMIT_MEMORY_MB),
    ]


def _open_books(shop: Shop) -> None:
    """Accounts of the company's chart, and no invoices: the settlement books all of it."""
    dialog = shop.env["amazon.accounting.setup"]._open_for(shop.store)
    dialog.action_create_usual()
    dialog.action_save()
    shop.store.accounting_mode = "per_settlement"
    shop.env.cr.commit()


def _write(cells: dict[str, str]) -> str:
    return "\t".join(cells.get(name, "") for name in COLUMNS)


def _write_report(count: int) -> bytes:
    """A report of ``count`` rows, four of each order."""
    total = Decimal()
    lines = []
    for number in range(count):
        amount_type, description, amount = ORDER[number % len(ORDER)]
        total += Decimal(amount)
        order = number // len(ORDER)
        cells = {
            "settlement-id": "9900000001",
            "transaction-type": "Order",
            "order-id": f"114-{order // 10**7:07}-{order % 10**7:07}",
            "marketplace-name": "Amazon.com",
            "amount-type": amount_type,
            "amount-description": description,
            "amount": amount,
            "posted-date": "2026-06-18",
            "order-item-code": str(50_000_000_000 + order),
            "sku": f"SKU-{order % 50 + 1:05d}",
            "quantity-purchased": "1",
        }
        lines.append(_write(cells))
    summary = {
        "settlement-id": "9900000001",
        "settlement-start-date": "2026-06-16 00:00:00 UTC",
        "settlement-end-date": "2026-06-30 23:00:00 UTC",
        "deposit-date": "2026-07-02",
        "total-amount": str(total),
        "currency": "USD",
    }
    return ("\n".join(["\t".join(COLUMNS), _write(summary), *lines]) + "\n").encode()


def _book_row_by_row(shop: Shop, settlement, count: int) -> None:
    rows = settlement.line_ids.sorted("number")[:count]
    store = shop.store
    moves = shop.env["account.move"].with_company(store.company_id)
    lines = [
        Command.create(
            {
                "name": row.amount_description,
                "account_id": row.kind_id.gl_account_id.id,
                "debit": max(-row.amount, 0.0),
                "credit": max(row.amount, 0.0),
            }
        )
        for row in rows
    ]
    total = store.company_id.currency_id.round(sum(rows.mapped("amount")))
    lines.append(Command.create({"account_id": store.clearing_account_id.id, "debit": total}))
    move = moves.create({"journal_id": store.settlement_journal_id.id, "line_ids": lines})
    move.action_post()
    shop.env.cr.commit()


def _peak_mb() -> float:
    """The most memory that the process has had so far."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
