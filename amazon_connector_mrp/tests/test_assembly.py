"""Products that are assembled when an order is imported, in both modes."""

from odoo.addons.amazon_connector.tests.common import AmazonCommon
from odoo.tests import tagged


@tagged("post_install", "-at_install")
class TestAssembly(AmazonCommon):
    def setUp(self):
        super().setUp()
        # A lantern is made of a lamp.
        self.lantern = self._create_product("LANTERN", "Lantern", quantity=0)
        self.env["mrp.bom"].create(
            {
                "product_tmpl_id": self.lantern.product_tmpl_id.id,
                "bom_line_ids": [(0, 0, {"product_id": self.lamp.id, "product_qty": 1})],
            }
        )

    def imported(self, quantity=5, **wish):
        ref = self.amazon.place_order(**{"sku": "LANTERN", "quantity": quantity, **wish})
        operation = self.sync_orders()
        self.assertEqual(operation.state, "done", self.messages(operation))
        return self.document(ref)

    def made(self, document):
        return sum(document.production_ids.mapped("product_qty"))

    def test_usually_nothing_is_assembled(self):
        self.assertFalse(self.imported().production_ids)

    def test_ordered_quantity_is_assembled_whatever_is_in_stock(self):
        self.store.assembly_mode = "ordered"
        self._put_in_stock(self.lantern, 10)

        document = self.imported()

        self.assertEqual(self.made(document), 5)
        self.assertEqual(document.production_ids.state, "done")
        self.assertEqual(self.lantern.qty_available, 15)

    def test_minimum_makes_the_difference(self):
        self.store.assembly_mode = "minimum"
        self._put_in_stock(self.lantern, 3)

        document = self.imported()

        self.assertEqual(self.made(document), 2)
        self.assertEqual(document.sale_order_id.picking_ids.state, "assigned")

    def test_minimum_makes_nothing_where_enough_is_there(self):
        self.store.assembly_mode = "minimum"
        self._put_in_stock(self.lantern, 5)

        self.assertFalse(self.imported().production_ids)

    def test_minimum_also_makes_what_is_promised_and_not_there(self):
        self.imported(quantity=2)
        self.store.assembly_mode = "minimum"

        self.assertEqual(self.made(self.imported()), 7)

    def test_orders_of_one_batch_share_what_is_in_stock(self):
        self.store.assembly_mode = "minimum"
        self._put_in_stock(self.lantern, 6)
        first = self.amazon.place_order(sku="LANTERN", quantity=4)

        second = self.imported(quantity=4)

        self.assertEqual(self.made(self.document(first)) + self.made(second), 2)

    def test_what_waits_for_components_is_not_assembled_twice(self):
        self.store.assembly_mode = "minimum"
        self._put_in_stock(self.lamp, -98)

        first, second = self.imported(quantity=5), self.imported(quantity=1)

        self.assertEqual((self.made(first), self.made(second)), (5, 1))
        self.assertEqual(first.production_ids.state, "confirmed")

    def test_what_is_made_just_now_is_shipped_just_now(self):
        self.store.write({"assembly_mode": "minimum", "dispatch_mode": "ship"})

        document = self.imported()

        self.assertEqual(document.sale_order_id.picking_ids.state, "done")

    def test_an_fba_order_is_not_assembled(self):
        self.store.assembly_mode = "ordered"

        document = self.imported(fulfilled_by="AMAZON", status="SHIPPED")

        self.assertFalse(document.production_ids)
