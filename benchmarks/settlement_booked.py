"""A settlement of 100,000 rows: read, mapped, tied out, posted in sums; against a line per row.

It tells of 30,000 orders. The naive way books each row as a journal item of its own; it is
measured on a tenth of the rows and scaled. Memory is the growth of the process from before the
file to its peak.
"""

import resource

from odoo.fields import Command

from .tools.results import Figure, seconds
from .tools.settlement_file import write_report
from .tools.shop import Shop

ORDERS = 30_000
PART = 10
LIMIT_MEMORY_MB = 300


def measure(shop: Shop, count: int = ORDERS) -> list[Figure]:
    store = shop.store
    open_books(shop)
    before = peak_mb()
    settlement = shop.env["amazon.settlement"]

    def book() -> None:
        nonlocal settlement
        settlement = settlement.create_from_file(
            shop.account, "settlement.txt", write_report(count)
        )
        settlement.action_process()
        shop.env.cr.commit()

    queries = shop.env.cr.sql_log_count
    spent = seconds(book)
    queries = shop.env.cr.sql_log_count - queries
    grown = peak_mb() - before
    shop.env.invalidate_all()
    if settlement.state != "done" or settlement.difference:
        raise AssertionError(f"{settlement.state}: {settlement.reason}")
    rows = settlement.row_count
    naive = seconds(lambda: _book_row_by_row(shop, settlement, rows // PART)) * PART
    store.accounting_mode = "per_order"
    shop.env.cr.commit()
    print(f"   {rows} rows booked in {spent:.1f} s with {queries} queries", flush=True)
    return [
        Figure("settlement_booked", spent, "s", naive),
        Figure("settlement_booked_memory", grown, "MB", LIMIT_MEMORY_MB),
    ]


def open_books(shop: Shop) -> None:
    """Accounts of the company's chart, and no invoices: the settlement books all of it."""
    dialog = shop.env["amazon.accounting.setup"]._open_for(shop.store)
    dialog.action_create_usual()
    dialog.action_save()
    shop.store.accounting_mode = "per_settlement"
    shop.env.cr.commit()


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


def peak_mb() -> float:
    """The most memory that the process has had so far."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
