"""Troubles: told once, worded for their reader, closed by themselves, with a button that helps."""

from datetime import timedelta
from unittest.mock import patch

from odoo import fields
from odoo.exceptions import AccessError
from odoo.tests import new_test_user, tagged

from ...models.troubles.trouble_kind import TroubleKind
from ...spapi.errors import Unauthorized
from ..common import AmazonCommon

GERMAN = {
    "The buyer asks to cancel": "Der Käufer möchte stornieren",
    "Amazon orders wait for a product": "Amazon-Aufträge warten auf ein Produkt",
}


@tagged("post_install", "-at_install")
class TestTroubles(AmazonCommon):
    def setUp(self):
        super().setUp()
        self.responsible = new_test_user(
            self.env,
            "responsible",
            groups="amazon_connector.group_user,sales_team.group_sale_manager",
        )
        self.account.user_id = self.responsible

    def troubles(self, record, *kinds):
        """The open troubles of a record, of some kinds or all."""
        own = self.env["amazon.trouble"].search(
            [
                ("res_model", "=", record._name),
                ("res_id", "=", record.id),
                ("closed_at", "=", False),
            ]
        )
        return own.filtered(lambda trouble: not kinds or trouble.kind in kinds)

    def held(self, sku="STRANGER"):
        ref = self.amazon.place_order(sku=sku, unit_price="9.99")
        self.sync_orders()
        self.assertEqual(self.document(ref).state, "held")
        return self.document(ref)

    # Told once, closed by itself

    def test_what_many_orders_wait_for_is_told_once_per_store_and_closed_when_it_is_there(self):
        first, second = self.held("STRANGER"), self.held("GUEST")

        (trouble,) = self.troubles(self.store)
        self.assertEqual(trouble.key, "held_product:amazon.order")
        self.assertEqual(trouble.user_id, self.responsible)
        self.assertIn("Orders on hold: 2", trouble.sentence)
        self.assertIn("GUEST, STRANGER", trouble.sentence)
        (activity,) = self.store.activity_ids
        self.assertEqual((activity.user_id, activity.summary), (self.responsible, trouble.title))
        self.assertIn("GUEST, STRANGER", activity.note)

        first.item_ids.listing_id.product_id = self.cable
        self.sync_orders()
        self.assertEqual(first.state, "done")
        (trouble,) = self.troubles(self.store)
        self.assertNotIn("STRANGER", trouble.sentence, "only the other order still waits")

        second.item_ids.listing_id.product_id = self.cable
        self.sync_orders()
        self.assertTrue(trouble.closed_at)
        self.assertFalse(self.store.activity_ids)

    def test_a_trouble_closes_its_own_key_and_no_other(self):
        self.store._raise_trouble("day_not_closed:S1", sale="S1", reason="no tax")
        self.store._raise_trouble("day_not_closed:S2", sale="S2", reason="no tax")
        held = self.held()

        held.item_ids.listing_id.product_id = self.cable
        self.sync_orders()
        self.store._close_troubles("day_not_closed:S1")

        self.assertEqual(self.troubles(self.store).mapped("key"), ["day_not_closed:S2"])
        self.assertEqual(len(self.store.activity_ids), 1)
        self.store._close_troubles("day_not_closed")
        self.assertFalse(self.troubles(self.store))

    def test_what_a_person_has_marked_as_done_is_not_told_again_while_it_lasts(self):
        self.held("STRANGER")
        self.store.activity_ids.action_done()

        self.held("GUEST")

        self.assertEqual(len(self.troubles(self.store)), 1)
        self.assertFalse(self.store.activity_ids)

    def test_a_task_that_only_a_person_can_do_ends_with_its_activity(self):
        ref = self.amazon.place_order(sku="MUG")
        self.sync_orders()
        self.ship(self.sale(ref))
        self.amazon.cancel_order(ref)
        self.sync_orders()
        document = self.document(ref)
        (trouble,) = self.troubles(document, "cancelled_after_shipping")
        self.assertIn(self.sale(ref).name, trouble.sentence)

        trouble.activity_id.action_done()

        self.assertFalse(self.troubles(document, "cancelled_after_shipping"))

    def test_what_may_take_its_time_is_told_when_it_takes_too_long(self):
        self.store._raise_trouble("held_catalog:amazon.order", count=1)
        self.assertFalse(self.store.activity_ids, "it may still come by itself")

        trouble = self.troubles(self.store)
        trouble.sudo().since -= timedelta(hours=5)
        self.store._raise_trouble("held_catalog:amazon.order", count=1)

        self.assertEqual(trouble.activity_id, self.store.activity_ids)
        self.assertTrue(trouble.told_at)

    def test_the_hourly_job_closes_what_is_settled(self):
        self.store._raise_trouble("held_product:amazon.order", count=1, missing=["GONE"])
        self.store._raise_trouble("day_not_closed:S0", sale="S0", reason="")
        self.account._raise_trouble("connection_refused", advice="expired_token")

        self.env["amazon.trouble"]._cron_follow()

        self.assertFalse(self.troubles(self.store) | self.troubles(self.account))
        self.assertFalse(self.store.activity_ids | self.account.activity_ids)

    def test_a_document_that_cannot_be_looked_at_keeps_no_other_from_the_hourly_job(self):
        self.store._raise_trouble("held_product:amazon.order", count=1, missing=["GONE"])
        self.account._raise_trouble("connection_refused", advice="expired_token")
        for model, name in (("amazon.payout", "_notice_troubles"), ("amazon.store", "_is_settled")):
            self.patch(self.registry[model], name, lambda *_args: {}["gone"])

        with self.assertLogs("odoo.addons.amazon_connector", "ERROR") as log:
            self.env["amazon.trouble"]._cron_follow()

        self.assertEqual(len(log.output), 2)
        self.assertTrue(self.troubles(self.store))
        self.assertFalse(self.troubles(self.account))

    def test_a_parcel_that_nobody_tells_amazon_of_is_told_to_a_person_after_a_day(self):
        ref = self.amazon.place_order(sku="MUG")
        self.sync_orders()
        picking = self.ship(self.sale(ref), tracking=False)
        shipment = self.document(ref).shipment_ids
        self.env["amazon.trouble"]._cron_follow()
        self.assertFalse(self.troubles(shipment))

        shipment.shipped_at = fields.Datetime.now() - timedelta(hours=25)
        self.env["amazon.trouble"]._cron_follow()
        (trouble,) = self.troubles(shipment)
        self.assertEqual(trouble.action_remedy()["res_id"], picking.id)

        picking.carrier_tracking_ref = "1Z5"
        self.account.action_push_shipments()
        self.assertFalse(self.troubles(shipment))

    # Words

    def test_a_german_button_and_an_english_cron_make_one_trouble_each_reads_in_his_language(self):
        self.env["res.lang"]._activate_lang("de_DE")
        code = "odoo.tools.translate.CodeTranslations.get_python_translations"
        with patch(code, lambda _self, _module, lang: GERMAN if lang == "de_DE" else {}):
            document = self.wish_to_cancel()
            german = self.env(context=dict(self.env.context, lang="de_DE"))
            document.with_env(german)._raise_trouble(
                "buyer_asks_to_cancel", order=document.amazon_ref
            )

            (trouble,) = self.troubles(document)
            self.assertEqual(trouble.with_context(lang="en_US").title, "The buyer asks to cancel")
            self.assertEqual(trouble.with_env(german).title, GERMAN["The buyer asks to cancel"])
            self.assertEqual(len(document.activity_ids), 1)

            document.with_env(german)._close_troubles("buyer_asks_to_cancel")
            self.assertFalse(document.activity_ids)

    def test_the_activity_speaks_the_language_of_whom_it_is_for(self):
        self.env["res.lang"]._activate_lang("de_DE")
        self.responsible.lang = "de_DE"
        code = "odoo.tools.translate.CodeTranslations.get_python_translations"
        with patch(code, lambda _self, _module, lang: GERMAN if lang == "de_DE" else {}):
            self.held()

            self.assertEqual(
                self.store.activity_ids.summary, GERMAN["Amazon orders wait for a product"]
            )

    def test_arguments_that_are_missing_and_kinds_that_are_gone_break_no_list(self):
        self.store._raise_trouble("held_product:amazon.order")
        trouble = self.troubles(self.store)
        self.assertIn("–", trouble.sentence)

        self.env.cr.execute("UPDATE amazon_trouble SET key = 'of:old', kind = 'of'")
        trouble.invalidate_recordset()
        self.assertEqual(trouble.title, "of:old")
        self.env["amazon.trouble"]._cron_follow()
        self.assertTrue(trouble.closed_at)

    def test_nothing_of_the_buyer_is_told(self):
        ref = self.amazon.place_order(sku="MUG")
        self.sync_orders()
        document = self.document(ref)
        buyer = document.sale_order_id.partner_shipping_id

        hidden = document._hide_buyer(f"{buyer.name} of {buyer.street}: too long for a label")

        self.assertNotIn(buyer.name.split()[0], hidden)
        self.assertNotIn(buyer.street, hidden)
        self.assertIn("too long for a label", hidden)

    def test_a_hold_that_nobody_has_worded_is_told_all_the_same(self):
        document = self.held()
        document._hold("Waits for the moon.", "moon:full")
        document._follow_holds(self.store)

        (trouble,) = self.troubles(self.store)
        self.assertEqual(trouble.key, "held:amazon.order")
        remedy = trouble.action_remedy()
        self.assertEqual(self.env[remedy["res_model"]].search(remedy["domain"]), document)
        self.assertEqual(
            document.trouble_alerts["held"], {"level": "warning", "message": document.reason}
        )

        document.action_ignore()
        self.env["amazon.trouble"]._cron_follow()
        self.assertFalse(self.troubles(self.store))

    def test_an_extension_adds_a_kind_of_its_own(self):
        known = self.store._get_trouble_kinds()
        kind = TroubleKind(title="No %(what)s", sentence="Buy %(what)s.", severity="warning")
        with patch.object(
            type(self.store), "_get_trouble_kinds", lambda _self: known | {"no_tape": kind}
        ):
            self.store._raise_trouble("no_tape", what="tape")

            trouble = self.troubles(self.store)
            self.assertEqual((trouble.title, trouble.sentence), ("No tape", "Buy tape."))
            self.assertEqual(trouble.action_remedy()["res_id"], self.store.id)

    # Remedies

    def test_a_held_order_leads_to_the_listing_that_it_waits_for(self):
        document = self.held()

        alert = document.trouble_alerts["held"]
        self.assertEqual(alert["message"], document.reason)
        self.assertEqual(alert["action_text"], "Link Listing")
        self.assertEqual(alert["action"]["res_id"], document.item_ids.listing_id.id)
        remedy = self.troubles(self.store).with_user(self.responsible).action_remedy()
        self.assertIn(
            document.item_ids.listing_id, self.env[remedy["res_model"]].search(remedy["domain"])
        )

    def test_a_refused_carrier_leads_to_the_carriers_of_its_store(self):
        ref = self.amazon.place_order(sku="MUG")
        self.sync_orders()
        self.ship(self.sale(ref), carrier="Nobody Knows")
        shipment = self.document(ref).shipment_ids
        shipment._refuse("Carrier code is not valid for this marketplace. (InvalidInput)")

        (trouble,) = self.troubles(shipment)
        self.assertEqual((trouble.kind, trouble.action_text), ("refused_carrier", "Map Carrier"))
        remedy = trouble.with_user(self.responsible).action_remedy()
        self.assertEqual((remedy["res_model"], remedy["res_id"]), ("amazon.store", self.store.id))
        self.assertNotIn("Carrier code", trouble.sentence + shipment.activity_ids.note)
        self.assertIn("Carrier code", shipment.trouble_alerts["answer"]["message"])

        shipment.action_retry()
        self.account.action_push_shipments()
        self.assertFalse(self.troubles(shipment))

    def test_a_job_that_is_postponed_run_after_run_is_told_once_until_a_run_goes_well(self):
        self.amazon.fault("searchOrders", "connection_reset", count=11)
        for _run in range(9):
            self.sync_orders()
        self.assertFalse(self.troubles(self.account))

        for _run in range(2):
            self.sync_orders()
        self.assertEqual(self.troubles(self.account).key, "job_stuck:amazon.order")
        self.assertEqual(len(self.account.activity_ids), 1)

        self.assertEqual(self.sync_orders().state, "done")
        self.assertFalse(self.troubles(self.account))
        self.assertFalse(self.account.activity_ids)

    def test_a_missing_role_is_told_once_and_closed_when_it_is_there(self):
        error = Unauthorized("no role", reason="missing_role", operation="createReport")
        listings = self.env["amazon.schedule"]._find_for("amazon.listing", stores=self.store)
        for _run in range(2):
            listings._deny(error)
        (trouble,) = self.troubles(self.account)
        self.assertEqual(trouble.key, "role_missing:amazon.listing")
        self.assertIn("The job Listings rests. Your application lacks a role", trouble.sentence)
        self.assertEqual(len(self.account.activity_ids), 1)

        self.store.action_sync_listings()
        self.assertFalse(self.troubles(self.account))

    def test_a_stuck_job_is_told_once_and_can_be_run_from_there(self):
        for _run in range(2):
            self.account._raise_trouble("job_stuck:amazon.order", job="amazon.order")
        self.store._raise_trouble("job_stuck:amazon.listing", job="amazon.listing")

        (trouble,) = self.troubles(self.account)
        self.assertIn("No run of the job Orders has come to an end", trouble.sentence)
        self.assertEqual(len(self.account.activity_ids), 1)
        self.assertEqual(trouble.action_remedy()["tag"], "amazon_connector.toast")
        self.troubles(self.store).action_remedy()
        kinds = self.env["amazon.operation"].search([]).mapped("kind")
        self.assertEqual({"amazon.order", "amazon.listing"} & set(kinds), set(kinds))

        self.account._close_troubles("job_stuck:amazon.order")
        self.assertFalse(self.account.activity_ids)

    # Who may

    def test_users_read_issues_and_nobody_writes_them(self):
        self.held()
        trouble = self.troubles(self.store)
        manager = new_test_user(self.env, "manager", groups="amazon_connector.group_manager")
        for user in (self.responsible, manager):
            own = trouble.with_user(user)
            self.assertTrue(own.sentence)
            for act in (
                lambda own=own: own.write({"key": "mine"}),
                lambda own=own: own.unlink(),
                lambda own=own: own.create({"key": "mine"}),
            ):
                with self.assertRaises(AccessError):
                    act()

    def test_issues_of_another_company_are_not_seen(self):
        self.held()
        stranger = self._create_stranger()

        self.assertFalse(self.env["amazon.trouble"].with_user(stranger).search([]))
        with self.assertRaises(AccessError):
            self.troubles(self.store).with_user(stranger).action_remedy()

    def test_a_responsible_person_who_has_left_is_followed_by_an_administrator(self):
        self.responsible.active = False

        self.held()

        manager = self.env.ref("amazon_connector.group_manager").all_user_ids
        self.assertIn(self.troubles(self.store).user_id, manager)

    def test_the_problems_of_a_store_and_an_account_are_its_issues(self):
        document = self.held()
        document._raise_trouble("delivery_undone:X", picking="X", reason="no stock")

        self.assertEqual((self.store.problem_count, self.account.problem_count), (2, 2))
        action = self.account.action_view_troubles()
        self.assertEqual(self.env["amazon.trouble"].search_count(action["domain"]), 2)
