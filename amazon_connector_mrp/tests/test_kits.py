"""Kits: delivered as their parts, confirmed and offered as kits."""

from odoo.addons.amazon_connector.tests.common import AmazonCommon
from odoo.tests import tagged


@tagged("post_install", "-at_install")
class TestKits(AmazonCommon):
    def setUp(self):
        super().setUp()
        # A desk set: one lamp and two cables.
        self.set = self._create_product("SET", "Desk set", quantity=0, is_storable=False)
        self.env["mrp.bom"].create(
            {
                "product_tmpl_id": self.set.product_tmpl_id.id,
                "type": "phantom",
                "bom_line_ids": [
                    (0, 0, {"product_id": self.lamp.id, "product_qty": 1}),
                    (0, 0, {"product_id": self.cable.id, "product_qty": 2}),
                ],
            }
        )

    def imported(self, **wish):
        ref = self.amazon.place_order(**{"sku": "SET", **wish})
        operation = self.sync_orders()
        self.assertEqual(operation.state, "done", self.messages(operation))
        return self.document(ref)

    def parts(self, picking):
        return {move.product_id: move.quantity for move in picking.move_ids}

    def test_a_kit_is_delivered_in_parts_and_confirmed_as_kits(self):
        document = self.imported(quantity=2)
        picking = document.sale_order_id.picking_ids
        self.assertEqual(self.parts(picking), {self.lamp: 2, self.cable: 4})

        self.ship(document.sale_order_id)
        self.account.action_push_shipments()

        (package,) = self.amazon.order(document.amazon_ref)["packages"]
        self.assertEqual([item["quantity"] for item in package["packageItems"]], [2])
        self.assertEqual(self.amazon.violations(), [])

    def test_a_kit_whose_parts_travel_apart_counts_with_its_last_delivery(self):
        document = self.imported()
        first = document.sale_order_id.picking_ids
        lamp = first.move_ids.filtered(lambda move: move.product_id == self.lamp)
        lamp.picked = True
        first.carrier_tracking_ref = "1ZLAMP"
        first.with_context(cancel_backorder=False)._action_done()
        self.assertFalse(document.shipment_ids)

        self.ship(document.sale_order_id, tracking="1ZCABLES")
        self.account.action_push_shipments()

        (package,) = self.amazon.order(document.amazon_ref)["packages"]
        self.assertEqual(package["trackingNumber"], "1ZCABLES")

    def test_the_scarcest_part_decides_what_is_offered(self):
        self.amazon.add_listing("SET", quantity=1)
        self.store.push_stock = True
        self.store.action_sync_listings()
        self._put_in_stock(self.cable, -89)  # 11 are left: five sets.

        self.store.action_push_stock()

        self.assertEqual(self.amazon.listing("SET")["quantity"], 5)

    def test_kits_that_were_shipped_elsewhere_leave_part_by_part(self):
        document = self.imported(quantity=3, status="PARTIALLY_SHIPPED")

        done = document.sale_order_id.picking_ids.filtered(lambda p: p.state == "done")
        self.assertEqual(self.parts(done), {self.lamp: 1, self.cable: 2})
        self.amazon.ship_order(document.amazon_ref, tracking="1ZREST")
        self.sync_orders()
        self.sync_orders()
        self.assertEqual(document.sale_order_id.picking_ids.mapped("state"), ["done", "done"])
        self.assertEqual(document.item_ids.sale_line_id.qty_delivered, 3)

    def test_a_stock_rule_asks_for_the_parts(self):
        west = self.env["stock.warehouse"].create({"name": "West", "code": "WEST"})
        self.env["amazon.routing.rule"].create(
            {
                "store_id": self.store.id,
                "name": "West if in stock",
                "warehouse_id": west.id,
                "needs_stock": True,
            }
        )
        self._put_in_stock(self.lamp, 9, west)
        self.assertEqual(self.imported().warehouse_id, self.warehouse)

        self._put_in_stock(self.cable, 2, west)
        self.assertEqual(self.imported().warehouse_id, west)

    def test_a_pending_kit_holds_its_parts(self):
        self.store.status_map_ids.filtered(
            lambda line: (line.status, line.fulfilled_by) == ("PENDING", "MERCHANT")
        ).target = "reserve"

        document = self.imported(status="PENDING")

        self.assertEqual(self.parts(document.hold_picking_ids), {self.lamp: 1, self.cable: 2})

    def test_a_kit_is_looked_at_soon_when_the_stock_of_a_part_changes(self):
        box = self._create_product("BOX", "Gift box", quantity=0, is_storable=False)
        self.env["mrp.bom"].create(
            {
                "product_tmpl_id": box.product_tmpl_id.id,
                "type": "phantom",
                "bom_line_ids": [(0, 0, {"product_id": self.set.id, "product_qty": 1})],
            }
        )
        for sku in ("SET", "BOX"):
            self.amazon.add_listing(sku, quantity=1)
        self.store.push_stock = True
        self.store.action_sync_listings()
        self.env["ir.cron"]._commit_progress()
        signals = self.env["amazon.signal"].search([])
        signals.unlink()

        self._put_in_stock(self.cable, -10)
        self.env["ir.cron"]._commit_progress()

        left = signals.search([("res_model", "=", "amazon.listing")]).mapped("res_id")
        skus = self.env["amazon.listing"].browse(left).mapped("seller_sku")
        self.assertEqual(sorted(skus), ["BOX", "SET"])

    def test_a_kit_comes_back_part_by_part_once(self):
        self.store.write({"import_fba": True, "fba_returns": "done"})
        fba = self.store.fba_warehouse_id
        self._put_in_stock(self.lamp, 10, fba)
        self._put_in_stock(self.cable, 20, fba)
        ref = self.amazon.place_order(sku="SET", quantity=2, fulfilled_by="AMAZON")
        self.sync_orders()
        self.amazon.ship_and_bill(ref)
        self.sync_orders()
        line = self.sale(ref).order_line
        self.assertEqual(line.qty_delivered, 2)
        self.amazon.return_units(ref, {self.document(ref).item_ids.amazon_ref: 1})
        self.account.action_sync_returns()
        self.account.action_sync_returns()

        told = self.env["amazon.return"].search([("order_ref", "=", ref)])
        self.assertEqual((told.state, told.picking_id.state), ("done", "done"), told.reason)
        self.assertEqual(self.parts(told.picking_id), {self.lamp: 1, self.cable: 2})
        self.assertEqual(line.qty_delivered, 1)
