"""The dashboard: each number is what its list shows, for whoever may see it."""

import json
from datetime import timedelta

from odoo.tests import new_test_user, tagged

from ...models.dashboard.figures import FIGURES
from .common import DashboardCommon


@tagged("post_install", "-at_install")
class TestDashboard(DashboardCommon):
    def test_each_number_is_that_of_the_list_behind_it(self):
        self._bring_everything()

        card = self.card()

        counted = {name: card.get(name) for name in FIGURES if name != "payout"}
        listed = {name: len(self.listed(name)) for name in counted}
        self.assertEqual(counted, listed)
        self.assertTrue(all(counted.values()), counted)
        self.assertEqual((card["late"], card["held"], card["unmapped"]), (2, 1, 1))

    def _bring_everything(self):
        """One, or two, of all that a card counts."""
        self.env.user.tz = "Asia/Tokyo"
        self.order(-30)
        self.order(-1)
        midnight = self.store._get_midnight(self.store._get_first_days(1)[0])
        self.order(0).ship_by = midnight - timedelta(seconds=1)
        self.order(0).ship_by = midnight
        self.amazon.place_order(sku="STRANGER")
        refused = self.order(30)
        self.sync_orders()
        self.ship(refused.sale_order_id)
        refused.shipment_ids.write({"state": "failed"})
        self.amazon.add_listing("NEVER-SEEN", quantity=1)
        self.amazon.add_listing("MUG", quantity=1)
        self.store.action_sync_listings()
        self.store.push_stock = True
        self.env["amazon.listing"].search([("seller_sku", "=", "MUG")]).pushed_at = False
        self.bring_settlement()
        self.store._raise_trouble("feeds_failing", reason="No feed.")
        self.store.trouble_ids.told_at = self.now

    def test_what_was_shipped_is_to_be_shipped_no_longer(self):
        order = self.order(-1)
        self.assertEqual(self.card()["late"], 1)
        self.ship(order.sale_order_id)
        self.assertNotIn("late", self.card())

    def test_sales_are_those_of_the_last_weeks_by_the_readers_clock(self):
        self.env.user.tz = "America/Los_Angeles"
        days = self.store._get_first_days(9)
        begins = [self.store._get_midnight(day) for day in days]
        order = self.order(30, unit_price="12.50")
        second = timedelta(seconds=1)
        moments = [begins[0], begins[1] - second, begins[1], begins[-1] - second]
        for number, moment in enumerate([begins[0] - second, *moments, begins[-1]]):
            order.copy({"amazon_ref": f"COPY-{number}", "purchase_date": moment, "state": "done"})
        order.copy({"amazon_ref": "IGNORED", "purchase_date": begins[1], "state": "ignored"})
        order.copy({"amazon_ref": "GONE", "purchase_date": begins[1], "status": "CANCELLED"})
        order.purchase_date = begins[-2]
        self.env.flush_all()
        self.env.invalidate_all()

        (graph,) = json.loads(self.store.dashboard_graph)

        self.assertEqual(
            [bar["value"] for bar in graph["values"]], [25.0, 12.5, 0, 0, 0, 0, 0, 25.0]
        )
        self.assertIn("2 orders, $", graph["values"][0]["tip"].replace("\xa0", " "))
        self.assertEqual((self.card()["sold"], len(self.listed("sold"))), (2, 2))
        self.assertIn("25.00", self.card()["sales"])

    def test_only_who_sees_payouts_sees_their_money(self):
        payout = self.env["amazon.payout"].create(
            {
                "account_id": self.account.id,
                "store_id": self.store.id,
                "amazon_ref": "expected:1",
                "is_expected": True,
                "phase": "expected",
                "expected_on": "2030-01-05",
                "amount": 1234.5,
                "currency_id": self.env.ref("base.USD").id,
                "state": "done",
            }
        )
        payout.copy({"amazon_ref": "expected:2", "expected_on": "2030-01-19", "amount": 1})
        clerk = new_test_user(self.env, "clerk", groups="amazon_connector.group_user")
        books = new_test_user(self.env, "books", groups="amazon_connector.group_accountant")

        self.assertIn("1,234.50", self.card(user=books)["payout"])
        self.assertIn(payout, self.listed("payout", user=books))
        self.assertNotIn("payout", self.card(user=clerk))

    def test_an_accountant_sees_no_orders_and_is_led_to_settlements(self):
        self.order(-1)
        books = new_test_user(self.env, "books", groups="amazon_connector.group_accountant")
        card = self.card(user=books)
        self.assertFalse(card["sees_orders"])
        self.assertEqual(card["sold"], 0)
        self.assertFalse({"late", "held", "unlinked", "last_run"} & set(card))
        action = self.store.with_user(books).action_open_work()
        self.assertEqual(action["res_model"], "amazon.settlement")
        self.assertEqual(self.store.action_open_work()["res_model"], "amazon.order")

    def test_the_card_tells_when_jobs_ran_and_what_is_left_of_the_quota(self):
        self.sync_orders()
        card = self.card()
        self.assertTrue(card["last_run"] and card["next_run"])
        self.env["amazon.rate.bucket"].create(
            {
                "account_id": self.account.id,
                "operation": "scarce",
                "tokens": 2,
                "rate": 0.0001,
                "burst": 20,
                "refilled_at": self.now,
            }
        )
        card = self.card()
        self.assertEqual((card["quota"], card["quota_of"]), (10, "scarce"))

    def test_more_stores_take_no_more_queries(self):
        self.order(-1)
        self.sync_orders()
        stores = self.store
        for number in range(4):
            account = self.account.copy({"name": f"Account {number}"})
            account.state = "connected"
            store = self.store.copy({"account_id": account.id, "state": "live"})
            stores |= store
            self.document(self.order(-1).amazon_ref).copy(
                {"amazon_ref": f"COPY-{number}", "store_id": store.id, "account_id": account.id}
            )
        self.assertEqual(self._count_queries(self.store), self._count_queries(stores))

    def _count_queries(self, stores):
        for _round in range(2):  # The first one fills the caches of the registry.
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.cr.sql_log_count
            stores.mapped("dashboard")
        return self.cr.sql_log_count - before

    def test_the_button_of_a_store_counts_what_its_list_shows(self):
        self.amazon.place_order(sku="MUG", unit_price="9.99")
        gone = self.amazon.place_order(sku="LAMP", unit_price="9.99")
        self.sync_orders()
        self.document(gone).write({"state": "ignored"})
        arch = self.store.get_view(view_type="form")["arch"]
        opens = "action_view_orders" in arch
        context = {} if opens else self.env.ref("amazon_connector.amazon_order_action").context
        hidden = [("state", "!=", "ignored")] if "not_ignored" in str(context) else []
        shown = self.env["amazon.order"].search_count([("store_id", "=", self.store.id), *hidden])
        self.assertEqual(self.store.order_count, shown)
