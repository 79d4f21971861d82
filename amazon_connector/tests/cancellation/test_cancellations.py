"""Orders that Amazon or the buyer cancels: what becomes of them at each stage (B9)."""

from odoo import Command
from odoo.tests import tagged

from ..orders.test_order_changes import OrderChangesCommon


class CancellationsCommon(OrderChangesCommon):
    """Words for orders that come to nothing."""

    def invoice(self, sale):
        """An invoice of everything ordered, in draft."""
        sale.order_line.product_id.invoice_policy = "order"
        return sale._create_invoices()

    def deliver_part(self, ref, quantity):
        """Deliver some mugs and nothing else, and leave the rest as a backorder."""
        picking = self.sale(ref).picking_ids
        picking.move_ids.quantity = 0
        mugs = picking.move_ids.filtered(lambda move: move.product_id == self.mug)
        mugs.write({"quantity": quantity, "picked": True})
        picking.carrier_tracking_ref = "1Z1"
        picking.with_context(skip_backorder=True).button_validate()
        return picking

    def tasks(self, ref):
        return self.document(ref).activity_ids.mapped("summary")


@tagged("post_install", "-at_install")
class TestAmazonCancels(CancellationsCommon):
    def cancel_all(self, ref, by="BUYER"):
        """Amazon calls the whole order off, whatever left the house without its knowledge."""
        self.amazon.cancel_order(ref, by=by)
        self.sync_orders()

    def test_a_quotation_is_cancelled(self):
        self.store.status_map_ids.filtered(lambda line: line.status == "UNSHIPPED").write(
            {"target": "quotation"}
        )
        ref = self.place_and_import()
        self.assertEqual(self.sale(ref).state, "draft")

        self.cancel_all(ref)

        self.assertEqual(self.sale(ref).state, "cancel")
        self.assertFalse(self.tasks(ref))

    def test_a_locked_sales_order_is_cancelled_all_the_same(self):
        ref = self.place_and_import()
        self.sale(ref).action_lock()

        self.cancel_all(ref)

        self.assertEqual(self.sale(ref).state, "cancel")
        self.assertEqual(self.reserved(self.mug), 0)

    def test_of_a_part_delivered_the_rest_is_called_off_and_the_part_is_a_task(self):
        ref = self.place_and_import()
        part = self.deliver_part(ref, 2)

        self.cancel_all(ref)

        self.assertEqual(self.line(ref, self.mug).product_uom_qty, 2)
        self.assertEqual(self.line(ref, self.lamp).product_uom_qty, 0)
        self.assertEqual(sorted(self.sale(ref).picking_ids.mapped("state")), ["cancel", "done"])
        self.assertEqual(self.reserved(self.mug), 0)
        (task,) = self.document(ref).activity_ids
        self.assertIn("after goods have left", task.summary)
        self.assertIn(part.name, task.note)

    def test_of_a_full_delivery_nothing_is_undone_and_no_shipment_is_told(self):
        ref = self.place_and_import()
        self.ship(self.sale(ref))

        self.cancel_all(ref)
        self.account.action_push_shipments()

        self.assertEqual(self.sale(ref).state, "sale")
        self.assertEqual(self.line(ref, self.mug).product_uom_qty, 3)
        self.assertEqual(self.tasks(ref), ["Cancelled at Amazon after goods have left"])
        self.assertEqual(self.document(ref).shipment_ids.state, "failed")
        self.assertEqual(self.amazon.shipments(ref), [])

    def test_goods_that_were_picked_go_back_to_stock_by_hand(self):
        self.warehouse.delivery_steps = "pick_ship"
        ref = self.place_and_import()
        pick = self.sale(ref).picking_ids.filtered(lambda picking: picking.state == "assigned")
        self.assertIs(pick.button_validate(), True)

        self.cancel_all(ref)

        self.assertEqual(self.sale(ref).state, "cancel")
        (task,) = self.document(ref).activity_ids
        self.assertIn("after goods were picked", task.summary)
        self.assertIn(pick.name, task.note)

    def test_a_draft_invoice_is_cancelled_with_the_order(self):
        ref = self.place_and_import()
        invoice = self.invoice(self.sale(ref))

        self.cancel_all(ref)

        self.assertEqual(invoice.state, "cancel")
        self.assertEqual(self.sale(ref).state, "cancel")
        self.assertFalse(self.tasks(ref))

    def test_a_posted_invoice_stays_and_asks_for_a_credit_note(self):
        ref = self.place_and_import()
        invoice = self.invoice(self.sale(ref))
        invoice.action_post()

        self.cancel_all(ref)

        self.assertEqual(invoice.state, "posted")
        self.assertEqual(self.sale(ref).state, "cancel")
        (task,) = self.document(ref).activity_ids
        self.assertIn("after the invoice", task.summary)
        self.assertIn(invoice.name, task.note)

    def test_of_a_shared_sales_order_only_the_cancelled_part_goes(self):
        gone = self.place_and_import()
        stays = self.amazon.place_order(sku="CABLE", quantity=5, unit_price="2.00")
        self.sync_orders()
        shared = self._share(gone, stays)
        invoice = self.invoice(shared)

        self.cancel_all(gone)

        self.assertEqual(shared.state, "sale")
        quantities = {line.product_id: line.product_uom_qty for line in shared.order_line}
        self.assertEqual(
            [quantities[product] for product in (self.mug, self.lamp, self.cable)], [0, 0, 5]
        )
        self.assertEqual((self.reserved(self.mug), self.reserved(self.cable)), (0, 5))
        self.assertEqual(invoice.state, "draft")
        self.assertEqual(invoice.invoice_line_ids.product_id, self.cable)

    def _share(self, first, second):
        """Let the sales order of the first stand for both Amazon orders."""
        sale, other = self.sale(first), self.sale(second)
        for line in other.order_line:
            line.copy(
                {
                    "order_id": sale.id,
                    "amazon_order_id": line.amazon_order_id.id,
                    "amazon_item_id": line.amazon_item_id.id,
                    "tax_ids": [Command.set(line.tax_ids.ids)],
                }
            )
        other.with_context(amazon_cancelled=True)._action_cancel()
        self.document(second).sale_order_id = sale
        return sale


