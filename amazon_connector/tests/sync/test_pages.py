"""Pages and windows: what Amazon no longer honors, or refuses to give, is asked for otherwise."""

from datetime import timedelta

from odoo import fields
from odoo.tests import tagged

from ...spapi.operations.permitted import PERSONAL_DATA
from ...spapi.tokens import TOKENS
from ..common import AmazonCommon

ROLES_WITHOUT_BUYERS = [
    "Inventory and Order Tracking",
    "Product Listing",
    "Amazon Fulfillment",
    "Selling Partner Insights",
    "Finance and Accounting",
]
ROLES = ["Direct-to-Consumer Delivery (Restricted)", *ROLES_WITHOUT_BUYERS]
REFUSED = "The includedData value PACKAGES is not allowed."


class PagesCommon(AmazonCommon):
    def setUp(self):
        super().setUp()
        TOKENS.clear()

    @property
    def schedule(self):
        return self.env["amazon.schedule"]._find_for("amazon.order", self.account)

    def many_orders(self, number=150):
        self.amazon.reset("big", orders=number, skus=3, rates=False, visibility_lag_seconds=0)
        TOKENS.clear()  # The one that is kept is of the Amazon before.

    def many_orders_in_a_window(self):
        # Going live has asked for a window of its own.
        self.sync_orders()
        self.many_orders()

    def searches(self):
        return [call["query"] for call in self.amazon.requests("searchOrders")]

    def count_documents(self):
        return self.env["amazon.order"].search_count([("account_id", "=", self.account.id)])


@tagged("post_install", "-at_install")
class TestPageTokens(PagesCommon):
    def test_a_token_that_amazon_refuses_is_dropped_and_the_window_asked_for_anew(self):
        self.many_orders_in_a_window()
        self.schedule.write(
            {
                "window_from": "2020-01-01 00:00:00",
                "page_token": "gone",
                "page_token_at": fields.Datetime.now(),
            }
        )

        operation = self.sync_orders()

        self.assertEqual(operation.state, "done", self.messages(operation))
        self.assertEqual(self.count_documents(), 150)
        tokens = [query.get("paginationToken") for query in self.searches()]
        self.assertEqual(tokens[:2], ["gone", None])
        starts = {query["lastUpdatedAfter"] for query in self.searches()}
        self.assertEqual(len(starts), 1, "It is the same window.")
        self.assertFalse(self.schedule.page_token)
        self.assertFalse(self.schedule.window_from)

    def test_a_token_that_is_a_day_old_is_not_even_tried(self):
        self.many_orders_in_a_window()
        self.schedule.write(
            {
                "window_from": "2020-01-01 00:00:00",
                "page_token": "old",
                "page_token_at": fields.Datetime.now() - timedelta(hours=23),
            }
        )

        self.assertEqual(self.sync_orders().state, "done")

        self.assertEqual(self.count_documents(), 150)
        self.assertNotIn("old", [query.get("paginationToken") for query in self.searches()])

    def test_a_wide_window_that_is_begun_anew_stays_wide(self):
        self.sync_orders()
        self.schedule.rescanned_at -= timedelta(hours=24)
        self.amazon.fault("searchOrders", "connection_reset")
        self.assertEqual(self.sync_orders().state, "postponed")
        wide = self.schedule.window_from
        self.assertLess(wide, fields.Datetime.now() - timedelta(hours=25))
        self.env["amazon.rate.bucket"].search([]).unlink()
        self.amazon.reset_calls()

        self.assertEqual(self.sync_orders().state, "done")

        self.assertIn(wide.isoformat()[:16], self.searches()[0]["lastUpdatedAfter"])

    def test_an_answer_without_a_list_of_orders_ends_no_window(self):
        """What a gateway answers in Amazon's place is not the news that there is none."""
        self.sync_orders()
        before = self.schedule.cursor
        ref = self.amazon.place_order(sku="MUG")
        self.amazon.answer("searchOrders", body={"payload": {}})

        operation = self.sync_orders()

        self.assertEqual((operation.state, self.schedule.cursor), ("failed", before))
        self.assertIn("orders: is missing", self.messages(operation))
        self.sync_orders()
        self.assertEqual(self.sale(ref).state, "sale")

    def test_a_bound_that_is_still_to_come_leaves_no_gap(self):
        self.sync_orders()
        ahead = fields.Datetime.now() + timedelta(days=30)
        body = {"orders": [], "lastUpdatedBefore": f"{ahead:%Y-%m-%dT%H:%M:%SZ}"}
        self.amazon.answer("searchOrders", body=body)

        self.sync_orders()

        self.assertLessEqual(self.schedule.cursor, fields.Datetime.now())
        ref = self.amazon.place_order(sku="MUG")
        self.sync_orders()
        self.assertEqual(self.sale(ref).state, "sale")

    def test_a_load_begins_its_period_anew_when_its_token_is_refused(self):
        self.many_orders()
        load = self.env["amazon.order.load"].create(
            {
                "account_id": self.account.id,
                "kind": "dates",
                "date_from": fields.Datetime.now() - timedelta(days=400),
                "page_token": "gone",
                "page_token_at": fields.Datetime.now(),
                "found_count": 100,
            }
        )

        load.action_start()

        self.assertEqual((load.state, load.found_count), ("done", 150))
        tokens = [query.get("paginationToken") for query in self.searches()]
        self.assertEqual(tokens[:2], ["gone", None])


