"""Refunds of packs: the credit note counts packs, as the invoice does (E2, F7)."""

from odoo.tests import tagged

from ..refunds.common import RefundCase
from .common import PackCommon

PACKS = {"sku": "MUG-6", "quantity": 3, "unit_price": "29.99"}


@tagged("post_install", "-at_install")
class TestPacksRefunded(RefundCase, PackCommon):
    def setUp(self):
        super().setUp()
        self.list_packs()

    def test_a_pack_that_is_refunded_is_a_pack_on_the_credit_note(self):
        ref = self.place_invoiced(lines=[PACKS])
        refund = self.credit(ref, {self.item_of(ref): 1})

        credited = refund.move_id.invoice_line_ids
        self.assertEqual(refund.state, "done", refund.reason)
        self.assertEqual((credited.quantity, credited.product_uom_id), (1, self.six))
        self.assertEqual((credited.price_unit, refund.move_id.amount_total), (29.99, 29.99))
        sold = self.goods(ref)
        self.assertEqual((sold.qty_invoiced, sold.qty_to_invoice), (2, 0))
        # Money has come back, mugs have not.
        self.assertEqual((sold.qty_delivered, self.mug.qty_available), (3, 82))

    def test_a_part_of_the_price_takes_no_pack_off_the_invoice(self):
        ref = self.place_invoiced(lines=[PACKS])
        refund = self.credit(ref, amounts={self.item_of(ref): {"Principal": "3.50"}})

        self.assertEqual(refund.move_id.amount_total, 3.5)
        self.assertTrue(refund.move_id.invoice_line_ids.amazon_is_amount)
        self.assertEqual((self.goods(ref).qty_invoiced, self.goods(ref).qty_to_invoice), (3, 0))

    def test_packs_refunded_before_their_invoice_are_not_invoiced(self):
        ref = self.place(lines=[PACKS])
        self.credit(ref, {self.item_of(ref): 1})
        self.invoice()
        self.sync_refunds()

        sale = self.sale(ref)
        self.assertAlmostEqual(sum(sale.invoice_ids.mapped("amount_total_signed")), 59.98, 2)
        self.assertNotEqual(sale.invoice_status, "to invoice")

    def test_what_is_sold_by_another_packaging_since_is_credited_as_it_was_sold(self):
        ref = self.place_invoiced(lines=[PACKS])
        self.env["amazon.listing"].search([("seller_sku", "=", "MUG-6")]).uom_id = self.dozen
        refund = self.credit(ref)

        credited = refund.move_id.invoice_line_ids
        self.assertEqual((credited.quantity, credited.product_uom_id), (3, self.six))
        self.assertEqual(refund.move_id.amount_total, 89.97)
