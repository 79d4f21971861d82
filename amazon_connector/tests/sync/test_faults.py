"""What goes wrong at Amazon: nothing is lost or doubled, and the operation says what happened."""

from datetime import timedelta
from functools import partial
from unittest.mock import patch

from odoo import fields
from odoo.tests import tagged
from odoo.tests.common import _super_send
from odoo.tools import mute_logger

from ...models.connection import amazon_account
from ...spapi.client import Client
from ...spapi.tokens import TOKENS
from ..common import AmazonCommon


class FaultsCommon(AmazonCommon):
    def setUp(self):
        super().setUp()
        # A token of the test before would be refused and cost a call.
        TOKENS.clear()

    @property
    def schedule(self):
        return self.env["amazon.schedule"]._find_for("amazon.order", self.account)

    def assert_complete(self):
        """Every order of Amazon's is in Odoo exactly once, as one sales order."""
        refs = sorted(order["orderId"] for order in self.amazon.orders())
        documents = self.env["amazon.order"].search([("account_id", "=", self.account.id)])
        self.assertEqual(sorted(documents.mapped("amazon_ref")), refs)
        self.assertEqual(set(documents.mapped("state")), {"done"})
        sales = self.env["sale.order"].search([("amazon_store_id", "=", self.store.id)])
        self.assertEqual(sorted(sales.mapped("client_order_ref")), refs)
        self.assertEqual(self.amazon.violations(), [])

    def fetching_only(self):
        """Leave the processing to a later run: it is not what is looked at."""
        orders = self.env.registry["amazon.order"]
        return patch.object(orders, "_process_pending", return_value=True)

    def place_orders(self, number):
        return [self.amazon.place_order(sku="MUG") for _count in range(number)]


@tagged("post_install", "-at_install")
class TestFaultyAnswers(FaultsCommon):
    """Amazon gives no answer, or one that is none: the run is postponed and the next completes."""

    @classmethod
    def _request_handler(cls, session, request, /, **kwargs):
        # Odoo's network guard lengthens short time-outs; here one is to run out.
        return _super_send(session, request, **kwargs)

    def assert_postponed_then_complete(self, message):
        self.place_orders(2)

        operation = self.sync_orders()

        self.assertEqual(operation.state, "postponed")
        self.assertGreater(operation.retry_at, fields.Datetime.now())
        self.assertEqual(self.schedule.next_run, operation.retry_at)
        self.assertIn(message, self.messages(operation))
        self.assertEqual(self.account.state, "connected")
        self.assertFalse(self.env["amazon.order"].search([("account_id", "=", self.account.id)]))

        self.env["amazon.rate.bucket"].search([]).unlink()  # The quota has come back.
        again = self.sync_orders()
        self.assertEqual(again.state, "done", self.messages(again))
        self.assert_complete()

    def test_amazon_asks_to_wait_and_tells_its_rate(self):
        self.amazon.fault("searchOrders", "throttled")
        self.assert_postponed_then_complete("rate limit was reached")

    def test_amazon_asks_to_wait_without_telling_its_rate(self):
        self.amazon.fault("searchOrders", "throttled", with_rate=False)
        self.assert_postponed_then_complete("rate limit was reached")

    def test_a_server_error_with_a_page_of_html(self):
        self.amazon.fault("searchOrders", "server_error", html=True)
        self.assert_postponed_then_complete("rate limit was reached")

    def test_an_unavailable_service_with_a_page_of_html(self):
        self.amazon.fault("searchOrders", "unavailable_html")
        self.assert_postponed_then_complete("rate limit was reached")

    def test_a_connection_that_is_reset(self):
        self.amazon.fault("searchOrders", "connection_reset")
        self.assert_postponed_then_complete("connection to Amazon broke")

    def test_an_answer_that_takes_too_long(self):
        self.amazon.fault("searchOrders", "slow", seconds=2)
        with patch.object(amazon_account, "Client", partial(Client, timeout=0.5)):
            self.assert_postponed_then_complete("did not answer in time")

    def test_an_access_token_that_has_expired_is_renewed_at_once(self):
        self.place_orders(1)
        self.amazon.fault("searchOrders", "expired_token")

        self.assertEqual(self.sync_orders().state, "done")

        self.assertEqual(self.amazon.calls()["token"], 3, "To connect, to sync, to renew.")
        self.assert_complete()


