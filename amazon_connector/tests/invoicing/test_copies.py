"""Whoever keeps the books credits and duplicates invoices, Amazon's and all others."""

from odoo.exceptions import AccessError
from odoo.fields import Command
from odoo.tests import new_test_user, tagged

from .common import InvoicingCase


@tagged("post_install", "-at_install")
class TestCopies(InvoicingCase):
    """With Odoo's own rights alone: what the connector keeps is written by it alone."""

    def setUp(self):
        super().setUp()
        groups = "account.group_account_invoice"
        self.keeper = new_test_user(self.env, "keeper", groups=groups)

    def credit(self, invoice):
        """As the wizard of Odoo's button *Credit Note* does."""
        wizard = self.env["account.move.reversal"].with_user(self.keeper)
        wizard = wizard.with_context(active_model="account.move", active_ids=invoice.ids)
        wizard = wizard.create({"journal_id": invoice.journal_id.id, "reason": "Broken"})
        return self.env["account.move"].browse(wizard.refund_moves()["res_id"])

    def create_invoice(self):
        """Of somebody who never bought at Amazon."""
        invoice = self.env["account.move"].create(
            {
                "move_type": "out_invoice",
                "partner_id": self.env["res.partner"].create({"name": "Walk-in"}).id,
                "invoice_date": "2026-06-18",
                "invoice_line_ids": [Command.create({"name": "Mug", "price_unit": 9.99})],
            }
        )
        invoice.action_post()
        return invoice

    def test_an_invoice_that_is_not_amazons_is_credited_and_duplicated_as_ever(self):
        invoice = self.create_invoice()
        note = self.credit(invoice)
        self.assertEqual((note.move_type, note.reversed_entry_id), ("out_refund", invoice))
        self.assertFalse(note.amazon_store_id)
        self.assertTrue(invoice.with_user(self.keeper).copy())

    def test_the_credit_note_of_an_amazon_invoice_belongs_to_its_store(self):
        sale = self.sell()
        self.invoice()
        invoice = sale.invoice_ids
        invoice.amazon_buyer_vat = "DE123456788"

        note = self.credit(invoice)

        self.assertEqual(note.amazon_store_id, self.store)
        self.assertEqual(note.amazon_buyer_vat, "DE123456788")

    def test_a_duplicate_that_a_person_makes_is_not_amazons(self):
        sale = self.sell()
        self.invoice()

        copy = sale.invoice_ids.with_user(self.keeper).copy({"amazon_store_id": self.store.id})

        self.assertFalse(copy.sudo().amazon_store_id)
        self.assertFalse(copy.is_amazon)

    def test_nobody_gets_past_the_guard_by_a_context(self):
        moves = self.env["account.move"].with_user(self.keeper)
        forged = moves.with_context(amazon_reversing="OWN")
        with self.assertRaises(AccessError):
            forged.create({"move_type": "out_invoice", "amazon_store_id": self.store.id})
