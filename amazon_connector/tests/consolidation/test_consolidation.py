"""One sales order per day and store that grows until the day ends (B5, C5)."""

from datetime import date
from unittest.mock import patch

from freezegun import freeze_time

from odoo.exceptions import ConcurrencyError, ValidationError
from odoo.fields import Datetime
from odoo.tests import tagged

from ..common import AmazonCommon

utc = Datetime.to_datetime


class ConsolidationCommon(AmazonCommon):
    """A store that collects the orders of a day, somewhere on Earth where it is noon."""

    def setUp(self):
        super().setUp()
        self.house = self.env["res.partner"].create({"name": "Amazon customers"})
        self.store.write(
            {"consolidation": "day", "customer_id": self.house.id, "consolidation_time": 24}
        )
        # No test buys on two days because it happens to run at midnight.
        self.home_tz, self.store.tz = self.store.tz, f"Etc/GMT{Datetime.now().hour - 12:+d}"

    def buy(self, sku="MUG", **wish):
        """An order, imported; returns its document."""
        self.amazon.advance(minutes=1)
        ref = self.amazon.place_order(**{"sku": sku, "unit_price": "10.00", **wish})
        operation = self.sync_orders()
        self.assertEqual(operation.failed, 0, self.messages(operation))
        return self.document(ref)

    def end_day(self, sale):
        """The day of a sales order is over, and the job that closes it has run."""
        sale.amazon_closes_at = "2020-01-01 00:00:00"
        self.env["sale.order"]._cron_close_days()

    def reserved(self, product):
        quants = self.env["stock.quant"]._gather(product, self.warehouse.lot_stock_id)
        return sum(quants.mapped("reserved_quantity"))


@tagged("post_install", "-at_install")
class TestDailyOrders(ConsolidationCommon):
    def test_orders_of_a_day_grow_one_sales_order_whose_goods_are_reserved_at_once(self):
        first = self.buy(quantity=2)
        sale = first.sale_order_id
        self.assertEqual((sale.partner_id, sale.state), (self.house, "sale"))
        self.assertEqual(self.reserved(self.mug), 2)

        second = self.buy(lines=[{"sku": "MUG", "quantity": 3, "shipping": "4.00"}])

        self.assertEqual(second.sale_order_id, sale)
        self.assertEqual(self.reserved(self.mug), 5)
        self.assertEqual(len(sale.picking_ids), 1)
        self.assertEqual(sale.client_order_ref[:17], "Amazon Sales for ")
        self.assertEqual(sale.amazon_order_count, 2)
        self.assertEqual(second.sale_line_ids.mapped("product_uom_qty"), [3, 1])
        self.assertEqual((first.difference, second.difference), (0, 0))
        self.assertFalse(self.house.child_ids)

    def test_a_whole_batch_costs_one_sales_order(self):
        for _number in range(5):
            self.amazon.place_order(sku="MUG")

        self.sync_orders()

        sales = self.env["sale.order"].search([("amazon_store_id", "=", self.store.id)])
        self.assertEqual((len(sales), sales.amazon_order_count), (1, 5))

    def test_what_arrives_after_the_day_ended_goes_to_the_next(self):
        sale = self.buy().sale_order_id
        self.end_day(sale)
        self.assertFalse(sale.amazon_closes_at)

        later = self.buy().sale_order_id

        self.assertNotEqual(later, sale)
        self.assertEqual(later.state, "sale")

    def test_a_person_may_end_the_day_early_and_the_next_order_opens_another(self):
        sale = self.buy().sale_order_id

        sale.action_close_amazon_day()

        self.assertFalse(sale.amazon_closes_at)
        later = self.buy().sale_order_id
        self.assertNotEqual(later, sale)
        self.assertEqual(later.amazon_day, sale.amazon_day)

    def test_a_quotation_is_confirmed_when_its_day_ends(self):
        unshipped = self.store.status_map_ids.filtered(
            lambda line: (line.status, line.fulfilled_by) == ("UNSHIPPED", "MERCHANT")
        )
        unshipped.target = "quotation"
        sale = self.buy().sale_order_id
        self.assertEqual((sale.state, self.reserved(self.mug)), ("draft", 0))

        self.end_day(sale)

        self.assertEqual((sale.state, self.reserved(self.mug)), ("sale", 1))

    def test_what_amazon_ships_has_a_sales_order_of_its_own_delivered_with_the_day(self):
        ours = self.buy().sale_order_id
        amazons = self.buy(fulfilled_by="AMAZON", status="SHIPPED").sale_order_id

        self.assertNotEqual(amazons, ours)
        self.assertEqual(amazons.warehouse_id, self.store.fba_warehouse_id)
        self.assertNotIn("done", amazons.picking_ids.mapped("state"))

        self.end_day(amazons)

        self.assertEqual(amazons.picking_ids.mapped("state"), ["done"])
        self.assertFalse(amazons.picking_ids.amazon_shipment_ids)

    def test_a_day_that_grows_is_not_locked_before_it_ends(self):
        self.env["res.config.settings"].create({"group_auto_done_setting": True}).execute()
        sale = self.buy().sale_order_id
        self.buy()
        self.assertFalse(sale.locked)

        self.end_day(sale)

        self.assertTrue(sale.locked)
        self.assertEqual(len(sale.order_line), 2)

    def test_what_keeps_a_day_from_closing_is_told_once_and_tried_again(self):
        self.store.status_map_ids.target = "quotation"
        sale = self.buy().sale_order_id
        sale.order_line.product_id = False

        self.end_day(sale)
        self.end_day(sale)

        self.assertTrue(sale.amazon_closes_at)
        self.assertEqual(len(self.store.activity_ids), 1)
        sale.order_line.product_id = self.mug
        self.end_day(sale)
        self.assertEqual(sale.state, "sale")

    def test_consolidation_asks_for_the_customer_and_a_time_of_day(self):
        with self.assertRaisesRegex(ValidationError, "Choose the fixed customer"):
            self.store.customer_id = False
        with self.assertRaisesRegex(ValidationError, "ends between"):
            self.store.consolidation_time = 25

    def test_two_workers_never_open_the_same_day_twice(self):
        nothing = self.store.browse()
        with (
            patch.object(type(self.store), "try_lock_for_update", lambda *_, **__: nothing),
            self.assertRaises(ConcurrencyError),
        ):
            self.store._lock_day()


