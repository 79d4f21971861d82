"""Troubleshoot (G5): each condition for syncing, broken in turn, is crossed alone and mended."""

from odoo.exceptions import AccessError
from odoo.tests import new_test_user, tagged

from ..stock.common import StockCommon
from .common import Troubleshooting


@tagged("post_install", "-at_install")
class TestTroubleshoot(StockCommon, Troubleshooting):
    def test_a_listing_whose_quantity_does_not_go_out(self):
        self.push()
        listing = self.listing()
        self.assert_each(
            listing,
            [
                (
                    "Amazon shows the quantity that it was told",
                    listing,
                    {"amazon_quantity": 3, "amazon_quantity_at": "2099-01-01 00:00:00"},
                ),
                ("You ship it yourself", listing, {"fulfillment_channel": "AMAZON_NA"}),
                ("Amazon says who ships it", listing, {"fulfillment_channel": False}),
                ("It is linked to a product", listing, {"product_id": False}),
                ("Its product has a stock", self.mug, {"is_storable": False}),
                ("Amazon lists it", listing, {"is_listed": False}),
                ("Quantities are pushed", self.store, {"push_stock": False}),
                ("The store is live", self.store, {"state": "paused"}),
                ("The offer is active at Amazon", listing, {"status": "inactive"}),
                (
                    "It still sells the product that it was linked to",
                    listing,
                    {"linked_asin": "B000OTHER1", "asin": "B000000001"},
                ),
                ("Amazon takes the quantity", listing, {"push_error": "Not approved."}),
                *self.job_cases("amazon.submission", self.store),
            ],
        )

    def test_a_listing_of_a_store_without_a_warehouse(self):
        self.push()
        self.store.sudo().warehouse_id = False

        self.assert_one_crossed(self.listing(), "A warehouse is offered")

    def test_an_order_that_does_not_come_in(self):
        order = self._import(sku="MUG")
        order.sale_order_id = False  # As it was before it was imported.
        statuses = self.store.status_map_ids
        self.assert_each(
            order,
            [
                ("Its marketplace is known", order, {"marketplace_id": False}),
                ("The store is live", self.store, {"state": "paused"}),
                ("Orders are imported", self.store, {"import_orders": False}),
                (
                    "It was placed after Import Orders Since",
                    self.store,
                    {"import_from": "2099-01-01 00:00:00"},
                ),
                ("Orders of its status are imported", statuses, {"target": "none"}),
                (
                    "It was not cancelled before it was imported",
                    order,
                    {"status": "CANCELLED"},
                ),
                ("Nobody has ignored it", order, {"dismissed_by_id": self.env.uid}),
                ("Nothing unexpected has happened", order, {"state": "failed", "reason": "Bug"}),
                *self.job_cases("amazon.order"),
            ],
        )

    def test_an_order_that_was_left_out_before_settings_changed(self):
        self.store.import_orders = False
        order = self._import(sku="MUG")
        self.assert_one_crossed(order, "Orders are imported")
        self.store.import_orders = True

        self.assert_one_crossed(order, "It has been processed")

    def test_an_order_that_waits_for_a_product(self):
        order = self._import(sku="STRANGER")

        self.assert_one_crossed(order, "Its listings are linked to products")

    def test_an_order_that_waits_for_its_warehouse(self):
        self.store.warehouse_id = False
        order = self._import(sku="MUG")

        self.assert_one_crossed(order, "Its warehouse is there")

    def test_an_order_that_waits_for_an_address(self):
        order = self._import(sku="MUG", address={"name": "Jane", "addressLine1": ""})

        self.assertEqual(order.hold_key, "address:")
        self.assert_one_crossed(order, "Its delivery address is complete")

    def test_an_order_that_cannot_be_read(self):
        order = self._import(sku="MUG")
        order.payload = "{}"

        self.assert_one_crossed(order, "What Amazon says of it can be read")

    def test_an_order_that_is_imported_lacks_nothing(self):
        order = self._import(sku="MUG")

        self.assertEqual(order.state, "done")
        self.assertFalse(self.crossed(order))

    def test_a_shipment_that_amazon_is_not_told_of(self):
        order = self._import(sku="MUG")
        self.ship(order.sale_order_id)
        shipment = order.shipment_ids
        picking = shipment.picking_id
        self.assert_each(
            shipment,
            [
                ("The order is not cancelled at Amazon", order, {"status": "CANCELLED"}),
                ("Shipments are confirmed at Amazon", self.store, {"push_shipments": False}),
                ("It may be sent", shipment, {"is_released": False}),
                ("Amazon takes it", shipment, {"state": "failed", "reason": "Bad number."}),
                ("Amazon shows it", shipment, {"is_missing": True}),
                ("Amazon shows it as it was told", shipment, {"difference": "Another carrier."}),
                *self.job_cases("amazon.shipment"),
            ],
        )
        shipment.tracking_ref = picking.carrier_tracking_ref = False
        self.assert_one_crossed(shipment, "It has a tracking number")

    def test_a_parcel_of_which_amazon_expects_nothing(self):
        order = self._import(sku="MUG")
        self.ship(order.sale_order_id)
        order.shipment_ids.line_ids.unlink()

        self.assert_one_crossed(order.shipment_ids, "Amazon expects what the parcel holds")

    def test_a_store_that_does_not_sync(self):
        lines = self.store.status_map_ids
        self.assert_each(
            self.store,
            [
                ("The store is live", self.store, {"state": "paused"}),
                ("Orders are imported", self.store, {"import_orders": False}),
                ("Some status of Amazon's becomes an order", lines, {"target": "none"}),
                ("Quantities are pushed", self.store, {"push_stock": False}),
                ("Shipments are confirmed at Amazon", self.store, {"push_shipments": False}),
                ("All listings are linked to products", self.listing(), {"product_id": False}),
                *self.job_cases("amazon.order"),
                *self.job_cases("amazon.listing", self.store)[1:],
            ],
        )

    def test_an_open_issue_is_a_condition_with_its_own_remedy(self):
        self.store._raise_trouble("buyers_hidden")

        (condition,) = self.crossed(self.store)

        trouble = self.store.trouble_ids
        self.assertEqual((condition.name, condition.reason), (trouble.title, trouble.sentence))
        self.assertEqual(condition.remedy, "action_remedy")

    def test_who_looks_for_trouble_gets_a_page_of_their_own_and_writes_no_condition(self):
        clerk = new_test_user(self.env, "clerk", groups="amazon_connector.group_user")
        other = new_test_user(self.env, "other", groups="amazon_connector.group_user")
        self.store.push_stock = False
        page = self.crossed(self.store.with_user(clerk)).page_id.with_user(clerk)

        self.assertEqual(page.unmet_count, 1)
        with self.assertRaises(AccessError):
            page.condition_ids[:1].remedy = "unlink"
        with self.assertRaises(AccessError):
            page.with_user(other).read(["record_name"])

    def test_each_person_is_offered_only_remedies_that_they_may_use(self):
        self.listing().product_id = False
        for group, offers in (("group_accountant", False), ("group_user", True)):
            with self.subTest(group):
                person = new_test_user(self.env, group, groups=f"amazon_connector.{group}")
                crossed = self.crossed(self.store.with_user(person)).with_user(person)

                self.assertEqual(crossed.mapped("name"), ["All listings are linked to products"])
                self.assertTrue(crossed.reason)
                self.assertEqual(bool(crossed.remedy), offers)
                if offers:
                    self.assertEqual(crossed.action_remedy()["res_model"], "amazon.listing")

    def test_nobody_is_led_to_documents_of_odoo_that_he_may_not_see(self):
        order = self._import(sku="MUG")
        self.ship(order.sale_order_id)
        shipment = order.shipment_ids
        shipment.tracking_ref = shipment.picking_id.carrier_tracking_ref = False
        for group, offers in (("base.group_user", False), ("stock.group_stock_user", True)):
            groups = f"amazon_connector.group_user,{group}"
            person = new_test_user(self.env, group, groups=groups)
            crossed = self.crossed(shipment.with_user(person))
            with self.subTest(group):
                self.assertEqual(crossed.mapped("name"), ["It has a tracking number"])
                self.assertEqual(bool(crossed.remedy), offers)

    def _import(self, **order):
        ref = self.amazon.place_order(**{"unit_price": "9.99", **order})
        self.sync_orders()
        return self.document(ref)
