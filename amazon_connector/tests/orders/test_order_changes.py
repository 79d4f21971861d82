"""What changes at Amazon after an order was placed, and what becomes of it in Odoo."""

from odoo.tests import tagged

from ..common import AmazonCommon

TWO_LINES = [
    {"sku": "MUG", "quantity": 3, "unit_price": "9.99"},
    {"sku": "LAMP", "quantity": 1, "unit_price": "40.00"},
]


class OrderChangesCommon(AmazonCommon):
    """Words for orders that live on."""

    def place_and_import(self, **wish):
        """An order of three mugs and a lamp, imported. Returns Amazon's id."""
        ref = self.amazon.place_order(**{"lines": TWO_LINES, **wish})
        self.sync_orders()
        return ref

    def item(self, ref, sku):
        """Amazon's id of the item with a seller SKU."""
        items = self.amazon.order(ref)["orderItems"]
        return next(i["orderItemId"] for i in items if i["product"]["sellerSku"] == sku)

    def line(self, ref, product):
        return self.sale(ref).order_line.filtered(lambda line: line.product_id == product)

    def reserved(self, product):
        """Units of a product that deliveries have put aside."""
        quants = self.env["stock.quant"]._gather(product, self.warehouse.lot_stock_id)
        return sum(quants.mapped("reserved_quantity"))

    def assert_same_total(self, ref):
        """Odoo's sales order and Amazon's order are worth the same, to the cent."""
        total = self.amazon.order(ref)["proceeds"]["grandTotal"]
        sale = self.sale(ref)
        self.assertEqual(sale.currency_id.name, total["currencyCode"])
        self.assertAlmostEqual(sale.amount_total, float(total["amount"]), places=2)
        self.assertEqual(self.document(ref).difference, 0)
        self.assertFalse(self.document(ref).difference_reason)


@tagged("post_install", "-at_install")
class TestCancellations(OrderChangesCommon):
    def test_an_order_cancelled_before_its_import_never_becomes_a_sale(self):
        ref = self.amazon.place_order(sku="MUG")
        self.amazon.cancel_order(ref, by="BUYER")

        operation = self.sync_orders()

        self.assertEqual((operation.state, operation.skipped), ("done", 1))
        self.assertEqual(self.document(ref).state, "ignored")
        self.assertIn("cancelled at Amazon", self.document(ref).reason)
        self.assertFalse(self.sale(ref))

    def test_a_cancellation_before_delivery_gives_the_reserved_stock_back(self):
        ref = self.place_and_import()
        self.assertEqual(self.reserved(self.mug), 3)
        self.amazon.cancel_order(ref, by="BUYER")

        operation = self.sync_orders()

        self.assertEqual((operation.cancelled, operation.processed), (1, 0))
        self.assertEqual(self.sale(ref).state, "cancel")
        self.assertEqual(self.sale(ref).picking_ids.mapped("state"), ["cancel"])
        self.assertEqual(self.reserved(self.mug), 0)
        self.assertEqual(self.document(ref).state, "done")

    def test_a_cancellation_after_goods_have_left_is_a_task_for_a_person(self):
        ref = self.place_and_import()
        self.ship(self.sale(ref))
        self.amazon.cancel_order(ref, by="AMAZON")

        self.sync_orders()

        self.assertEqual(self.sale(ref).state, "sale")
        (activity,) = self.document(ref).activity_ids
        self.assertIn("after goods have left", activity.summary)
        self.assertIn(self.sale(ref).name, activity.note)
        self.assertEqual(activity.user_id, self.env.ref("base.user_admin"))

    def test_the_task_is_given_once_however_often_amazon_repeats_itself(self):
        ref = self.place_and_import()
        self.ship(self.sale(ref))
        self.amazon.cancel_order(ref)
        self.sync_orders()

        self.amazon.advance(minutes=1)
        self.amazon.touch_order(ref)
        self.sync_orders()

        self.assertEqual(len(self.document(ref).activity_ids), 1)

    def test_a_cancelled_item_is_no_longer_delivered(self):
        ref = self.place_and_import()
        self.amazon.cancel_item(ref, self.item(ref, "LAMP"), 1)

        self.sync_orders()

        self.assertEqual(self.line(ref, self.lamp).product_uom_qty, 0)
        self.assertEqual(self.line(ref, self.mug).product_uom_qty, 3)
        self.assertEqual(self.reserved(self.lamp), 0)
        self.assert_same_total(ref)
        self.ship(self.sale(ref))
        self.account.action_push_shipments()
        self.assertEqual(self.amazon.order(ref)["fulfillment"]["fulfillmentStatus"], "SHIPPED")
        self.assertEqual(self.amazon.violations(), [])

    def test_a_smaller_quantity_shrinks_line_delivery_and_total(self):
        ref = self.place_and_import()
        self.amazon.change_quantity(ref, self.item(ref, "MUG"), 1)

        self.sync_orders()

        self.assertEqual(self.line(ref, self.mug).product_uom_qty, 1)
        self.assertEqual(self.reserved(self.mug), 1)
        self.assert_same_total(ref)
        self.assertEqual(len(self.sale(ref).picking_ids), 1)


