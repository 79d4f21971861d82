"""Disconnecting an account: credentials, listings and log go, the company's documents stay (A6)."""

from datetime import timedelta

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import new_test_user, tagged

from ..common import AmazonCommon
from ..connection.filling import Filling
from ..settlements.common import commission, report, sale

GONE = {
    "amazon.trouble",
    "amazon.listing",
    "amazon.listing.product",
    "amazon.submission",
    "amazon.submission.message",
    "amazon.fba.stock",
    "amazon.order.load",
    "amazon.order.load.line",
    "amazon.operation",
    "amazon.operation.line",
    "amazon.schedule",
    "amazon.rate.bucket",
    "amazon.rehearsal",
    "amazon.rehearsal.line",
    "amazon.rehearsal.need",
    "amazon.rehearsal.quantity",
    "amazon.setup.link",
}
CREDENTIALS = ("lwa_client_id", "lwa_client_secret", "refresh_token")
OF_ODOO = ("sale.order", "sale.order.line", "stock.picking", "stock.move", "account.move")
# Rows of views and a hand-over between workers say nothing about what was deleted.
PASSING = {"amazon.signal", "amazon.settlement.unmapped", "amazon.todo"}


@tagged("post_install", "-at_install")
class TestWhatGoes(Filling):
    def test_of_every_model_it_is_clear_whether_it_goes_or_stays(self):
        records = self.fill_every_model()
        names = {*records, *OF_ODOO} - PASSING
        before = self.count(names)

        self.account.action_disconnect()

        after = self.count(names)
        self.assertEqual({name for name in names if after[name] != before[name]}, GONE)
        self.assertFalse([name for name in GONE if after[name]])

    def count(self, names):
        self.env.flush_all()
        return {
            name: self.env[name].with_context(active_test=False).search_count([])
            for name in sorted(names)
        }


