"""What Amazon holds back, until when and why, and when it let it go (H6)."""

from dataclasses import replace
from decimal import Decimal
from unittest.mock import patch

from odoo.tests import new_test_user, tagged

from ...spapi.errors import Rejected, Unavailable, UnreadablePayload
from .paying import PayoutCase


@tagged("post_install", "-at_install")
class TestDeferrals(PayoutCase):
    def deferrals(self):
        return self.env["amazon.deferral"].search([])

    def test_deferred_money_is_listed_with_its_reason_until_it_is_released(self):
        order = self.sell(deferred="DD7")
        self.sync_payouts()
        deferral = self.deferrals()
        self.assertEqual((deferral.order_ref, deferral.reason), (order, "DD7"))
        self.assertEqual(deferral.store_id, self.store)
        self.assertTrue(deferral.maturity_at)
        ledger = self.amazon.ledger()["US/USD"]
        self.assertEqual(deferral.amount, float(ledger["deferred"]))
        told = sum(map(Decimal, deferral.amounts.values()))
        self.assertEqual(told, Decimal(ledger["deferred"]))

        self.amazon.release_deferred(order_id=order)
        self.sync_payouts()
        self.assertTrue(deferral.released_at)
        self.assertNotIn("deferred", self.amazon.ledger()["US/USD"])
        self.sync_payouts()
        self.assertEqual(len(self.deferrals()), 1)

    def test_an_accountant_opens_the_sales_order_of_what_is_held_back(self):
        order = self.sell(deferred="DD7")
        self.sync_payouts()
        accountant = new_test_user(self.env, "deferrer", "amazon_connector.group_accountant")
        deferral = self.deferrals().with_user(accountant)
        self.assertFalse(deferral.sale_order_id, "Odoo does not have it yet.")

        self.sync_orders()
        deferral.invalidate_recordset()

        sale = self.env["amazon.order"].search([("amazon_ref", "=", order)]).sale_order_id
        self.assertTrue(sale)
        self.assertEqual(deferral.sale_order_id, sale)
        self.assertEqual(deferral.action_view_sale_order()["res_id"], sale.id)

    def test_a_release_that_is_told_beside_is_the_same_money(self):
        order = self.sell(deferred="B2B")
        self.sync_payouts()
        self.amazon.release_deferred(order_id=order, how="pair")
        self.sync_payouts()
        self.assertEqual(len(self.deferrals()), 1)
        self.assertTrue(self.deferrals().released_at)

    def test_one_that_cannot_be_read_keeps_no_release_of_another_back(self):
        bad, good = self.sell(deferred="DD7"), self.sell(deferred="DD7")
        self.sync_payouts()
        client = type(self.account._get_client())
        ask = client.list_deferrals

        def list_deferrals(client, *args, **how):
            page = ask(client, *args, **how)
            for payload in page.payouts:
                if bad in str(payload["relatedIdentifiers"]):
                    payload["postedDate"] = "yesterday"
            return page

        self.amazon.release_deferred(order_id=good)
        with patch.object(client, "list_deferrals", list_deferrals):
            operation = self.account.action_sync_payouts()

        self.assertIn("cannot be read", self.messages(operation))
        held = self.deferrals().filtered(lambda deferral: not deferral.released_at)
        self.assertEqual(held.mapped("order_ref"), [bad])
        self.assertEqual(len(self.deferrals()), 2)

    def told_as(self, change, next_token=None):
        """Amazon's deferred transactions on one page, each as ``change`` makes it."""
        client = type(self.account._get_client())
        ask = client.list_deferrals

        def list_deferrals(client, *args, **how):
            page = ask(client, *args, **{**how, "next_token": None})
            for payload in page.payouts:
                change(payload)
            return replace(page, next_token=next_token)

        return patch.object(client, "list_deferrals", list_deferrals)

    def test_what_cannot_be_stored_as_it_is_keeps_no_other_back(self):
        bad, good = self.sell(deferred="DD7"), self.sell(deferred="DD7")

        def spoil(payload):
            if bad in str(payload["relatedIdentifiers"]):
                payload["transactionType"] = "Ship\x00ment\ud800"

        with self.told_as(spoil):
            self.sync_payouts()

        self.assertEqual(set(self.deferrals().mapped("order_ref")), {bad, good})

    def test_pages_that_go_in_a_circle_end_and_release_nothing(self):
        self.sell(deferred="DD7")
        self.sync_payouts()
        held = self.deferrals()
        self.amazon.release_deferred(order_id=held.order_ref)
        self.sell(deferred="DD7")
        self.amazon.reset_calls()
        with self.told_as(lambda payload: None, next_token="again"):
            self.sync_payouts()
        self.assertLess(len(self.amazon.calls()), 10)
        self.assertFalse(held.released_at, "Who knows what would stand on the next page?")
        self.assertEqual(len(self.deferrals()), 2)

    def test_estimates_that_amazon_does_not_tell_keep_no_payout_and_no_deferral_back(self):
        self.sell(deferred="DD7")
        self.sell()
        told = self.close()
        client = type(self.account._get_client())
        for error in (
            Unavailable("Internal", operation="listExpectedPayouts", status=500),
            Rejected("Not for you", operation="listExpectedPayouts", status=400),
            UnreadablePayload("expectedPayouts", "is missing"),
        ):
            with patch.object(client, "list_expected_payouts", side_effect=error):
                operation = self.account.action_sync_payouts()
            self.assertNotEqual(operation.state, "done")
            self.assertEqual(self.payout(told).state, "done")
            self.assertEqual(len(self.deferrals()), 1)
