"""Refunds whose money a settlement has booked, and credit notes that are of another order."""

import json
from dataclasses import replace
from datetime import timedelta
from unittest.mock import patch

from odoo import fields
from odoo.tests import tagged

from .test_refunds_settled import SettledCase


@tagged("post_install", "-at_install")
class TestRefundsOfEarlierOrders(SettledCase):
    """Orders from before going live: their sales were booked by what the seller had before."""

    def setUp(self):
        super().setUp()
        self.before = self.env["account.account"].create(
            {"name": "Before", "code": "109901", "account_type": "asset_current"}
        )
        customer = self.env["res.partner"].create({"name": "Amazon customers"})
        self.store.write(
            {
                "import_from": fields.Datetime.now(),
                "customer_id": customer.id,
                "before_account_id": self.before.id,
            }
        )

    def sell_early(self, **how):
        ref = self.amazon.place_order(sku="MUG", unit_price="10.00", created_minutes_ago=3000)
        self.amazon.ship_and_bill(ref)
        self.sync_orders()
        self.amazon.refund(ref, **how)
        return ref

    def test_what_the_settlement_has_booked_is_not_credited_besides(self):
        ref = self.sell_early()
        self.settle()
        booked = self.ledger()

        self.sync_refunds()

        refund = self.refund(ref)
        self.assertEqual((refund.state, refund.move_id.id), ("done", False), refund.reason)
        self.assertTrue(refund.settlement_line_ids)
        self.assertEqual(self.ledger(), booked)

    def test_of_parts_of_what_the_settlement_has_booked_none_is_credited(self):
        ref = self.sell_early(deferred="DD7", maturity=self.amazon.now().isoformat())
        self.amazon.release_deferred(order_id=ref, how="parts")
        self.settle()
        booked = self.ledger()
        first, later = self.tell_first_part(ref)
        self.assertEqual((first.state, first.move_id.id), ("held", False))
        self.assertIn("waits for the other parts", first.reason)
        self.assertFalse(first.trouble_ids, "That is told only if they do not come.")

        first.payload = first.payload.replace(
            f"{first.posted_at:%Y-%m}", f"{first.posted_at - timedelta(days=40):%Y-%m}"
        )
        first.action_retry()
        self.assertIn("press Ignore", first.reason)
        self.assertEqual(self.ledger(), booked)

        later()
        first.action_retry()
        refunds = self.refund(ref)
        self.assertEqual(refunds.mapped("state"), ["done", "done"], refunds.mapped("reason"))
        self.assertFalse(refunds.move_id)
        self.assertEqual(self.ledger(), booked)

    def tell_first_part(self, ref):
        """Amazon tells one part alone; returns its refund, and what makes it tell the others."""
        client = type(self.account._get_client())
        ask = client.list_transactions

        def list_transactions(client, **how):
            page = ask(client, **how)
            parts = [
                each
                for each in page.transactions
                if "DEFERRED_TRANSACTION_ID" in json.dumps(each["relatedIdentifiers"])
            ]
            return replace(page, transactions=tuple(parts[:1]))

        with patch.object(client, "list_transactions", list_transactions):
            self.sync_refunds()
        return self.refund(ref), self.sync_refunds

    def test_a_credit_note_that_stands_alone_claims_the_refund_and_not_the_sale(self):
        ref = self.sell_early()
        self.sync_refunds()
        note = self.refund(ref).move_id
        self.assertEqual(note.state, "posted")

        self.settle()

        self.assertEqual(self.balance(self.before), -10)
        last = self.env["amazon.settlement"].search([], order="id desc", limit=1)
        self.assertFalse(last.difference_ids)
        self.assertEqual(self.balance(self.clearing), 0)

    def test_an_archived_account_for_them_is_asked_for(self):
        self.sell_early()
        self.before.active = False
        self.amazon.close_settlement()
        self.account.action_sync_settlements()
        settlement = self.env["amazon.settlement"].search([], order="id desc", limit=1)
        self.assertEqual(settlement.state, "held", settlement.reason)
        self.assertIn(f"Archived: {self.before.display_name}", settlement.reason)

        self.before.active = True
        settlement.action_process()
        self.assertEqual(settlement.state, "done", settlement.reason)


@tagged("post_install", "-at_install")
class TestCreditNotesOfOthers(SettledCase):
    def test_of_a_collective_invoice_the_credit_note_of_another_order_is_not_taken(self):
        customer = self.env["res.partner"].create({"name": "Amazon customers"})
        policy = {"customer_policy": "fixed", "customer_id": customer.id}
        self.store.write({**policy, "invoicing": "collective"})
        refs = [self.place(unit_price="10.00") for _order in range(2)]
        sales = [self.sale(ref) for ref in refs]
        yesterday = fields.Datetime.now() - timedelta(days=1)
        for sale in sales:
            sale.date_order = yesterday
            sale.picking_ids.date_done = yesterday
            sale.order_line.move_ids.date = yesterday
        self.invoice()
        invoice = sales[0].invoice_ids
        self.assertEqual((invoice, invoice.amount_total), (sales[1].invoice_ids, 20))
        # The second order is credited by hand, as Odoo's button does it, without the other lines.
        note = invoice._reverse_moves([{"ref": "By hand"}])
        note.invoice_line_ids.filtered(
            lambda line: line.sale_line_ids.order_id == sales[0]
        ).unlink()
        note.action_post()
        self.assertEqual(note.amount_total, 10)

        first = self.credit(refs[0])
        second = self.credit(refs[1])

        self.assertEqual(second.move_id, note)
        self.assertEqual(first.move_id.invoice_line_ids.sale_line_ids.order_id, sales[0])

    def test_an_order_that_is_invoiced_after_its_refund_was_left_to_the_settlement(self):
        self.store.write({"accounting_mode": "per_settlement", "invoicing": "none"})
        ref = self.place(unit_price="10.00")
        refund = self.credit(ref)
        self.assertEqual((refund.state, refund.move_id.id), ("done", False), refund.reason)
        self.sale(ref)._create_invoices().action_post()

        self.sync_refunds()

        self.assertEqual(refund.move_id.state, "posted", refund.reason)

    def test_what_the_settlement_has_booked_is_not_credited_for_a_late_invoice(self):
        self.store.write({"accounting_mode": "per_settlement", "invoicing": "none"})
        ref = self.place(unit_price="10.00")
        refund = self.credit(ref)
        self.settle()
        self.sale(ref)._create_invoices().action_post()

        self.sync_refunds()

        self.assertEqual((refund.state, refund.move_id.id), ("done", False), refund.reason)

    def test_no_credit_note_bears_a_day_before_its_invoice(self):
        self.store.invoice_date_policy = "today"
        ref = self.place_invoiced(unit_price="10.00")
        day = self.sale(ref).invoice_ids.invoice_date
        early = fields.Datetime.now() - timedelta(days=2)

        note = self.credit(ref, date=f"{early:%Y-%m-%dT%H:%M:%SZ}").move_id

        self.assertEqual((note.invoice_date, note.date), (day, day))
