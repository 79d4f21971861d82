"""Orders on the straight road: from Amazon to sales order, delivery and back."""

from odoo.tests import tagged

from ..common import AmazonCommon


@tagged("post_install", "-at_install")
class TestOrders(AmazonCommon):
    def test_fbm_order_becomes_a_sales_order_and_its_delivery_a_shipment(self):
        ref = self.amazon.place_order(sku="MUG", quantity=2, unit_price="9.99")

        operation = self.sync_orders()

        self.assertEqual(operation.state, "done", self.messages(operation))
        self.assertEqual((operation.received, operation.processed), (1, 1))
        sale = self.sale(ref)
        self.assertEqual(sale.state, "sale")
        self.assertEqual(sale.client_order_ref, ref)
        line = sale.order_line.filtered("amazon_item_id")
        self.assertEqual((line.product_id, line.product_uom_qty), (self.mug, 2))
        self.assertEqual(self.document(ref).difference, 0)

        self.ship(sale, tracking="1Z42")
        self.account.action_push_shipments()

        (shipment,) = self.amazon.shipments(ref)
        self.assertEqual(self.amazon.order(ref)["fulfillment"]["fulfillmentStatus"], "SHIPPED")
        self.assertEqual(self.document(ref).shipment_ids.state, "sent")

        self.sync_orders()
        self.assertEqual(self.document(ref).shipment_ids.state, "confirmed")
