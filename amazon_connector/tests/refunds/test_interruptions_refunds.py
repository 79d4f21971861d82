"""Refunds whose booking is killed, and two workers at once: each is credited once (F7)."""

from unittest import skipUnless

from odoo.tests import tagged

from ..invoicing.test_interruptions_invoicing import PREPARE
from ..workers import TEMPLATE, WorkersCase

INVOICE = """
sales = env["sale.order"].search([("invoice_status", "=", "to invoice")])
sales._create_invoices().action_post()
env.cr.commit()
"""
# Small batches, so that there is something to kill and to race between.
REFUNDS = """
from contextlib import suppress
from odoo.exceptions import UserError

refunds = env["amazon.refund"]
type(refunds)._batch_size = 2
for account in env["amazon.account"].search([]):
    with suppress(UserError):  # A job that the other worker has right now.
        account.action_sync_refunds()
refunds.sudo()._cron_process()
env.cr.commit()
"""
CREDITED = """
    SELECT count(*) FROM account_move
     WHERE move_type = 'out_refund' AND is_amazon AND state = 'posted'
"""
PAID = """
    SELECT amazon_invoice_id, count(*) FROM account_move_line AS line
      JOIN account_move AS move ON move.id = line.amazon_invoice_id
     WHERE move.move_type = 'out_refund' AND line.parent_state = 'posted'
     GROUP BY amazon_invoice_id
"""
BOOKED = """
    SELECT refund.order_ref, refund.amount_buyer::float, move.amount_total::float,
           move.payment_state
      FROM amazon_refund AS refund
      JOIN account_move AS move ON move.id = refund.move_id
     WHERE refund.state = 'done'
"""


@skipUnless(TEMPLATE, "needs a template database")
@tagged("post_install", "-at_install")
class TestInterruptedRefunds(WorkersCase):
    order_count = 40

    def test_killed_and_run_by_two_each_refund_is_credited_and_paid_once(self):
        self.work(PREPARE)
        self.work(INVOICE)
        refs = self.refund_what_is_invoiced()
        self.assertGreater(len(refs), 8)
        for credited in (1, 5):
            worker = self.start(REFUNDS)
            self.kill_when(worker, lambda n=credited: self.query(CREDITED)[0][0] >= n)
            # What a killed worker had leased is free after some minutes.
            self.query("UPDATE amazon_schedule SET leased_until = NULL RETURNING id")
        self.compete(REFUNDS, REFUNDS)
        self.work(REFUNDS)

        booked = self.query(BOOKED)
        self.assertEqual(sorted(row[0] for row in booked), sorted(refs))
        self.assertEqual(self.query(CREDITED)[0][0], len(refs))
        for ref, refunded, credited, payment in booked:
            self.assertEqual((credited, payment), (refunded, "reversed"), ref)
        # A line on the receivable and one on clearing, each once.
        self.assertEqual({count for _move, count in self.query(PAID)}, {2})

    def refund_what_is_invoiced(self):
        """Amazon bills and refunds up to twelve orders that have an invoice; returns their ids."""
        invoiced = self.query(
            """
            SELECT DISTINCT o.amazon_ref FROM amazon_order AS o
              JOIN sale_order_line AS sold ON sold.amazon_order_id = o.id
              JOIN sale_order_line_invoice_rel AS rel ON rel.order_line_id = sold.id
              JOIN sale_order AS sale ON sale.id = o.sale_order_id
             WHERE o.fulfilled_by = 'MERCHANT' AND o.status = 'UNSHIPPED'
               AND sale.invoice_status = 'invoiced'
             ORDER BY 1 LIMIT 12
            """
        )
        refs = [ref for (ref,) in invoiced]
        for ref in refs:
            self.amazon.ship_and_bill(ref)
            self.amazon.refund(ref)
        return refs
