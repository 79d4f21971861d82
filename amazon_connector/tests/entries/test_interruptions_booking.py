"""Settlements whose posting is killed between two commits: each part is booked exactly once."""

from unittest import skipUnless

from odoo.tests import tagged

from ..workers import TEMPLATE, WorkersCase

ORDERS = 40
SET_UP = f"""
from decimal import Decimal
from odoo.addons.amazon_connector.tests.entries.booking import BookingCase

BookingCase.base_env = env(context=dict(env.context, tracking_disable=True))
BookingCase.open_books("USD")
env.cr.precommit.clear()  # Odoo would load the chart of accounts again.
books = BookingCase()
rows = [("other-transaction", "other-transaction", "Storage Fee", "-7.00", "", "2026-06-20")]
for number in range({ORDERS}):
    ref = f"R{{number}}"
    books.create_document(ref, {{"revenue": Decimal(10)}}, "2026-06-18")
    rows.append(("Order", "ItemPrice", "Principal", "10.00", ref, "2026-06-18"))
settlement = books.receive(rows)
settlement.sudo().is_released = True
env.cr.commit()
"""
POST = """
from odoo.addons.amazon_connector.models.entries import amazon_settlement_payments

amazon_settlement_payments.CHUNK = 3
env["amazon.settlement"].sudo()._cron_process()
env.cr.commit()
"""
REVERSE = """
settlement = env["amazon.settlement"].search([])
settlement._begin_reversal()
env.cr.commit()
"""
PAYMENTS = """
    SELECT count(*) FROM account_move
     WHERE amazon_entry = 'payments' AND state = 'posted' AND amazon_run = %s
"""
REVERSALS = "SELECT count(*) FROM account_move WHERE amazon_entry = 'reversal'"


@skipUnless(TEMPLATE, "needs a template database")
@tagged("post_install", "-at_install")
class TestInterruptedBooking(WorkersCase):
    order_count = 1

    def test_killed_between_its_parts_it_goes_on_and_nothing_is_booked_twice(self):
        self.work(SET_UP)
        for parts in (1, 4, 9):
            worker = self.start(POST)
            self.kill_when(worker, lambda parts=parts: self.count_payments(0) >= parts)
        self.work(POST)
        self.assert_booked_once(run=0)
        self.work(REVERSE)
        worker = self.start(POST)
        self.kill_when(worker, lambda: self.query(REVERSALS)[0][0] >= 4)
        self.work(POST)
        self.assert_booked_once(run=1)

    def count_payments(self, run):
        return self.query(PAYMENTS, run)[0][0]

    def assert_booked_once(self, run):
        newest = "SELECT id FROM amazon_settlement ORDER BY id DESC LIMIT 1"
        state = self.query(f"SELECT state, stage, run FROM amazon_settlement WHERE id = ({newest})")
        self.assertEqual(state, [("done", "posted", run)])
        sums = self.query(
            f"""
            SELECT a.name->>'en_US', sum(l.amount_currency)::float
              FROM account_move_line l
              JOIN account_account a ON a.id = l.account_id
              JOIN account_move m ON m.id = l.move_id
             WHERE m.amazon_settlement_id = ({newest}) AND m.state = 'posted' GROUP BY 1
            """
        )
        sums = {name: amount for name, amount in sums if amount}
        total = ORDERS * 10.0
        self.assertEqual(
            sums,
            {"storage": 7.0, "Account Receivable": -total, "transit": total - 7},
        )
        self.assert_all_matched()

    def assert_all_matched(self):
        states = self.query(
            "SELECT payment_state, count(*) FROM account_move"
            " WHERE move_type = 'out_invoice' AND amazon_order_ref IS NOT NULL GROUP BY 1"
        )
        self.assertEqual([state for state, _count in states], ["paid"])
        open_ones = self.query(
            """
            SELECT l.id FROM account_move_line l JOIN account_account a ON a.id = l.account_id
             WHERE a.name->>'en_US' = 'clearing' AND NOT l.reconciled
               AND l.parent_state = 'posted'
            """
        )
        self.assertEqual(open_ones, [])
