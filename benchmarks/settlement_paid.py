"""A settlement that pays 30,000 open invoices, against a line per row, reconciled one by one.

The invoices are copies of two real ones, made by SQL, each of a buyer of its own. The naive way
books a payment line for each invoice, and reconciles each pair alone; it is measured on a part of
another settlement's invoices and scaled.
"""

from odoo.fields import Command
from odoo.tools import SQL

from .settlement_booked import open_books, peak_mb
from .tools.results import Figure, seconds
from .tools.rows import copy_rows
from .tools.settlement_file import WITH_SHIPPING, name_order, write_report
from .tools.shop import Shop

ORDERS = 30_000
PART = 30
LIMIT_MEMORY_MB = 300


def measure(shop: Shop, count: int = ORDERS) -> list[Figure]:
    open_books(shop)
    shop.store.write({"accounting_mode": "per_order", "invoicing": "none", "payments": "none"})
    invoices = _make_invoices(shop, count)
    naive = seconds(lambda: _pay_one_by_one(shop, invoices[: count // PART])) * PART
    shop.env["account.move"].browse(invoices[: count // PART]).line_ids.remove_move_reconcile()
    shop.env.cr.commit()
    shop.env.invalidate_all()
    before, settlement = peak_mb(), shop.env["amazon.settlement"]

    def pay() -> None:
        nonlocal settlement
        settlement = settlement.create_from_file(
            shop.account, "paid.txt", write_report(count, "9900000002")
        )
        settlement.action_process()
        shop.env.cr.commit()

    queries = shop.env.cr.sql_log_count
    spent = seconds(pay)
    queries = shop.env.cr.sql_log_count - queries
    grown = peak_mb() - before
    shop.env.invalidate_all()
    _check(shop, settlement, invoices)
    print(f"   {count} invoices paid in {spent:.1f} s with {queries} queries", flush=True)
    return [
        Figure("settlement_paid", spent, "s", naive),
        Figure("settlement_paid_memory", grown, "MB", LIMIT_MEMORY_MB),
    ]


def _check(shop: Shop, settlement, invoices: list[int]) -> None:
    """Every buyer's balance is 0.00."""
    shop.env.cr.execute(
        SQL(
            "SELECT count(*) FROM account_move WHERE id IN %s AND payment_state != 'paid'",
            tuple(invoices),
        )
    )
    (unpaid,) = shop.env.cr.fetchone()
    if settlement.state != "done" or settlement.difference or unpaid:
        raise AssertionError(f"{settlement.state}, {unpaid} not paid: {settlement.reason}")


def _make_invoices(shop: Shop, count: int) -> list[int]:
    """:return: ids of the posted invoices of the report's orders"""
    with_shipping = -(-count // WITH_SHIPPING)
    made = _copy_invoices(shop, 24.99, with_shipping, f"{WITH_SHIPPING} * (number - 1)")
    rest = f"{WITH_SHIPPING} * ((number - 1) / 2) + 1 + mod(number - 1, 2)"
    made += _copy_invoices(shop, 20.00, count - with_shipping, rest)
    shop.env.cr.execute("ANALYZE")
    shop.env.cr.commit()
    shop.env.invalidate_all()
    return made


def _copy_invoices(shop: Shop, amount: float, count: int, order: str) -> list[int]:
    """:param order: SQL for the number of an order, by the number of its copy"""
    invoice = _post_invoice(shop, amount)
    prefix = name_order(0)[: -len("0000000")]
    ref = f"'{prefix}' || lpad(({order})::text, 7, '0')"
    buyers = copy_rows(invoice.partner_id, count, name="'Buyer ' || number")
    shop.env.cr.execute("UPDATE res_partner SET commercial_partner_id = id WHERE id > %s", [buyers])
    # Else PostgreSQL looks each buyer up as it does in the small table that this was.
    shop.env.cr.execute("ANALYZE res_partner")
    buyer = f"{buyers} + number"
    names = {"partner_id": buyer, "commercial_partner_id": buyer}
    moves = copy_rows(
        invoice,
        count,
        name=f"'PAID{amount:.0f}/2026/' || number",
        sequence_number="number",
        sequence_prefix=f"'PAID{amount:.0f}/2026/'",
        partner_shipping_id=buyer,
        amazon_order_ref=ref,
        **names,
    )
    for line in invoice.line_ids:
        copy_rows(line, count, move_id=f"{moves} + number", partner_id=buyer)
    return list(range(moves + 1, moves + count + 1))


def _post_invoice(shop: Shop, amount: float):
    partner = shop.env["res.partner"].create({"name": "Buyer"})
    line = {"name": "Goods", "quantity": 1, "price_unit": amount, "tax_ids": False}
    invoice = shop.env["account.move"].create(
        {
            "move_type": "out_invoice",
            "partner_id": partner.id,
            "invoice_date": "2026-06-18",
            "invoice_line_ids": [Command.create(line)],
        }
    )
    invoice.action_post()
    shop.env.flush_all()
    return invoice


def _pay_one_by_one(shop: Shop, invoices: list[int]) -> None:
    """An entry with a line per invoice, each reconciled alone."""
    store = shop.store
    moves = shop.env["account.move"].browse(invoices)
    owed = moves.line_ids.filtered(lambda line: line.account_type == "asset_receivable")
    lines = [
        Command.create(
            {
                "name": line.move_id.amazon_order_ref,
                "partner_id": line.partner_id.id,
                "account_id": line.account_id.id,
                "credit": line.debit,
            }
        )
        for line in owed
    ]
    total = sum(owed.mapped("debit"))
    lines.append(Command.create({"account_id": store.clearing_account_id.id, "debit": total}))
    move = moves.create({"journal_id": store.settlement_journal_id.id, "line_ids": lines})
    move.action_post()
    paid = dict(zip(owed, move.line_ids.filtered("credit"), strict=True))
    for line, payment in paid.items():
        (line | payment).reconcile()
    shop.env.cr.commit()
