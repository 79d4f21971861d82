"""Invoices of Amazon's buyers: nobody is asked to pay twice, nothing stands there twice (F1)."""

from odoo.tests import tagged

from ..common import AmazonCommon


@tagged("post_install", "-at_install")
class TestInvoices(AmazonCommon):
    def setUp(self):
        super().setUp()
        self.company.qr_code = True
        self.env["res.partner.bank"].create(
            {"acc_number": "BANK134567890", "partner_id": self.company.partner_id.id}
        )

    def invoice(self, **wish):
        line = {"sku": "MUG", "unit_price": "9.99", "title": "Mug, blue", "shipping": "4.00"}
        ref = self.amazon.place_order(lines=[line], **wish)
        self.sync_orders()
        invoice = self.sale(ref)._create_invoices()
        invoice.action_post()
        return invoice

    def print(self, invoice):
        report = self.env["ir.actions.report"]
        html, _type = report._render_qweb_html("account.report_invoice", invoice.ids)
        return html.decode()

    def test_the_invoice_says_that_amazon_was_paid(self):
        printed = self.print(self.invoice())

        self.assertIn("Paid through Amazon", printed)
        self.assertNotIn("Payment Communication", printed)
        self.assertNotIn("BANK134567890", printed)
        self.assertNotIn("banking application", printed)

    def test_other_invoices_ask_for_money_as_ever(self):
        invoice = self.env["account.move"].create(
            {
                "move_type": "out_invoice",
                "partner_id": self.env["res.partner"].create({"name": "Anyone"}).id,
                "invoice_line_ids": [(0, 0, {"product_id": self.mug.id, "price_unit": 5})],
            }
        )
        invoice.action_post()
        printed = self.print(invoice)

        self.assertIn("Payment Communication", printed)
        self.assertNotIn("Paid through Amazon", printed)

    def test_it_is_due_at_once_and_nobody_is_reminded(self):
        invoice = self.invoice()

        self.assertEqual(invoice.invoice_payment_term_id.name, "Paid through Amazon")
        self.assertEqual(invoice.invoice_date_due, invoice.invoice_date)
        self.assertTrue(invoice.no_followup)
        self.assertFalse(invoice.partner_bank_id)
        self.assertFalse(invoice._has_to_be_paid())
        self.assertTrue(invoice._reverse_moves().is_amazon)

    def test_terms_of_the_store_go_before(self):
        terms = self.env["account.payment.term"].create({"name": "Ours"})
        self.store.payment_term_id = terms

        self.assertEqual(self.invoice().invoice_payment_term_id, terms)

    def test_a_line_says_once_what_it_is_for(self):
        names = self.invoice().invoice_line_ids.mapped("name")

        self.assertEqual(names, ["Mug, blue", "Amazon Shipping"])

    def test_internal_names_of_taxes_stay_inside(self):
        self.store.tax_mode = "import"
        self.store.action_suggest_taxes()
        printed = self.print(self.invoice())

        self.assertNotIn("Amazon tax-free", printed)
        self.assertIn("Tax-free", printed)
