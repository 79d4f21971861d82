"""Orders that change at Amazon after their import are updated, never doubled (B12)."""

import copy

from odoo.tests import tagged

from ..cancellation.test_cancellations import CancellationsCommon
from .test_order_changes import TWO_LINES


@tagged("post_install", "-at_install")
class TestOrderUpdates(CancellationsCommon):
    def receive_changed(self, ref, change, state="done"):
        """Amazon shows the order as `change` makes it: what the simulator's Amazon never does."""
        payload = copy.deepcopy(self.amazon.order(ref))
        change(payload)
        payload["lastUpdatedTime"] = "2035-01-01T00:00:00Z"
        account = self.account._work_env()
        with account.env["amazon.operation"]._record(account, "amazon.order") as operation:
            documents = account.env["amazon.order"]._receive(account, [payload], operation)
            documents._process_safely()
        self.assertEqual(documents.state, state, documents.reason)

    def assert_single(self, ref):
        """One sales order, one line per item, nothing twice."""
        sale = self.sale(ref)
        found = self.env["sale.order"].search([("client_order_ref", "=", ref)])
        self.assertEqual(found, sale)
        items = sale.order_line.amazon_item_id
        self.assertEqual(len(items), len(sale.order_line.filtered("amazon_item_id")))
        self.assertEqual(len(self.document(ref).item_ids), len(items))

    def test_a_new_item_becomes_a_new_line_of_the_open_delivery(self):
        ref = self.place_and_import()

        def add_cable(payload):
            item = copy.deepcopy(payload["orderItems"][0])
            item["orderItemId"] = "99999999999999"
            item["product"].update(sellerSku="CABLE", title="USB cable")
            payload["orderItems"].append(item)

        self.receive_changed(ref, add_cable)

        self.assertEqual(self.line(ref, self.cable).product_uom_qty, 3)
        self.assertEqual(self.reserved(self.cable), 3)
        self.assertEqual(len(self.sale(ref).picking_ids), 1)
        self.assert_single(ref)

    def test_the_delivery_date_follows_amazons_until_a_person_sets_another(self):
        ref = self.place_and_import()
        sale = self.sale(ref)

        def want(day):
            window = {"latestDateTime": f"2034-05-{day}T06:59:59Z"}
            self.receive_changed(ref, lambda told: told["fulfillment"].update(shipByWindow=window))

        want("01")
        self.assertEqual(str(sale.commitment_date), "2034-05-01 06:59:59")
        self.assertEqual(sale.picking_ids.date_deadline, sale.commitment_date)
        sale.commitment_date = "2034-04-20 12:00:00"
        want("09")
        self.assertEqual(str(self.document(ref).ship_by), "2034-05-09 06:59:59")
        self.assertEqual(str(sale.commitment_date), "2034-04-20 12:00:00")

    def test_a_quotation_learns_its_delivery_date_when_the_order_is_paid(self):
        self.store.status_map_ids.filtered(
            lambda row: (row.status, row.fulfilled_by) == ("PENDING", "MERCHANT")
        ).target = "quotation"
        ref = self.amazon.place_order(lines=TWO_LINES, status="PENDING")
        self.amazon.strip_order(ref, "fulfillment.shipByWindow")
        self.sync_orders()
        self.assertFalse(self.sale(ref).commitment_date)

        window = {"latestDateTime": "2034-05-01T06:59:59Z"}
        self.amazon.release_order(ref)
        self.receive_changed(ref, lambda told: told["fulfillment"].update(shipByWindow=window))

        self.assertEqual(self.sale(ref).state, "sale")
        self.assertEqual(self.sale(ref).commitment_date, self.document(ref).ship_by)
        self.assertTrue(self.sale(ref).commitment_date)

    def test_a_new_item_with_an_unknown_sku_holds_the_order_until_it_is_linked(self):
        ref = self.place_and_import()
        sale = self.sale(ref)

        def add_stranger(payload):
            item = copy.deepcopy(payload["orderItems"][0])
            item["orderItemId"] = "99999999999999"
            item["product"].update(sellerSku="STRANGER")
            payload["orderItems"].append(item)

        self.receive_changed(ref, add_stranger, state="held")
        self.assertEqual(self.sale(ref), sale)

        self.document(ref).item_ids.listing_id.filtered(
            lambda listing: listing.seller_sku == "STRANGER"
        ).product_id = self.cable
        self.env["amazon.order"]._cron_process()

        self.assertEqual(self.document(ref).state, "done", self.document(ref).reason)
        self.assertEqual(self.line(ref, self.cable).product_uom_qty, 3)
        self.assert_single(ref)

    def test_more_units_reach_the_open_delivery(self):
        ref = self.place_and_import()

        def more(payload):
            item = next(i for i in payload["orderItems"] if i["product"]["sellerSku"] == "MUG")
            item["quantityOrdered"] = 5
            item["fulfillment"]["quantityUnfulfilled"] = 5

        self.receive_changed(ref, more)

        self.assertEqual(self.line(ref, self.mug).product_uom_qty, 5)
        self.assertEqual(self.reserved(self.mug), 5)
        self.assert_single(ref)

    def test_address_and_quantity_changed_at_once_after_a_part_was_delivered(self):
        ref = self.place_and_import()
        part = self.deliver_part(ref, 1)
        self.amazon.change_address(ref, {"addressLine1": "221B Baker Street"})
        self.amazon.change_quantity(ref, self.item(ref, "MUG"), 2)

        self.sync_orders()

        self.assertEqual(self.document(ref).state, "done", self.document(ref).reason)
        (rest,) = self.sale(ref).picking_ids - part
        self.assertEqual(rest.partner_id.street, "221B Baker Street")
        self.assertNotEqual(part.partner_id.street, "221B Baker Street")
        mugs = rest.move_ids.filtered(lambda move: move.product_id == self.mug)
        self.assertEqual(mugs.product_uom_qty, 1)
        self.assertFalse(self.tasks(ref))
        self.assert_single(ref)

    def test_the_same_change_heard_twice_changes_once(self):
        ref = self.place_and_import()
        self.amazon.change_quantity(ref, self.item(ref, "MUG"), 2)

        self.sync_orders()
        self.document(ref).action_reload()
        self.document(ref).action_process()

        self.assertEqual(self.line(ref, self.mug).product_uom_qty, 2)
        self.assertEqual(self.reserved(self.mug), 2)
        self.assert_same_total(ref)
        self.assert_single(ref)

    def test_items_that_amazon_leaves_out_altogether_are_not_gone(self):
        ref = self.place_and_import()
        self.receive_changed(ref, lambda payload: payload.update(orderItems=None))
        self.assertEqual(self.line(ref, self.mug).product_uom_qty, 3)

    def test_an_item_that_amazon_leaves_out_is_not_gone(self):
        ref = self.place_and_import()
        self.receive_changed(ref, lambda payload: payload["orderItems"].pop())
        self.assertEqual(self.line(ref, self.lamp).product_uom_qty, 1)

    def test_a_sales_order_brought_back_to_life_is_not_cancelled_at_amazon(self):
        self.store.cancel_at_amazon = "always"
        ref = self.place_and_import()
        self.sale(ref).action_cancel()
        self.sale(ref).action_draft()
        self.sale(ref).action_confirm()
        self.account.action_push_cancellations()
        self.amazon.advance(minutes=1)
        self.account.action_push_cancellations()
        self.assertEqual(self.amazon.order(ref)["fulfillment"]["fulfillmentStatus"], "UNSHIPPED")
