"""A business buyer's VAT id stands on the invoice, even where one customer stands for all (F1)."""

from odoo.tests import tagged

from ..refunds.common import RefundCase


@tagged("post_install", "-at_install")
class TestBuyerVat(RefundCase):
    def setUp(self):
        super().setUp()
        self.shared = self.env["res.partner"].create({"name": "Amazon customers"})
        self.store.write({"customer_policy": "fixed", "customer_id": self.shared.id})

    def place_of(self, vat):
        ref = self.place()
        self.document(ref).buyer_vat = vat
        return ref

    def test_it_is_printed_on_invoice_and_credit_note_of_the_shared_customer(self):
        ref = self.place_of("DE136695976")
        self.invoice()
        invoice = self.sale(ref).invoice_ids
        self.assertEqual((invoice.partner_id, invoice.partner_id.vat), (self.shared, False))
        self.assertEqual(invoice.amazon_buyer_vat, "DE136695976")
        html = self.env["ir.actions.report"]._render_qweb_html(
            "account.report_invoice", invoice.ids
        )[0]
        self.assertIn(b"DE136695976", html)
        self.assertEqual(self.credit(ref).move_id.amazon_buyer_vat, "DE136695976")

    def test_a_credit_note_by_hand_names_it_and_a_copy_for_another_customer_does_not(self):
        ref = self.place_of("DE136695976")
        self.invoice()
        invoice = self.sale(ref).invoice_ids
        self.assertEqual(invoice._reverse_moves().amazon_buyer_vat, "DE136695976")
        self.assertFalse(invoice.copy().amazon_buyer_vat)

    def test_a_customer_that_has_it_is_not_told_it_twice(self):
        ref = self.place_of("DE136695976")
        self.shared.vat = "DE136695976"
        self.invoice()
        self.assertFalse(self.sale(ref).invoice_ids.amazon_buyer_vat)

    def test_a_collective_invoice_is_of_one_vat_id(self):
        self.store.write({"invoicing": "collective", "invoice_period": "day"})
        refs = [self.place_of(vat) for vat in ("DE136695976", "DE136695976", False, False)]
        sales = self.env["sale.order"].union(*map(self.sale, refs))
        keys = {sale: sale._get_collective_key() for sale in sales}
        self.assertEqual(len(set(keys.values())), 2)