@tagged("post_install", "-at_install")
class TestUpdates(OrderChangesCommon):
    def test_what_is_cancelled_is_not_delivered_though_it_still_counts_as_ordered(self):
        ref = self.place_and_import(
            lines=[{"sku": "MUG", "quantity": 3}, {"sku": "LAMP", "quantity": 1}]
        )

        self.amazon.cancel_item(ref, self.item(ref, "MUG"), 2, "BUYER", shrinks=False)
        self.amazon.cancel_item(ref, self.item(ref, "LAMP"), 1, "BUYER", shrinks=False)
        self.sync_orders()

        moves = self.sale(ref).picking_ids.move_ids.filtered(lambda move: move.state != "cancel")
        self.assertEqual((moves.product_id, moves.product_uom_qty), (self.mug, 1))
        self.assertEqual(self.line(ref, self.lamp).product_uom_qty, 0)
        self.assert_same_total(ref)

    def test_a_pending_order_waits_until_the_payment_went_through(self):
        ref = self.place_and_import(status="PENDING")
        self.assertEqual(self.document(ref).state, "ignored")
        self.assertIn("PENDING", self.document(ref).reason)
        self.assertFalse(self.sale(ref))

        self.amazon.release_order(ref)
        self.sync_orders()

        self.assertEqual(self.document(ref).state, "done")
        self.assertEqual(self.sale(ref).state, "sale")
        self.assert_same_total(ref)

    def test_an_order_that_was_a_quotation_while_pending_is_confirmed_once_paid(self):
        pending = self.store.status_map_ids.filtered(
            lambda line: (line.status, line.fulfilled_by) == ("PENDING", "MERCHANT")
        )
        pending.target = "quotation"
        ref = self.place_and_import(status="PENDING")
        self.assertEqual(self.sale(ref).state, "draft", self.document(ref).reason)

        self.amazon.release_order(ref)
        self.sync_orders()

        self.assertEqual(self.sale(ref).state, "sale")
        self.assertEqual(self.line(ref, self.mug).product_uom_qty, 3)
        self.assert_same_total(ref)

    def test_a_corrected_address_reaches_the_open_delivery(self):
        ref = self.place_and_import()
        self.amazon.change_address(ref, {"addressLine1": "221B Baker Street"})

        self.sync_orders()

        sale = self.sale(ref)
        self.assertEqual(sale.partner_shipping_id.street, "221B Baker Street")
        self.assertEqual(sale.picking_ids.partner_id, sale.partner_shipping_id)
        self.assertNotEqual(sale.partner_id.street, "221B Baker Street")

    def test_a_corrected_address_leaves_a_done_delivery_as_it_was(self):
        ref = self.place_and_import()
        picking = self.ship(self.sale(ref))
        sent_to = picking.partner_id
        self.amazon.change_address(ref, {"addressLine1": "221B Baker Street"})

        self.sync_orders()

        self.assertEqual(picking.partner_id, sent_to)
        self.assertEqual(self.sale(ref).partner_shipping_id, sent_to)

    def test_an_order_shipped_outside_odoo_is_delivered_and_not_confirmed_again(self):
        ref = self.place_and_import()
        self.amazon.ship_order(ref)

        self.sync_orders()
        self.account.action_push_shipments()

        self.assertEqual(self.sale(ref).picking_ids.mapped("state"), ["done"])
        self.assertEqual(self.amazon.shipments(ref), [])

    def test_an_older_payload_never_replaces_a_newer_one(self):
        ref = self.place_and_import()
        self.amazon.advance(minutes=1)
        self.amazon.change_quantity(ref, self.item(ref, "MUG"), 1)
        self.sync_orders()
        self.amazon.fault("searchOrders", "out_of_order")

        operation = self.sync_orders()

        self.assertEqual((operation.received, operation.skipped), (0, 1))
        self.assertEqual(self.line(ref, self.mug).product_uom_qty, 1)
        self.assertIn('"quantityOrdered": 1', self.document(ref).payload)

    def test_overlapping_windows_bring_nothing_twice(self):
        ref = self.place_and_import()
        sale = self.sale(ref)

        operations = [self.sync_orders(), self.sync_orders()]

        self.assertEqual([operation.received for operation in operations], [0, 0])
        self.assertEqual(self.sale(ref), sale)
        self.assertEqual(len(sale.picking_ids), 1)
        self.assertEqual(len(sale.order_line.filtered("amazon_item_id")), 2)
        found = self.env["sale.order"].search_count([("client_order_ref", "=", ref)])
        self.assertEqual(found, 1)

    def test_what_a_user_changed_on_the_sale_survives_an_update(self):
        ref = self.place_and_import()
        self.line(ref, self.mug).name = "Mug, to be engraved"
        self.amazon.advance(minutes=1)
        self.amazon.touch_order(ref)

        self.sync_orders()

        self.assertEqual(self.line(ref, self.mug).name, "Mug, to be engraved")