@tagged("post_install", "-at_install")
class TestPartsOfADay(ConsolidationCommon):
    def test_a_cancellation_takes_only_its_own_part_out(self):
        kept, gone = self.buy(quantity=2), self.buy(quantity=3)
        sale = kept.sale_order_id
        self.amazon.cancel_order(gone.amazon_ref, by="BUYER")

        self.sync_orders()

        self.assertEqual(sale.state, "sale")
        self.assertEqual(sum(gone.sale_line_ids.mapped("product_uom_qty")), 0)
        self.assertEqual(kept.sale_line_ids.mapped("product_uom_qty"), [2])
        self.assertEqual(self.reserved(self.mug), 2)

    def test_a_day_of_which_nothing_is_left_is_cancelled_when_it_ends(self):
        first, second = self.buy(), self.buy()
        sale = first.sale_order_id
        for document in (first, second):
            self.amazon.advance(minutes=1)
            self.amazon.cancel_order(document.amazon_ref)
            self.sync_orders()

        self.end_day(sale)

        self.assertEqual(sale.state, "cancel")
        self.assertEqual(self.reserved(self.mug), 0)

    def test_a_smaller_quantity_shrinks_its_own_part_even_after_the_day_ended(self):
        first, second = self.buy(quantity=2), self.buy(quantity=3)
        sale = first.sale_order_id
        self.end_day(sale)
        item = self.amazon.order(second.amazon_ref)["orderItems"][0]["orderItemId"]
        self.amazon.change_quantity(second.amazon_ref, item, 1)

        self.sync_orders()

        self.assertEqual(second.sale_line_ids.product_uom_qty, 1)
        self.assertEqual(first.sale_line_ids.product_uom_qty, 2)
        self.assertEqual(self.reserved(self.mug), 3)
        self.assertEqual(second.difference, 0)

    def test_a_buyers_corrected_address_means_nothing_to_the_day(self):
        document = self.buy()
        self.amazon.advance(minutes=1)
        self.amazon.change_address(document.amazon_ref, {"addressLine1": "221B Baker Street"})

        self.sync_orders()

        self.assertEqual(document.sale_order_id.partner_shipping_id, self.house)
        self.assertFalse(self.house.child_ids)

    def test_shipments_are_confirmed_order_by_order_from_the_one_delivery(self):
        first, second = self.buy(quantity=2), self.buy("LAMP")

        self.ship(first.sale_order_id, tracking="1Z77")
        self.account.action_push_shipments()

        for document, quantity in ((first, 2), (second, 1)):
            (shipment,) = self.amazon.shipments(document.amazon_ref)
            self.assertEqual(shipment["trackingNumber"], "1Z77")
            order = self.amazon.order(document.amazon_ref)
            self.assertEqual(order["fulfillment"]["fulfillmentStatus"], "SHIPPED")
            fulfilled = order["orderItems"][0]["fulfillment"]["quantityFulfilled"]
            self.assertEqual(fulfilled, quantity)
        self.assertEqual(self.amazon.violations(), [])

    def test_a_partial_delivery_confirms_only_what_it_holds(self):
        first, second = self.buy(quantity=2), self.buy(quantity=2)
        sale = first.sale_order_id
        picking = sale.picking_ids
        for move in picking.move_ids:
            mine = move.sale_line_id.amazon_order_id == first
            move.quantity = 2 if mine else 1
        picking.move_ids.picked = True
        picking.carrier_id, picking.carrier_tracking_ref = self.carrier("UPS"), "1Z78"
        picking.with_context(skip_backorder=True).button_validate()

        self.account.action_push_shipments()

        status = [
            self.amazon.order(document.amazon_ref)["fulfillment"]["fulfillmentStatus"]
            for document in (first, second)
        ]
        self.assertEqual(status, ["SHIPPED", "PARTIALLY_SHIPPED"])

        self.ship(sale, tracking="1Z79")
        self.account.action_push_shipments()
        order = self.amazon.order(second.amazon_ref)
        self.assertEqual(order["fulfillment"]["fulfillmentStatus"], "SHIPPED")
        self.assertEqual(len(self.amazon.shipments(second.amazon_ref)), 2)

    def test_orders_of_a_day_that_each_count_their_parcels_from_one_keep_their_numbers(self):
        first, second = self.buy(), self.buy()
        for document, tracking in ((first, "1ZA"), (second, "1ZB")):
            self.amazon.ship_order(document.amazon_ref, tracking=tracking, reference="1")
            self.sync_orders()

        pickings = first.sale_order_id.picking_ids
        self.assertEqual(set(pickings.mapped("state")), {"done"})
        self.assertEqual(set(pickings.mapped("carrier_tracking_ref")), {"1ZA", "1ZB"})


