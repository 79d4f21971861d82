"""What an order becomes: the store's table of statuses, FBM and FBA (B1, B2)."""

from odoo.tests import tagged

from ..common import AmazonCommon


@tagged("post_install", "-at_install")
class TestStatusMap(AmazonCommon):
    def setUp(self):
        super().setUp()
        self._put_in_stock(self.mug, 50, self.store.fba_warehouse_id)

    def test_an_fbm_order_is_delivered_from_the_warehouse_of_the_store(self):
        sale = self._import(status="UNSHIPPED")

        self.assertEqual(sale.state, "sale")
        self.assertEqual(sale.warehouse_id, self.store.warehouse_id)
        self.assertEqual(sale.picking_ids.state, "assigned")

    def test_an_fba_order_is_delivered_from_the_fba_warehouse(self):
        sale = self._import(status="SHIPPED", fulfilled_by="AMAZON")

        self.assertEqual(sale.state, "sale")
        self.assertEqual(sale.warehouse_id, self.store.fba_warehouse_id)
        self.assertEqual(sale.picking_ids.state, "done")
        self.assertEqual(sale.order_line.filtered("amazon_item_id").qty_delivered, 1)
        self.assertEqual(self._stock(self.store.fba_warehouse_id), 49)
        self.assertEqual(self._stock(self.store.warehouse_id), 100)
        self.assertFalse(sale.amazon_order_ids.shipment_ids, "Amazon knows what it has shipped")

    def test_an_fbm_order_that_was_shipped_elsewhere_is_delivered(self):
        sale = self._import(status="SHIPPED")

        self.assertEqual(sale.picking_ids.state, "done")
        self.assertFalse(sale.amazon_order_ids.shipment_ids, "nothing is told back")

    def test_an_order_becomes_a_quotation_where_the_table_says_so(self):
        self._map("UNSHIPPED", "quotation")

        sale = self._import(status="UNSHIPPED")

        self.assertEqual(sale.state, "draft")
        self.assertFalse(sale.picking_ids)

    def test_a_quotation_is_confirmed_by_the_next_status(self):
        self._map("PENDING", "quotation")
        ref = self.amazon.place_order(sku="MUG", unit_price="9.99", status="PENDING")
        self.sync_orders()
        sale = self.sale(ref)
        self.assertEqual(sale.state, "draft")

        self.amazon.release_order(ref)
        self.sync_orders()

        self.assertEqual(self.sale(ref), sale)
        self.assertEqual(sale.state, "sale")

    def test_pending_orders_are_not_imported_unless_wanted(self):
        ref = self.amazon.place_order(sku="MUG", unit_price="9.99", status="PENDING")

        operation = self.sync_orders()

        self.assertEqual(operation.skipped, 1)
        self.assertEqual(self.document(ref).state, "ignored")
        self.assertIn("PENDING are not imported", self.document(ref).reason)

    def test_fba_orders_can_be_left_out(self):
        self.store.status_map_ids.filtered(lambda line: line.fulfilled_by == "AMAZON").unlink()
        amazons = self.amazon.place_order(
            sku="MUG", unit_price="9.99", fulfilled_by="AMAZON", status="SHIPPED"
        )
        ours = self.amazon.place_order(sku="MUG", unit_price="9.99")

        self.sync_orders()

        self.assertEqual(self.document(amazons).state, "ignored")
        self.assertFalse(self.sale(amazons))
        self.assertEqual(self.sale(ours).state, "sale")

    def test_a_change_of_the_table_brings_back_what_was_left_out(self):
        self._map("UNSHIPPED", "none")
        ref = self.amazon.place_order(sku="MUG", unit_price="9.99")
        self.sync_orders()
        self.assertEqual(self.document(ref).state, "ignored")

        self._map("UNSHIPPED", "confirmed")

        self.assertEqual(self.document(ref).state, "received")
        self.sync_orders()
        self.assertEqual(self.sale(ref).state, "sale")

    def test_a_status_that_amazon_invents_can_be_typed_in(self):
        ref = self._place_with_status("READY_TO_DISPATCH")
        self.sync_orders()
        self.assertEqual(self.document(ref).state, "ignored")

        self.env["amazon.status.map"].create(
            {
                "store_id": self.store.id,
                "fulfilled_by": "MERCHANT",
                "status": " ready to dispatch ",
                "target": "confirmed",
            }
        )
        self.sync_orders()

        self.assertEqual(self.sale(ref).state, "sale")

    # Steps

    def _import(self, **wish):
        """Place an order of one mug, import it; returns the sales order."""
        ref = self.amazon.place_order(sku="MUG", unit_price="9.99", **wish)
        self.sync_orders()
        self.assertEqual(self.document(ref).state, "done", self.document(ref).reason)
        return self.sale(ref)

    def _map(self, status, target, fulfilled_by="MERCHANT"):
        line = self.store.status_map_ids.filtered(
            lambda line: line.status == status and line.fulfilled_by == fulfilled_by
        )
        line.target = target

    def _place_with_status(self, status):
        """An order with a status that Amazon never had before; returns its id."""
        payload = self.amazon.order(self.amazon.place_order(sku="MUG", unit_price="9.99"))
        payload["orderId"] = "199-0000001-0000001"
        payload["fulfillment"]["fulfillmentStatus"] = status
        return self.amazon.put_raw_order(payload)

    def _stock(self, warehouse):
        return self.mug.with_context(warehouse_id=warehouse.id).qty_available
