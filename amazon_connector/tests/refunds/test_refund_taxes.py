"""Taxes of refunds: inside the price, stated apart, collected by Amazon, another currency (F7)."""

from odoo.tests import tagged

from .common import RefundCase


@tagged("post_install", "-at_install")
class TestRefundTaxes(RefundCase):
    def setUp(self):
        super().setUp()
        self.amazon.add_seller("SELLER-EU", "EU", ["GB"])
        self.american = self.account
        self.british = self._connect_account("SELLER-EU")
        vat = self.env["account.tax"].create({"name": "VAT 20 %", "amount": 20})
        zero = self.env["account.tax"].create({"name": "Zero", "amount": 0})
        self.env["res.currency.rate"].create(
            {"currency_id": self.env.ref("base.GBP").id, "name": "2020-01-01", "rate": 0.8}
        )
        self.britain = self._open_store(
            "GB",
            self.british,
            tax_mode="import",
            invoicing="posted",
            invoice_from="2020-01-01",
            payments="shipped",
            tz="UTC",
            clearing_account_id=self.clearing.id,
            settlement_journal_id=self.journal.id,
        )
        self.env["amazon.tax.map"].create(
            [
                {"store_id": self.britain.id, "kind": kind, "tax_id": tax.id}
                for kind, tax in (("default", vat), ("tax_free", zero), ("collected", zero))
            ]
        )

    def in_britain(self, **wish):
        """A shipped and invoiced order of the British store; returns its id."""
        self.account, self.store = self.british, self.britain
        ref = self.amazon.place_order(marketplace="GB", **wish)
        self.sync_orders()
        self.ship(self.sale(ref))
        self.amazon.ship_and_bill(ref)
        self.sync_orders()
        self.invoice()
        self.assertEqual(self.sale(ref).invoice_ids.state, "posted")
        return ref

    def test_a_tax_inside_the_price_is_taken_out_of_the_refund_too(self):
        ref = self.in_britain(sku="MUG", unit_price="12.00", quantity=2, tax_included=True)
        invoice = self.sale(ref).invoice_ids
        item = self.item_of(ref)
        refund = self.credit(ref, {item: 1})

        note = refund.move_id
        self.assertEqual(refund.state, "done", refund.reason)
        self.assertEqual((note.amount_total, note.amount_tax), (12.0, invoice.amount_tax / 2))
        self.assertEqual(note.invoice_line_ids.quantity, 1)
        self.assertEqual(note.currency_id.name, "GBP")
        self.assertEqual(note.payment_state, "reversed")

        part = self.credit(ref, amounts={item: {"Principal": "3.60"}})[1].move_id
        self.assertEqual((part.amount_total, part.amount_tax), (3.6, 0.6))

    def test_a_tax_that_amazon_states_is_taken_as_it_is(self):
        line = {"sku": "MUG", "unit_price": "12.00", "tax": "2.01"}
        ref = self.in_britain(lines=[line], tax_included=True)
        note = self.credit(ref).move_id

        self.assertEqual((note.amount_total, note.amount_tax), (12.0, 2.01))

    def test_tax_that_amazon_collects_is_given_back_with_the_price(self):
        self.set_taxes()
        line = {"sku": "LAMP", "unit_price": "50.00", "tax": "4.12", "shipping": "5.00"}
        ref = self.place_invoiced(lines=[line | {"shipping_tax": "0.40"}], facilitator=True)
        invoice = self.sale(ref).invoice_ids
        refund = self.credit(ref)

        note = refund.move_id
        self.assertEqual(refund.amount_withheld, 4.52)
        self.assertEqual(note.amount_total, invoice.amount_total)
        self.assertEqual(note.amount_tax, invoice.amount_tax)
        taxes = [move.line_ids.filtered("tax_line_id").account_id for move in (invoice, note)]
        self.assertEqual(*taxes)

    def test_promotions_of_the_order_are_taken_back_in_part(self):
        self.set_taxes()
        line = {"sku": "LAMP", "unit_price": "50.00", "tax": "4.12", "discount": "5.00"}
        ref = self.place_invoiced(lines=[line])
        note = self.credit(ref).move_id

        self.assertEqual(note.amount_total, 49.12)
        self.assertIn(-5.0, note.invoice_line_ids.mapped("price_subtotal"))