@tagged("post_install", "-at_install")
class TestPartsAreCancelled(CancellationsCommon):
    def test_units_that_left_before_stay_on_the_line_and_are_a_task(self):
        ref = self.place_and_import()
        self.ship(self.sale(ref))
        self.amazon.change_quantity(ref, self.item(ref, "MUG"), 1)

        self.sync_orders()

        self.assertEqual(self.document(ref).state, "done", self.document(ref).reason)
        self.assertEqual(self.line(ref, self.mug).product_uom_qty, 3)
        (task,) = self.document(ref).activity_ids
        self.assertIn("2 of MUG", task.note)
        self.assertTrue(self.document(ref).difference_reason)

    def test_a_locked_order_follows_a_smaller_quantity_and_stays_locked(self):
        ref = self.place_and_import()
        self.sale(ref).action_lock()
        self.amazon.change_quantity(ref, self.item(ref, "MUG"), 1)

        self.sync_orders()

        self.assertEqual(self.line(ref, self.mug).product_uom_qty, 1)
        self.assertTrue(self.sale(ref).locked)
        self.assertEqual(self.reserved(self.mug), 1)


@tagged("post_install", "-at_install")
class TestBuyersAsk(CancellationsCommon):
    def ask(self, ref):
        self.amazon.request_cancel(ref, "NO_LONGER_NEEDED")
        self.sync_orders()

    def test_a_buyers_wish_is_a_task_and_a_banner_for_seller_and_picker(self):
        ref = self.place_and_import()
        self.ask(ref)

        self.assertEqual(self.tasks(ref), ["The buyer asks to cancel"])
        self.assertIn("No Longer Needed", self.sale(ref).amazon_cancel_note)
        order = self.document(ref)
        self.assertEqual(order.cancel_request_reason_label, "No Longer Needed")
        self.assertEqual(order.item_ids[0].cancel_reason_label, "No Longer Needed")
        self.assertIn("asks to cancel", self.sale(ref).picking_ids.amazon_cancel_note)
        self.assertEqual(self.sale(ref).state, "sale")

    def test_the_wish_is_over_once_the_order_is_cancelled(self):
        ref = self.place_and_import()
        self.ask(ref)
        self.amazon.cancel_order(ref)

        self.sync_orders()

        self.assertFalse(self.tasks(ref))
        self.assertFalse(self.sale(ref).amazon_cancel_note)

    def test_the_wish_is_over_once_the_goods_have_left(self):
        ref = self.place_and_import()
        self.ask(ref)
        self.ship(self.sale(ref))
        self.account.action_push_shipments()

        self.sync_orders()

        self.assertFalse(self.document(ref).cancel_requested)
        self.assertFalse(self.tasks(ref))
