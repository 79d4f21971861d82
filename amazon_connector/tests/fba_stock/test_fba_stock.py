"""Stock at Amazon becomes Odoo's, once; what is on its way is not counted twice (E9)."""

from odoo.exceptions import AccessError, ValidationError
from odoo.fields import Command
from odoo.tests import new_test_user, tagged

from .common import FbaCommon


@tagged("post_install", "-at_install")
class TestFbaStock(FbaCommon):
    # What is booked

    def test_what_amazon_has_is_booked_with_a_reason_and_then_nothing_changes(self):
        self.offer("MUG", 12, self.mug)
        operation = self.sync()

        self.assertEqual(operation.state, "done", self.messages(operation))
        self.assertEqual(self.stock(self.mug), 12)
        self.assertEqual(self.adjustments(self.mug), [12])
        row = self.row("MUG")
        self.assertEqual((row.fulfillable, row.product_id), (12, self.mug))
        self.assertEqual((row.comparison, row.difference), ("equal", 0))

        self.sync()
        self.assertEqual(self.adjustments(self.mug), [12])
        self.assertEqual(self.amazon.violations(), [])

    def test_with_nothing_set_nothing_is_asked_and_nothing_booked(self):
        self.store.fba_stock_mode = "none"
        self.offer("MUG", 12, self.mug)
        self.amazon.reset_calls()
        self.assertEqual(self.sync().state, "done")
        self.assertEqual(self.amazon.calls().get("getInventorySummaries", 0), 0)
        self.assertEqual(self.env["amazon.store"].new({}).fba_stock_mode, "none")

    def test_a_report_of_differences_books_nothing_and_a_person_is_told_once(self):
        self.store.fba_stock_mode = "report"
        self.offer("MUG", 12, self.mug)
        self.offer("LAMP", 3, self.lamp)
        self._put_in_stock(self.lamp, 3, self.fba)
        self.sync()
        self.sync()

        self.assertEqual(self.stock(self.mug), 0)
        row = self.row("MUG")
        self.assertEqual((row.odoo_quantity, row.difference), (0, 12))
        self.assertEqual(row.comparison, "differs")
        self.assertIn("12 not explained", row.explanation)
        self.assertEqual(self.row("LAMP").comparison, "equal")
        told = self.store.trouble_ids.filtered(lambda trouble: trouble.key == "fba_differs")
        self.assertEqual(len(told), 1)

        row.action_adjust()
        self.assertEqual(self.stock(self.mug), 12)
        self.assertEqual(row.comparison, "equal")
        self.sync()
        self.assertFalse(self.store.trouble_ids)

    def test_whoever_loads_it_is_told_how_many_differ_and_how_many_are_adjusted(self):
        self.store.fba_stock_mode = "report"
        self.offer("MUG", 12, self.mug)
        self.assertEqual(self.sync().outcome, "1 SKU differs")
        self.store.fba_stock_mode = "adjust"
        self.assertEqual(self.sync().outcome, "1 product adjusted")

    def test_each_kind_of_units_has_a_place_of_its_own_if_wanted(self):
        places = {
            kind: self.place(kind) for kind in ("reserved", "inbound", "unsellable", "researching")
        }
        self.store.write({f"fba_{kind}_location_id": place.id for kind, place in places.items()})
        self.offer("MUG", 10, self.mug)
        self.amazon.change_fba_stock(
            "MUG", transfer=2, working=1, shipped=3, defective=4, researching=5
        )
        self.sync()

        self.assertEqual(self.stock(self.mug), 10)
        shown = {kind: self.stock(self.mug, place) for kind, place in places.items()}
        self.assertEqual(shown, {"reserved": 2, "inbound": 4, "unsellable": 4, "researching": 5})
        row = self.row("MUG")
        self.assertEqual((row.reserved_transfers, row.inbound, row.unsellable), (2, 4, 4))

        self.amazon.change_fba_stock("MUG", transfer=0, fulfillable=12, defective=0)
        self.sync()
        self.assertEqual(self.stock(self.mug), 12)
        self.assertEqual(self.stock(self.mug, places["reserved"]), 0)
        self.assertEqual(self.stock(self.mug, places["unsellable"]), 0)

    def test_a_place_outside_the_fba_warehouse_would_be_emptied_so_it_is_refused(self):
        with self.assertRaisesRegex(ValidationError, "not within"):
            self.store.fba_unsellable_location_id = self.warehouse.lot_stock_id
        place = self.place("Both")
        with self.assertRaisesRegex(ValidationError, "of its own"):
            self.store.write(
                {"fba_unsellable_location_id": place.id, "fba_inbound_location_id": place.id}
            )

    # What is not counted twice

    def test_orders_that_both_have_delivered_or_none_are_no_difference(self):
        self.offer("MUG", 10, self.mug)
        self.sync()
        ref = self.amazon.place_order(sku="MUG", quantity=2, fulfilled_by="AMAZON")
        self.sync_orders()
        self.sync()
        self.assertEqual(self.row("MUG").reserved_orders, 2)
        self.assertEqual(self.stock(self.mug), 10)

        self.amazon.ship_order(ref)
        self.sync_orders()
        self.sync()
        self.assertEqual(self.stock(self.mug), 8)
        self.assertEqual(self.adjustments(self.mug), [10])

    def test_what_amazon_has_shipped_and_odoo_not_delivered_is_not_taken_twice(self):
        self.store.status_map_ids.filtered(
            lambda row: row.fulfilled_by == "AMAZON"
        ).target = "confirmed"
        self.offer("MUG", 10, self.mug)
        self.sync()
        ref = self.amazon.place_order(sku="MUG", quantity=2, fulfilled_by="AMAZON")
        self.sync_orders()
        self.amazon.ship_order(ref)
        self.sync()

        row = self.row("MUG")
        self.assertEqual((row.fulfillable, row.comparison), (8, "equal"))
        self.assertIn("2 shipped by Amazon and not delivered in Odoo yet", row.explanation)
        self.assertEqual(self.stock(self.mug), 10)
        self.deliver(self.sale(ref).picking_ids)
        self.assertEqual(self.stock(self.mug), 8)
        self.sync()
        self.assertEqual(self.adjustments(self.mug), [10])

    def test_units_shipped_of_an_order_that_is_imported_once_it_is_whole_still_come(self):
        self.offer("MUG", 10, self.mug)
        self.sync()
        ref = self.amazon.place_order(sku="MUG", quantity=3, fulfilled_by="AMAZON")
        item = self.amazon.order(ref)["orderItems"][0]["orderItemId"]
        self.amazon.ship_order(ref, items={item: 1})
        self.sync_orders()
        self.assertFalse(self.sale(ref))
        self.sync()
        self.amazon.ship_order(ref)
        self.sync_orders()
        self.sync()
        self.assertEqual(self.stock(self.mug), 7)
        self.assertEqual(self.adjustments(self.mug), [10])

    def test_an_order_on_hold_that_amazon_has_shipped_still_comes(self):
        self.offer("MUG", 10, self.mug)
        self.amazon.add_listing("UNKNOWN", channel="AMAZON", quantity=1)
        self.sync()
        ref = self.amazon.place_order(
            lines=[{"sku": "MUG", "quantity": 2}, {"sku": "UNKNOWN", "quantity": 1}],
            fulfilled_by="AMAZON",
        )
        self.store.unknown_product_policy = "hold"
        self.amazon.ship_order(ref)
        self.sync_orders()
        self.assertEqual(self.document(ref).state, "held")
        self.sync()
        self.assertEqual(self.adjustments(self.mug), [10])

    def test_what_odoo_has_delivered_ahead_of_amazon_is_not_given_back(self):
        self.store.status_map_ids.filtered(
            lambda row: row.fulfilled_by == "AMAZON" and row.status == "UNSHIPPED"
        ).unlink()
        self.store.status_map_ids = [
            Command.create({"fulfilled_by": "AMAZON", "status": "UNSHIPPED", "target": "confirmed"})
        ]
        self.offer("MUG", 10, self.mug)
        self.sync()
        ref = self.amazon.place_order(sku="MUG", quantity=2, fulfilled_by="AMAZON")
        self.sync_orders()
        self.deliver(self.sale(ref).picking_ids)
        self.sync()
        self.assertEqual(self.stock(self.mug), 8)
        self.assertIn("2 delivered in Odoo", self.row("MUG").explanation)
        self.amazon.ship_order(ref)
        self.sync()
        self.assertEqual(self.stock(self.mug), 8)
        self.assertEqual(self.adjustments(self.mug), [10])

    def test_what_amazon_may_have_shipped_since_waits_for_the_orders(self):
        self.offer("MUG", 10, self.mug)
        self.sync()
        ref = self.amazon.place_order(sku="MUG", quantity=2, fulfilled_by="AMAZON")
        self.sync_orders()
        self.amazon.ship_order(ref)
        # Amazon's list of orders is silent for a while.
        self.amazon.fault("searchOrders", "server_error", count=3)
        self.sync()
        row = self.row("MUG")
        self.assertEqual((row.comparison, row.difference), ("explained", -2))
        self.assertIn("2 of open orders", row.explanation)
        self.assertEqual(self.stock(self.mug), 10)

    def test_transfers_to_amazon_are_not_counted_twice_at_any_stage(self):
        self.offer("MUG", 10, self.mug)
        self.sync()
        picking = self.transfer(self.mug, 6)
        self.amazon.change_fba_stock("MUG", shipped=6)
        self.sync()
        self.assertEqual(self.row("MUG").comparison, "equal")

        # Amazon has received part of what Odoo has not sent off yet.
        self.amazon.move_fba_stock("MUG", 4, "shipped", "fulfillable")
        self.sync()
        row = self.row("MUG")
        self.assertEqual((row.comparison, row.difference), ("explained", 4))
        self.assertIn("4 in open transfers to the FBA warehouse", row.explanation)
        self.assertEqual(self.stock(self.mug), 10)

        # Odoo has sent off what Amazon has not received yet.
        picking.button_validate()
        self.assertEqual(self.stock(self.mug), 16)
        self.sync()
        row = self.row("MUG")
        self.assertEqual((row.comparison, row.difference), ("explained", -2))
        self.assertIn("2 on the way to Amazon", row.explanation)
        self.amazon.move_fba_stock("MUG", 2, "shipped", "fulfillable")
        self.sync()
        self.assertEqual(self.row("MUG").comparison, "equal")
        self.assertEqual(self.adjustments(self.mug), [10])

    def test_units_on_their_way_lie_either_in_an_open_transfer_or_in_their_place(self):
        self.store.fba_inbound_location_id = inbound = self.place("Inbound")
        self.offer("MUG", 10, self.mug)
        self.transfer(self.mug, 6)
        self.amazon.change_fba_stock("MUG", shipped=8)
        self.sync()
        self.assertEqual(self.stock(self.mug, inbound), 2)

    def test_what_leaves_by_an_open_transfer_is_awaited(self):
        self.offer("MUG", 10, self.mug)
        self.sync()
        picking = self.transfer(self.mug, 3, self.fba.lot_stock_id, self.warehouse.lot_stock_id)
        self.amazon.change_fba_stock("MUG", fulfillable=7)
        self.sync()
        self.assertEqual(self.stock(self.mug), 10)
        self.assertIn("out of the FBA warehouse", self.row("MUG").explanation)
        picking.button_validate()
        self.sync()
        self.assertEqual(self.adjustments(self.mug), [10])

    def test_a_return_whose_receipt_waits_is_booked_by_the_receipt(self):
        self.store.fba_returns = "done"
        self.offer("MUG", 10, self.mug)
        self.sync()
        ref = self.amazon.place_order(sku="MUG", quantity=2, fulfilled_by="AMAZON")
        self.amazon.ship_and_bill(ref)
        self.amazon.return_units(ref)
        # The return comes before its order.
        self.account.action_sync_returns()
        self.assertEqual(self.env["amazon.return"].search([]).state, "held")
        self.sync()
        self.sync_orders()
        self.env["amazon.return"].search([]).action_retry()
        self.sync()
        self.assertEqual(self.stock(self.mug), 10)
        self.assertEqual(self.adjustments(self.mug), [10])

    def test_losses_beyond_what_is_explained_are_booked(self):
        self.offer("MUG", 10, self.mug)
        self.sync()
        self.amazon.place_order(sku="MUG", quantity=2, fulfilled_by="AMAZON")
        self.sync_orders()
        self.amazon.change_fba_stock("MUG", fulfillable=5, researching=1)
        self.sync()
        self.assertEqual(self.stock(self.mug), 7)
        self.assertEqual(self.adjustments(self.mug), [10, -3])

    # Who sees and does it

    def test_a_user_reads_and_only_a_manager_adjusts(self):
        self.store.fba_stock_mode = "report"
        self.offer("MUG", 12, self.mug)
        self.sync()
        user = new_test_user(self.env, "fba_user", groups="amazon_connector.group_user")
        manager = new_test_user(self.env, "fba_boss", groups="amazon_connector.group_manager")
        row = self.row("MUG")
        row.with_user(user).action_compare()
        self.assertEqual(row.with_user(user).difference, 12)
        with self.assertRaises(AccessError):
            row.with_user(user).action_adjust()
        row.with_user(manager).action_adjust()
        self.assertEqual(self.stock(self.mug), 12)

    def test_the_way_from_product_and_store(self):
        self.offer("MUG", 12, self.mug)
        self.sync()
        Stock = self.env["amazon.fba.stock"]
        for action in (self.mug.action_view_amazon_fba_stock(), self.store.action_view_fba_stock()):
            self.assertEqual(Stock.search(action["domain"]), self.row("MUG"))