@tagged("post_install", "-at_install")
class TestRefusals(FaultsCommon):
    """Amazon refuses us: a person is told once, and the work goes on after the remedy."""

    def assert_needs_person(self, operation, message):
        self.assertEqual(operation.state, "failed")
        self.assertIn(message, self.messages(operation))
        self.assertEqual(self.account.state, "error")
        self.assertIn(message, self.account.state_reason)
        self.assertEqual(len(self.account.activity_ids), 1)

    def assert_lanes_leave_it_alone(self):
        self.amazon.reset_calls()
        self.schedule.next_run = fields.Datetime.now()
        self.env["amazon.schedule"]._cron_lane("amazon.order")
        self.assertEqual(self.amazon.calls(), {})

    def test_a_forbidden_account_waits_for_a_person(self):
        self.place_orders(1)
        for operation in ("searchOrders", "getMarketplaceParticipations"):
            self.amazon.fault(operation, "forbidden_message", count=4)

        self.assert_needs_person(self.sync_orders(), "denies the access: Forbidden")
        self.assert_lanes_leave_it_alone()

        self.amazon.clear_faults()
        self.assertEqual(self.account.action_test_connection().state, "done")
        self.assertEqual(self.account.state, "connected")
        self.assertFalse(self.account.activity_ids)
        self.sync_orders()
        self.assert_complete()

    def test_a_revoked_authorisation_waits_for_a_new_one(self):
        self.place_orders(1)
        self.amazon.revoke_token()

        self.assert_needs_person(self.sync_orders(), "expired or revoked")
        self.assert_needs_person(self.sync_orders(), "expired or revoked")
        self.assert_lanes_leave_it_alone()

    def test_a_token_refused_again_and_again_ends_the_run(self):
        self.place_orders(1)
        self.amazon.fault("searchOrders", "revoked_token", count=10)

        operation = self.sync_orders()

        self.assertEqual(operation.state, "failed")
        self.assertLessEqual(self.amazon.calls()["searchOrders"], 4)
        self.amazon.clear_faults()
        self.account.action_test_connection()
        self.sync_orders()
        self.assert_complete()


@tagged("post_install", "-at_install")
class TestFaultyPages(FaultsCommon):
    """Amazon's pages repeat, overtake or leave out orders."""

    def test_a_page_that_comes_twice_brings_nothing_twice(self):
        self.place_orders(3)
        self.amazon.fault("searchOrders", "duplicate_page")

        operation = self.sync_orders()

        self.assertEqual((operation.received, operation.skipped), (3, 3))
        self.assert_complete()

    def test_a_page_that_never_ends_is_given_up_for_now(self):
        self.place_orders(3)
        self.amazon.fault("searchOrders", "duplicate_page", count=100)

        operation = self.sync_orders()

        self.assertEqual(operation.state, "postponed")
        self.assertIn("same page again", self.messages(operation))
        self.assertLessEqual(self.amazon.calls()["searchOrders"], 5)
        self.amazon.clear_faults()
        self.assertEqual(self.sync_orders().state, "done")
        self.assert_complete()

    def test_an_order_left_out_of_its_page_is_found_by_the_nightly_search(self):
        first, missed = self.place_orders(2)
        self.amazon.fault("searchOrders", "omit_order", order_id=missed)
        self.sync_orders()
        self.assertFalse(self.document(missed))
        self.schedule.cursor += timedelta(hours=8)
        self.amazon.advance(hours=8)
        self.sync_orders()
        self.assertFalse(self.document(missed), "The usual window starts later.")

        self.schedule.rescanned_at -= timedelta(hours=24)
        self.sync_orders()

        self.assertEqual(self.document(first).state, "done")
        self.assert_complete()

    def test_a_fault_in_the_middle_keeps_the_pages_before_it(self):
        self.amazon.reset("big", orders=150, skus=3, rates=False, visibility_lag_seconds=0)
        with self.fetching_only():
            self.sync_then_fail_on_second_page()
            self.assertEqual(self.count_documents(), 100)
            self.sync_orders()
        self.assertEqual(self.count_documents(), 150)
        self.assertEqual(self.amazon.calls()["searchOrders"], 3)

    def sync_then_fail_on_second_page(self):
        """Let the connection break when the first page is stored."""
        orders = self.env.registry["amazon.order"]
        receive = orders._receive

        def receive_and_break(documents, *args):
            self.amazon.fault("searchOrders", "connection_reset")
            return receive(documents, *args)

        with patch.object(orders, "_receive", receive_and_break):
            self.assertEqual(self.sync_orders().state, "postponed")

    def count_documents(self):
        return self.env["amazon.order"].search_count([("account_id", "=", self.account.id)])