@tagged("post_install", "-at_install")
class TestDisconnect(AmazonCommon):
    def setUp(self):
        super().setUp()
        self.ref = self.amazon.place_order(sku="MUG", unit_price="9.99")
        self.open_ref = self.amazon.place_order(sku="LAMP", unit_price="9.99")
        self.held_ref = self.amazon.place_order(sku="STRANGER", unit_price="9.99")
        self.amazon.add_listing("MUG", quantity=1)
        self.store.action_sync_listings()
        self.sync_orders()
        self.ship(self.sale(self.ref))
        self.sale(self.ref)._create_invoices().action_post()

    def test_no_credential_is_left_and_nobody_calls_amazon(self):
        self.account.action_disconnect()
        self.env.flush_all()
        self.cr.execute(
            "SELECT lwa_client_id, lwa_client_secret, refresh_token, authorization_nonce"
            " FROM amazon_account WHERE id = %s",
            [self.account.id],
        )
        self.assertFalse(any(self.cr.fetchone()))
        self.assertEqual((self.account.state, self.account.active), ("draft", False))
        self.assertEqual((self.store.state, self.store.active), ("paused", False))
        self.assertIn("Disconnected by", self.account.message_ids[0].body)

        self.amazon.reset_calls()
        for lane in ("amazon.order", "amazon.listing", "amazon.shipment"):
            self.env["amazon.schedule"]._cron_lane(lane)
        self.env["amazon.trouble"]._cron_follow()
        self.assertEqual(self.amazon.calls(), {})

    def test_open_documents_are_named_and_stay_as_they_are(self):
        dialogue = self.env["amazon.account.disconnect"].create({"account_id": self.account.id})
        self.assertIn("Amazon Order: 1", dialogue.open_documents)
        self.assertIn("Amazon Shipment: 1", dialogue.open_documents)
        self.assertEqual(dialogue.order_count, 3)

        dialogue.action_confirm()

        self.assertEqual(self.document(self.held_ref).state, "held")
        self.assertEqual(self.document(self.ref).shipment_ids.state, "pending")
        self.assertEqual(self.sale(self.ref).invoice_ids.state, "posted")
        # Who picks goes on.
        self.ship(self.sale(self.open_ref), tracking="1Z5")
        self.assertEqual(self.sale(self.open_ref).picking_ids.state, "done")

    def test_the_accountant_goes_on_with_a_settlement(self):
        text = report([sale(order_id=self.ref, sku="MUG"), commission()])
        settlement = self.env["amazon.settlement"].create_from_file(
            self.account, "june.txt", text.encode()
        )
        self.account.action_disconnect()

        settlement.action_process()

        self.assertEqual(settlement.line_ids.amazon_order_id, self.document(self.ref))
        self.assertIn(self.store, settlement.line_ids.store_id)

    def test_twice_is_once(self):
        self.account.action_disconnect()
        at = self.account.disconnected_at

        self.account.action_disconnect()

        self.assertEqual(len(self.account.message_ids.filtered("body")), 1)
        self.assertEqual(self.account.disconnected_at, at)

    def test_connected_again_it_goes_on_without_one_order_twice(self):
        archived = self.account.store_ids - self.store
        archived[0].active = False
        vals = self._prepare_account_vals("SELLER1")
        orders, sales = self.env["amazon.order"].search_count([]), self.sale(self.ref)
        self.account.action_disconnect()

        self.account.write({**vals, "active": True})
        self.account.action_test_connection()
        self.account.action_load_stores()
        self.assertEqual((self.store.active, self.store.state), (True, "paused"))
        self.assertFalse(archived[0].active, "it was in the archive before")
        self.store.action_go_live()
        self.store.action_sync_listings()
        self.account.action_push_shipments()
        new = self.amazon.place_order(sku="MUG", unit_price="9.99")
        self.sync_orders()

        self.assertEqual(self.env["amazon.order"].search_count([]), orders + 1)
        self.assertEqual(self.sale(self.ref), sales)
        self.assertEqual(self.sale(new).state, "sale")
        self.assertEqual(len(self.amazon.shipments(self.ref)), 1)
        self.assertFalse(self.account.disconnected_at)

    def test_new_credentials_bring_it_back_as_it_says(self):
        vals = self._prepare_account_vals("SELLER1")
        self.account.action_disconnect()
        self.assertIn("Enter credentials to connect it again", self.account.state_reason)

        self.account.web_save({name: vals[name] for name in CREDENTIALS}, {})
        self.account.with_context(amazon_entry_point="action_connect").action_run()

        self.assertEqual((self.account.state, self.account.active), ("connected", True))
        self.assertEqual((self.store.active, self.store.state), (True, "paused"))
        self.assertEqual(set(self.account.role_ids.mapped("state")), {"granted"})
        self.assertEqual(self.account.setup_next, "live")

    def test_the_seller_brings_it_back_through_a_setup_link(self):
        vals = self._prepare_account_vals("SELLER1")
        self.account.action_disconnect()
        self.account.write({name: vals[name] for name in CREDENTIALS[:2]})
        url = self.env["amazon.setup.link"]._create_for(self.account, "owner@example.com")[1]

        token = url.rpartition("/")[2]

        self.assertTrue(self.env["amazon.setup.link"]._find_open(token))
        self.account.disconnected_at = False  # Somebody has put it into the archive.
        self.assertFalse(self.env["amazon.setup.link"]._find_open(token))

    def test_of_a_seller_who_is_connected_anew_it_stays_away(self):
        vals = self._prepare_account_vals("SELLER1")
        self.account.action_disconnect()
        other = self._connect_account("SELLER1", name="The new one")

        self.account.write({name: vals[name] for name in CREDENTIALS})
        operation = self.account.action_test_connection()

        self.assertIn("connected already as account The new one", self.messages(operation))
        self.assertEqual((self.account.active, other.active), (False, True))

    def test_while_a_job_runs_it_waits(self):
        schedule = self.env["amazon.schedule"]._find_for("amazon.order", self.account)
        schedule.leased_until = fields.Datetime.now() + timedelta(minutes=5)

        with self.assertRaisesRegex(UserError, "running right now"):
            self.account.action_disconnect()

        self.assertTrue(self.account.refresh_token)

    def test_an_amazon_user_disconnects_nothing(self):
        clerk = new_test_user(self.env, "clerk", groups="amazon_connector.group_user")
        boss = new_test_user(self.env, "boss", groups="amazon_connector.group_manager")

        for act in (
            self.account.with_user(clerk).action_ask_disconnect,
            self.account.with_user(clerk).action_disconnect,
        ):
            with self.assertRaises(AccessError):
                act()
        self.account.with_user(boss).action_disconnect()

        self.assertIn("boss", self.account.message_ids[0].body)

    def test_another_account_keeps_everything(self):
        self.amazon.add_seller("SELLER2", "NA", ["US"])
        other = self._connect_account("SELLER2")
        self._open_store("US", other).action_sync_listings()
        count = len(other.schedule_ids)

        self.account.action_disconnect()

        self.assertTrue(other.refresh_token)
        self.assertEqual(len(other.schedule_ids), count)
        self.assertTrue(self.env["amazon.operation"].search([("account_id", "=", other.id)]))
