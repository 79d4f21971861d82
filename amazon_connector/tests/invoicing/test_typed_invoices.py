"""Invoices that people type under Amazon's order number are the orders', where that is clear."""

from odoo.tests import tagged

from ..refunds.common import RefundCase


@tagged("post_install", "-at_install")
class TestTypedInvoices(RefundCase):
    def type_invoice(self, sale, post=True, price=9.99, lines=None, **vals):
        move = self.env["account.move"].create(
            {
                "move_type": "out_invoice",
                "partner_id": sale.partner_id.id,
                "invoice_line_ids": [
                    (0, 0, {"tax_ids": False, **line})
                    for line in lines or [{"name": "A mug", "price_unit": price}]
                ],
                **(vals or {"ref": sale.client_order_ref}),
            }
        )
        if post:
            move.action_post()
        return move

    def test_wherever_the_number_is_written_it_is_linked_and_none_is_created_twice(self):
        for place in ("ref", "payment_reference", "invoice_origin"):
            sale = self.sale(self.place())
            typed = self.type_invoice(sale, **{place: sale.client_order_ref})
            self.invoice()
            self.assertEqual(sale.amazon_typed_invoice_id, typed, place)
            self.assertFalse(sale.amazon_invoice_hold)
            self.assertFalse(sale.invoice_ids, place)
            self.assertEqual((typed.amazon_store_id, typed.payment_state), (self.store, "paid"))
        self.assertFalse(self.store.trouble_ids)
        self.assertEqual(self.balance(self.clearing), 3 * 9.99)

    def test_lines_that_are_the_orders_are_counted_as_invoiced(self):
        sale = self.sale(self.place(quantity=2, unit_price="5.00"))
        line = {"product_id": self.mug.id, "quantity": 2, "price_unit": 5}
        typed = self.type_invoice(sale, lines=[line])
        self.invoice()
        self.assertEqual(sale.invoice_ids, typed)
        self.assertEqual((sale.order_line.qty_invoiced, sale.invoice_status), (2, "invoiced"))

    def test_where_people_create_all_invoices_they_are_found_too(self):
        self.store.invoicing = "none"
        sale = self.sale(self.place())
        typed = self.type_invoice(sale)
        self.invoice()
        self.assertEqual(sale.amazon_typed_invoice_id, typed)

    def test_a_refund_is_credited_to_it(self):
        ref = self.place()
        typed = self.type_invoice(self.sale(ref))
        self.invoice()
        refund = self.credit(ref)
        self.assertEqual(refund.state, "done", refund.reason)
        self.assertEqual(refund.move_id.reversed_entry_id, typed)

    def test_another_amount_or_two_with_the_number_are_told_and_nothing_is_linked(self):
        other, twice = self.sale(self.place()), self.sale(self.place())
        wrong = self.type_invoice(other, price=12.00)
        pair = self.type_invoice(twice) | self.type_invoice(twice)
        operation = self.invoice()
        self.assertEqual(operation.held, 2)
        self.assertFalse((other | twice).invoice_ids)
        self.assertFalse((other | twice).amazon_typed_invoice_id)
        self.assertIn(wrong.name, other.amazon_invoice_hold)
        self.assertIn("12.00", other.amazon_invoice_hold)
        for move in pair:
            self.assertIn(move.name, twice.amazon_invoice_hold)
        self.assertIn("invoices_held", self.store.trouble_ids.mapped("key"))

        (wrong | pair[0]).button_draft()
        (wrong | pair[0]).button_cancel()
        self.invoice()
        self.assertEqual(other.invoice_ids.state, "posted")
        self.assertEqual(twice.amazon_typed_invoice_id, pair[1])
        self.assertFalse(self.store.trouble_ids)

    def test_cancelled_afterwards_the_order_is_invoiced_as_any_other(self):
        sale = self.sale(self.place())
        typed = self.type_invoice(sale, post=False)
        self.invoice()
        self.assertEqual(sale.amazon_typed_invoice_id, typed)
        typed.button_cancel()
        self.invoice()
        self.assertEqual((sale.invoice_ids - typed).state, "posted")

    def test_one_that_its_own_credit_note_took_back_stands_for_nothing(self):
        ref = self.place()
        sale = self.sale(ref)
        typed = self.type_invoice(sale)
        self.take_back(typed)
        self.invoice()
        self.assertFalse(sale.amazon_typed_invoice_id)
        self.assertEqual(sale.invoice_ids.state, "posted")
        self.assertEqual(self.balance(self.clearing), 9.99)

    def test_one_that_was_credited_for_amazons_refund_is_the_orders(self):
        ref = self.place()
        sale = self.sale(ref)
        typed = self.type_invoice(sale)
        note = self.take_back(typed)
        self.amazon.refund(ref)
        self.sync_refunds()
        self.invoice()
        self.assertEqual(sale.amazon_typed_invoice_id, typed)
        self.assertFalse(sale.invoice_ids)
        self.sync_refunds()
        self.assertEqual(self.refund(ref).move_id, note)

    def test_taken_back_after_it_was_linked_the_order_is_invoiced_again_and_paid_once(self):
        goods = {"product_id": self.mug.id, "quantity": 1, "price_unit": 9.99}
        for payments, lines in (("shipped", None), ("shipped", [goods]), ("settlement", [goods])):
            self.store.payments = payments
            before = self.balance(self.clearing)
            ref = self.place()
            sale = self.sale(ref)
            typed = self.type_invoice(sale, lines=lines)
            self.invoice()
            self.assertEqual(sale.amazon_typed_invoice_id, typed)
            note = self.take_back(typed)
            self.invoice()
            self.assertFalse(sale.amazon_typed_invoice_id)
            again = sale.invoice_ids
            self.assertEqual((again.state, again.amount_total), ("posted", 9.99))
            self.assertEqual((typed | note).mapped("amount_residual"), [0, 0])
            is_paid = payments == "shipped"
            self.assertEqual(again.amount_residual, 0 if is_paid else 9.99)
            self.assertEqual(round(self.balance(self.clearing) - before, 2), 9.99 * is_paid)

            refund = self.credit(ref)
            self.assertEqual(refund.state, "done", refund.reason)
            self.assertEqual(refund.move_id.reversed_entry_id, again)
            self.assertNotEqual(refund.move_id, note)
            self.assertEqual(round(self.balance(self.clearing) - before, 2), 0)
            self.invoice()
            self.assertEqual(sale.invoice_ids, again | refund.move_id)

    def test_taken_back_after_it_was_linked_one_that_is_typed_anew_is_the_orders(self):
        sale = self.sale(self.place())
        typed = self.type_invoice(sale)
        self.invoice()
        self.take_back(typed)
        anew = self.type_invoice(sale)
        self.store.invoicing = "none"
        self.invoice()
        self.assertEqual(sale.amazon_typed_invoice_id, anew)
        self.assertFalse(sale.invoice_ids)
        self.assertEqual((anew.amount_residual, self.balance(self.clearing)), (0, 9.99))

    def test_credited_in_part_or_for_amazons_refund_it_stays_the_orders(self):
        part, refunded = self.place(), self.place()
        for ref in (part, refunded):
            self.type_invoice(self.sale(ref))
        self.invoice()
        typed = self.sale(part).amazon_typed_invoice_id
        note = self.take_back(typed, post=False)
        note.invoice_line_ids.price_unit = 5
        note.action_post()
        note = self.take_back(self.sale(refunded).amazon_typed_invoice_id)
        self.credit(refunded)
        for _again in range(2):
            self.invoice()
            for ref in (part, refunded):
                self.assertTrue(self.sale(ref).amazon_typed_invoice_id)
                self.assertFalse(self.sale(ref).invoice_ids)
        self.assertEqual(self.refund(refunded).move_id, note)

    def take_back(self, move, post=True):
        """A person credits an invoice by Odoo's own button; returns the credit note."""
        wizard = self.env["account.move.reversal"].with_context(
            active_model="account.move", active_ids=move.ids
        )
        wizard = wizard.create({"journal_id": move.journal_id.id})
        note = self.env["account.move"].browse(wizard.refund_moves()["res_id"])
        if post:
            note.action_post()
        return note

    def test_an_invoice_of_a_sales_order_made_by_hand_is_linked_too(self):
        sale = self.sale(self.place())
        by_hand = self.env["sale.order"].create(
            {
                "partner_id": sale.partner_id.id,
                "client_order_ref": sale.client_order_ref,
                "order_line": [(0, 0, {"product_id": self.mug.id, "price_unit": 9.99})],
            }
        )
        by_hand.order_line.tax_ids = False
        by_hand.action_confirm()
        by_hand.order_line.qty_delivered = 1
        typed = by_hand._create_invoices()
        self.invoice()
        self.assertEqual(sale.amazon_typed_invoice_id, typed)
        self.assertFalse(sale.invoice_ids)