@tagged("post_install", "-at_install")
class TestFaultyDocuments(FaultsCommon):
    """Reports and feeds arrive broken, or do less than they say."""

    def setUp(self):
        super().setUp()
        self.amazon.add_listing("MUG", title="Tasse für Kaffee – groß", quantity=5)
        self.amazon.add_listing("LAMP", quantity=5)

    def listing(self, sku):
        return self.env["amazon.listing"].search(
            [("store_id", "=", self.store.id), ("seller_sku", "=", sku)]
        )

    def test_a_report_that_breaks_off_changes_nothing_and_is_fetched_again(self):
        self.amazon.fault("getReportDocument", "truncated_gzip")

        operation = self.store.action_sync_listings()

        self.assertIn(operation.state, ("postponed", "failed"))
        self.assertTrue(self.messages(operation))
        self.assertFalse(self.listing("MUG"))
        self.assertEqual(self.store.action_sync_listings().state, "done")
        self.assertEqual(self.listing("MUG").product_id, self.mug)

    def test_a_report_in_another_charset_than_announced_keeps_its_letters(self):
        self.amazon.fault("getReportDocument", "wrong_charset")

        self.assertEqual(self.store.action_sync_listings().state, "done")

        self.assertEqual(self.listing("MUG").title, "Tasse für Kaffee – groß")

    @mute_logger("odoo.addons.amazon_connector.models.stock.amazon_submission")
    def test_quantities_that_a_feed_did_not_apply_are_told_and_sent_again(self):
        self.store.push_stock = True
        self.store.action_sync_listings()
        self.amazon.fault("createFeed", "feed_not_applied", skus=["LAMP"])
        with patch("odoo.addons.amazon_connector.models.stock.amazon_submission.MOST_PATCHES", 0):
            self.assertEqual(self.store.action_push_stock().sent, 2)
            self.amazon.advance(minutes=1)
            read = self.store.action_push_stock()

        self.assertEqual((read.processed, read.failed), (1, 1))
        self.assertEqual(self.amazon.listing("MUG")["quantity"], 100)
        self.assertEqual(self.amazon.listing("LAMP")["quantity"], 5)
        self.assertIn("could not be applied", self.listing("LAMP").push_error)

        self._put_in_stock(self.lamp, 1)
        self.store.action_push_stock()

        self.assertEqual(self.amazon.listing("LAMP")["quantity"], 101)
        self.assertFalse(self.listing("LAMP").push_error)


@tagged("post_install", "-at_install")
class TestCallsPerOrder(FaultsCommon):
    def test_a_thousand_new_orders_cost_ten_searches_and_no_other_reading_call(self):
        self.amazon.reset("big", orders=1000, skus=5, rates=False, visibility_lag_seconds=0)
        with self.fetching_only():
            operation = self.sync_orders()

        self.assertEqual(self.amazon.calls(), {"token": 1, "searchOrders": 10})
        self.assertEqual((operation.received, operation.api_calls), (1000, 10))
        self.assertEqual(operation.api_call_detail, "searchOrders 10")
        stored = self.env["amazon.order"].search([("account_id", "=", self.account.id)])
        self.assertEqual(
            sorted(stored.mapped("amazon_ref")),
            sorted(order["orderId"] for order in self.amazon.orders()),
        )