@tagged("post_install", "-at_install")
class TestStoreDays(ConsolidationCommon):
    def setUp(self):
        super().setUp()
        self.store.tz = self.home_tz

    def test_the_time_zone_is_that_of_the_marketplaces_country(self):
        self.assertEqual(self.store.tz, "America/Los_Angeles")
        for marketplace in self.env["amazon.marketplace"]._get_all():
            self.assertNotEqual(marketplace._get_time_zone(), "UTC", marketplace.name)

    def test_the_day_is_the_stores_not_that_of_utc(self):
        self.assertEqual(self.store._get_open_day(utc("2026-07-02 03:00:00")), date(2026, 7, 1))
        self.assertEqual(self.store._get_open_day(utc("2026-07-02 07:00:00")), date(2026, 7, 2))

    def test_after_the_time_at_which_the_day_ends_the_next_one_is_open(self):
        self.store.consolidation_time = 17.5
        before, after = utc("2026-07-02 00:29:00"), utc("2026-07-02 00:30:00")
        self.assertEqual(self.store._get_open_day(before), date(2026, 7, 1))
        self.assertEqual(self.store._get_open_day(after), date(2026, 7, 2))

    def test_days_of_a_clock_change_end_by_the_new_clock(self):
        self.store.consolidation_time = 18
        ends = [self.store._get_day_end(date(2026, 3, day)) for day in (7, 8)]
        self.assertEqual(ends, [utc("2026-03-08 02:00:00"), utc("2026-03-09 01:00:00")])
        ends = [
            self.store._get_day_end(date(2026, 10, 31)),
            self.store._get_day_end(date(2026, 11, 1)),
        ]
        self.assertEqual(ends, [utc("2026-11-01 01:00:00"), utc("2026-11-02 02:00:00")])

    def test_midnight_of_a_short_day_is_twenty_three_hours_later(self):
        start = self.store._get_day_end(date(2026, 3, 7))
        end = self.store._get_day_end(date(2026, 3, 8))
        self.assertEqual((end - start).total_seconds(), 23 * 3600)

    def test_open_days_follow_when_the_store_moves_its_clock(self):
        sale = self.buy().sale_order_id
        sale.amazon_is_late = False  # It is if Seattle's midnight has passed since the purchase.
        self.store.write({"consolidation_time": 12, "tz": "Asia/Tokyo"})

        self.assertEqual(sale.amazon_closes_at, self.store._get_day_end(sale.amazon_day))

    def test_the_job_closes_in_time_what_is_due_and_nothing_else(self):
        sale = self.buy().sale_order_id
        trigger = self.env["ir.cron.trigger"].search(
            [("cron_id.amazon_lane", "=", "consolidation")], order="id desc", limit=1
        )
        self.assertEqual(trigger.call_at, sale.amazon_closes_at)

        self.env["sale.order"]._cron_close_days()
        self.assertTrue(sale.amazon_closes_at)
        with freeze_time(sale.amazon_closes_at):
            self.env["sale.order"]._cron_close_days()
        self.assertFalse(sale.amazon_closes_at)

    def test_a_late_order_of_a_day_that_cannot_be_closed_is_imported(self):
        self.store.status_map_ids.target = "quotation"
        sale = self.buy().sale_order_id
        sale.order_line.product_id = False
        placed = self.document(sale.amazon_order_ids.amazon_ref).purchase_date
        self.end_day(sale)
        self.assertTrue(sale.amazon_closes_at)

        self.amazon.advance(minutes=1)
        ref = self.amazon.place_order(
            sku="MUG", raw_overrides={"createdTime": placed.isoformat() + "Z"}
        )
        for _ in range(6):
            self.sync_orders()
        document = self.document(ref)
        self.assertEqual(document.state, "done", document.reason)