@tagged("post_install", "-at_install")
class TestRefusedData(PagesCommon):
    """A part of an order that Amazon refuses does not keep back the orders."""

    def refuse_packages(self):
        self.amazon.refuse(
            "searchOrders", 400, REFUSED, when={"query": {"includedData": "PACKAGES"}}, times=None
        )

    def test_it_is_left_out_and_named_and_orders_go_on(self):
        ref = self.amazon.place_order(sku="MUG")
        self.refuse_packages()

        operation = self.sync_orders()

        self.assertEqual(operation.state, "done", self.messages(operation))
        self.assertEqual(self.document(ref).state, "done")
        self.assertEqual(self.account.refused_data, "PACKAGES")
        self.assertIn("PACKAGES", self.messages(operation))
        self.amazon.reset_calls()
        again = self.sync_orders()
        self.assertEqual(self.amazon.calls()["searchOrders"], 1, "It is not asked for each time.")
        self.assertNotIn("PACKAGES", self.messages(again), "It is said once.")

    def test_a_day_later_it_is_asked_for_again(self):
        self.refuse_packages()
        self.sync_orders()
        self.amazon.clear_faults()
        self.account.refused_data_at -= timedelta(days=1)
        self.amazon.reset_calls()

        self.sync_orders()

        self.assertIn("PACKAGES", str(self.searches()[0]["includedData"]))

    def test_what_amazon_tells_again_is_not_refused_any_more(self):
        self.amazon.set_roles(self.account.selling_partner_id, ROLES_WITHOUT_BUYERS)
        self.refuse_packages()
        self.sync_orders()
        roles = self.account.role_ids
        self.assertEqual(set(self.account.refused_data.split(", ")), {*PERSONAL_DATA, "PACKAGES"})
        self.amazon.set_roles(self.account.selling_partner_id, ROLES)

        self.sync_orders()
        self.assertIn("RECIPIENT", self.account.refused_data, "nobody has asked for it anew")
        self.account.refused_data_at -= timedelta(days=1)
        operation = self.sync_orders()

        self.assertEqual(self.account.refused_data, "PACKAGES")
        self.assertNotIn("PACKAGES", self.messages(operation), "It is said once.")
        self.account.roles_tried_at = fields.Datetime.now()
        self.env.invalidate_all()
        self.assertNotIn("missing", roles.mapped("state"))

    def test_a_part_that_rests_is_kept_while_orders_are_read(self):
        """Between a question and its answer a day may end."""
        ref = self.amazon.place_order(sku="MUG")
        self.sync_orders()
        self.account.write({"refused_data": "RECIPIENT", "refused_data_at": fields.Datetime.now()})
        asked = self.account._get_included_data()
        client = self.account._get_client()
        self.account.refused_data_at -= timedelta(days=1)
        self.amazon.advance(minutes=1)
        self.amazon.touch_order(ref)
        payload = client.get_order(ref, asked)
        document = self.document(ref)

        document._receive(self.account, [payload], self.account.action_sync_payouts())

        self.assertIn("deliveryAddress", document.payload)

    def test_the_test_of_the_connection_clears_it(self):
        self.refuse_packages()
        self.sync_orders()

        self.account.action_test_connection()

        self.assertFalse(self.account.refused_data)
