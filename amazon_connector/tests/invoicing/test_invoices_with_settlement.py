"""Invoices that get number and date with their settlement, as Amazon makes one (F1)."""

from odoo.tests import tagged

from ..refunds.common import RefundCase


@tagged("post_install", "-at_install")
class TestInvoicesWithSettlement(RefundCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.store.write(
            {"clearing_account_id": cls.clearing.id, "settlement_journal_id": cls.journal.id}
        )
        dialog = cls.env["amazon.accounting.setup"]._open_for(cls.store)
        dialog.action_create_usual()
        dialog.action_save()
        cls.store.settlement_auto = True

    def setUp(self):
        super().setUp()
        self.store.write({"invoicing": "settlement", "payments": "settlement"})

    def settle(self, state="done", **how):
        """Amazon closes the period, the job fetches and posts its settlement."""
        told = self.amazon.close_settlement(**how)
        self.account.action_sync_settlements()
        settlement = self.env["amazon.settlement"].search(
            [("amazon_ref", "=", told["settlement_id"])]
        )
        self.assertEqual(settlement.state, state, settlement.reason)
        return settlement

    def assert_paid_with(self, settlement, invoice):
        day = settlement.store_id._get_local_date(settlement.date_end)
        self.assertEqual((invoice.state, invoice.payment_state), ("posted", "paid"))
        self.assertEqual((invoice.invoice_date, invoice.date), (day, day))
        self.assertTrue(invoice.name and invoice.name != "/")

    def test_drafts_become_invoices_of_the_settlements_day_and_are_paid_by_it(self):
        refs = [self.place(unit_price="10.00") for _order in range(2)]
        later = self.sell()
        self.invoice()
        drafts = self.sale(refs[0]).invoice_ids | self.sale(refs[1]).invoice_ids
        self.assertEqual(set(drafts.mapped("state")), {"draft"})

        settlement = self.settle()
        self.assertEqual(len(drafts), 2)
        for invoice in drafts:
            self.assert_paid_with(settlement, invoice)
        self.assertEqual(later.invoice_ids.state, "draft")
        self.assertFalse(settlement.difference_ids)
        self.assertEqual(self.balance(self.clearing), 0)

    def test_an_order_without_a_draft_gets_its_invoice_then(self):
        ref = self.place(unit_price="10.00")
        settlement = self.settle()
        self.assert_paid_with(settlement, self.sale(ref).invoice_ids)

    def test_payments_at_shipment_are_left_to_the_settlement_too(self):
        self.store.payments = "shipped"
        ref = self.place(unit_price="10.00")
        self.invoice()
        settlement = self.settle()
        self.assert_paid_with(settlement, self.sale(ref).invoice_ids)
        self.invoice()
        self.assertEqual(self.balance(self.clearing), 0)

    def test_a_refund_of_the_same_settlement_follows_its_invoice(self):
        ref = self.place(quantity=2, unit_price="10.00")
        self.invoice()
        self.amazon.refund(ref, {self.item_of(ref): 1})
        self.sync_refunds()
        self.assertFalse(self.refund(ref).move_id)
        settlement = self.settle()
        self.sync_refunds()

        note = self.refund(ref).move_id
        self.assertEqual((note.state, note.amount_residual), ("posted", 0))
        invoice = self.sale(ref).invoice_ids - note
        self.assert_paid_with(settlement, invoice)
        self.assertEqual(self.balance(self.clearing), 0)
        self.assertFalse(settlement.difference_ids)

    def test_a_draft_that_cannot_be_posted_holds_itself_and_is_paid_once_it_can(self):
        good, bad = (self.place(unit_price="10.00") for _order in range(2))
        self.invoice()
        draft = self.sale(bad).invoice_ids
        draft.currency_id = self.env["res.currency"].create(
            {"name": "XQX", "symbol": "X", "active": True}
        )
        draft.currency_id.active = False
        settlement = self.settle()
        self.assert_paid_with(settlement, self.sale(good).invoice_ids)
        self.assertEqual(draft.state, "draft")
        self.assertTrue(self.sale(bad).amazon_invoice_hold)
        self.assertEqual(settlement.difference_ids.order_ref, bad)
