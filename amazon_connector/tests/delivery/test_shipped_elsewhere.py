"""Orders that were shipped without Odoo: at import, and after they were confirmed in Odoo."""

from odoo.tests import tagged

from .test_dispatch import DispatchCommon

LINES = [
    {"sku": "MUG", "quantity": 3, "item_id": "11"},
    {"sku": "LAMP", "quantity": 1, "item_id": "12"},
]


@tagged("post_install", "-at_install")
class TestShippedElsewhere(DispatchCommon):
    def moved(self, document, product):
        moves = document.sale_order_id.picking_ids.move_ids.filtered(
            lambda move: move.product_id == product and move.state == "done"
        )
        return sum(moves.mapped("quantity"))

    def test_a_shipped_order_brings_its_package_with_carrier_and_tracking(self):
        ups = self.carrier("UPS")

        document = self.imported(status="SHIPPED", packages=[{"tracking": "1ZDONE"}])
        self.account.action_push_shipments()

        picking = document.sale_order_id.picking_ids
        self.assertEqual(picking.state, "done")
        self.assertEqual((picking.carrier_id, picking.carrier_tracking_ref), (ups, "1ZDONE"))
        self.assertFalse(document.shipment_ids)
        self.assertEqual(self.amazon.shipments(document.amazon_ref), [])

    def test_a_carrier_that_nobody_knows_gets_the_stores_method_for_the_rest(self):
        letters, ups = self.carrier("Letters"), self.carrier("UPS")
        self.store.fallback_carrier_id = letters
        for carrier, method in (("Dragon Mail", letters), ("", letters), ("UPS", ups)):
            package = {"tracking": "1ZREST", "carrier": carrier}
            document = self.imported(status="SHIPPED", packages=[package])
            self.assertEqual(document.sale_order_id.picking_ids.carrier_id, method, carrier)

    def test_a_package_without_a_carrier_leaves_the_one_that_a_person_has_chosen(self):
        self.store.fallback_carrier_id = self.carrier("Letters")
        chosen = self.carrier("Our own van")
        document = self.imported()
        picking = document.sale_order_id.picking_ids
        picking.carrier_id = chosen
        self.amazon.ship_order(document.amazon_ref, carrier="", tracking="1ZVAN")

        self.sync_orders()

        self.assertEqual((picking.state, picking.carrier_tracking_ref), ("done", "1ZVAN"))
        self.assertEqual(picking.carrier_id, chosen)

    def test_each_package_becomes_a_delivery_of_its_own(self):
        packages = [
            {"items": {"11": 2}, "tracking": "1ZA"},
            {"items": {"11": 1, "12": 1}, "tracking": "1ZB"},
        ]

        document = self.imported(lines=LINES, status="SHIPPED", packages=packages)

        by_tracking = document.sale_order_id.picking_ids.grouped("carrier_tracking_ref")
        self.assertEqual(set(by_tracking), {"1ZA", "1ZB"})
        self.assertEqual(by_tracking["1ZA"].move_ids.mapped("quantity"), [2])
        self.assertEqual(sum(by_tracking["1ZB"].move_ids.mapped("quantity")), 2)
        self.assertEqual(set(document.sale_order_id.picking_ids.mapped("state")), {"done"})

    def test_a_partly_shipped_order_leaves_a_backorder_that_can_be_confirmed(self):
        document = self.imported(
            lines=LINES, status="PARTIALLY_SHIPPED", packages=[{"items": {"11": 2}}]
        )

        self.assertEqual((self.moved(document, self.mug), self.moved(document, self.lamp)), (2, 0))
        self.ship(document.sale_order_id, tracking="1ZREST")
        self.account.action_push_shipments()
        self.assertEqual(
            self.amazon.order(document.amazon_ref)["fulfillment"]["fulfillmentStatus"], "SHIPPED"
        )
        self.assertEqual(self.amazon.violations(), [])

    def test_a_label_bought_elsewhere_closes_the_open_delivery(self):
        document = self.imported(lines=LINES)
        self.amazon.ship_order(document.amazon_ref, items={"11": 1}, tracking="1ZONE")
        self.sync_orders()
        self.assertEqual(self.moved(document, self.mug), 1)

        self.amazon.ship_order(document.amazon_ref, tracking="1ZTWO")
        self.sync_orders()
        self.sync_orders()
        self.account.action_push_shipments()

        pickings = document.sale_order_id.picking_ids
        self.assertEqual(pickings.mapped("state"), ["done", "done"])
        self.assertEqual(set(pickings.mapped("carrier_tracking_ref")), {"1ZONE", "1ZTWO"})
        self.assertEqual((self.moved(document, self.mug), self.moved(document, self.lamp)), (3, 1))
        self.assertEqual(self.amazon.shipments(document.amazon_ref), [])

    def test_a_label_that_was_given_up_is_no_parcel(self):
        document = self.imported()
        self.amazon.ship_order(document.amazon_ref, tracking="1ZGOOD")
        (good,) = self.amazon.order(document.amazon_ref)["packages"]
        given_up = {
            **good,
            "packageReferenceId": "0",
            "trackingNumber": "1ZGIVENUP",
            "packageStatus": {"status": "CANCELLED", "detailedStatus": "LABEL_CANCELLED"},
        }
        self.amazon.rewrite_order(document.amazon_ref, "packages", [given_up, good])

        self.sync_orders()

        picking = document.sale_order_id.picking_ids
        self.assertEqual((picking.state, picking.carrier_tracking_ref), ("done", "1ZGOOD"))

    def test_a_parcel_that_does_not_say_what_is_in_it_holds_what_has_left(self):
        document = self.imported(lines=LINES)
        self.amazon.ship_order(document.amazon_ref, items={"11": 3}, tracking="1ZTOLD")
        self.amazon.ship_order(document.amazon_ref, tracking="1ZSILENT")
        told, silent = self.amazon.order(document.amazon_ref)["packages"]
        del silent["packageItems"]
        self.amazon.rewrite_order(document.amazon_ref, "packages", [silent, told])

        self.sync_orders()

        by_tracking = document.sale_order_id.picking_ids.grouped("carrier_tracking_ref")
        self.assertEqual(by_tracking["1ZTOLD"].move_ids.product_id, self.mug)
        self.assertEqual(by_tracking["1ZSILENT"].move_ids.product_id, self.lamp)
        self.assertEqual(by_tracking["1ZSILENT"].amazon_parcel_refs, silent["packageReferenceId"])

    def test_a_parcel_without_a_number_leaves_the_one_that_a_person_has_written(self):
        document = self.imported()
        picking = document.sale_order_id.picking_ids
        picking.carrier_tracking_ref = "1ZTYPED"
        self.amazon.ship_order(document.amazon_ref)
        (package,) = self.amazon.order(document.amazon_ref)["packages"]
        del package["trackingNumber"]
        self.amazon.rewrite_order(document.amazon_ref, "packages", [package])

        self.sync_orders()

        self.assertEqual((picking.state, picking.carrier_tracking_ref), ("done", "1ZTYPED"))

    def test_with_the_setting_off_the_delivery_stays_open(self):
        self.store.follow_shipped_outside = False
        document = self.imported()
        self.amazon.ship_order(document.amazon_ref)

        self.sync_orders()

        self.assertEqual(document.sale_order_id.picking_ids.state, "assigned")

    def test_what_odoo_shipped_itself_is_not_delivered_twice(self):
        document = self.imported(lines=LINES)
        self.ship(document.sale_order_id, tracking="1ZOWN")
        self.account.action_push_shipments()

        self.sync_orders()

        self.assertEqual(len(document.sale_order_id.picking_ids), 1)
        self.assertEqual(self.moved(document, self.mug), 3)

    def test_a_returned_order_is_not_delivered_again(self):
        document = self.imported(status="SHIPPED")
        picking = document.sale_order_id.picking_ids
        wizard = self.env["stock.return.picking"].create({"picking_id": picking.id})
        wizard.product_return_moves.write({"quantity": 1, "to_refund": True})
        back = self.env["stock.picking"].browse(wizard.action_create_returns()["res_id"])
        back.move_ids.picked = True
        back._action_done()
        self.amazon.touch_order(document.amazon_ref)

        self.sync_orders()

        self.assertEqual(len(document.sale_order_id.picking_ids - back), 1)

    def test_all_steps_of_the_warehouse_are_done(self):
        self.warehouse.delivery_steps = "pick_pack_ship"
        document = self.imported(lines=LINES)
        self.amazon.ship_order(document.amazon_ref, items={"11": 2}, tracking="1ZPART")

        self.sync_orders()

        out = document.sale_order_id.picking_ids.filtered(
            lambda p: p.picking_type_code == "outgoing" and p.state == "done"
        )
        self.assertEqual(out.carrier_tracking_ref, "1ZPART")
        self.assertEqual(out.move_ids.mapped("quantity"), [2])
        self.assertEqual(document.item_ids.sale_line_id.mapped("qty_delivered"), [2, 0])

    def test_serials_that_nobody_knows_are_left_to_a_person(self):
        self._create_product("PHONE", "Phone", quantity=0, tracking="serial")
        good = self.amazon.place_order(sku="MUG", status="SHIPPED")
        bad = self.amazon.place_order(sku="PHONE", status="SHIPPED")

        self.sync_orders()

        self.assertEqual(self.sale(good).picking_ids.state, "done")
        self.assertNotEqual(self.sale(bad).picking_ids.state, "done")
        self.assertIn("could not be done", self.document(bad).activity_ids.summary)

    def test_no_label_is_bought_for_a_parcel_that_is_on_its_way(self):
        self.carrier("UPS")
        bought = []
        self.patch(
            type(self.env["delivery.carrier"]), "send_shipping", lambda *args: bought.append(args)
        )

        document = self.imported(fulfilled_by="AMAZON", status="SHIPPED")
        other = self.imported(status="SHIPPED")

        self.assertEqual((document | other).sale_order_id.picking_ids.mapped("state"), ["done"] * 2)
        self.assertEqual(bought, [])
