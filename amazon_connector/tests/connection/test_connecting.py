"""Connecting accounts, testing the connection, loading stores (A1, A3, A4)."""

import json
from importlib.resources import files

from odoo.exceptions import ValidationError
from odoo.tests import tagged

from ...spapi.tokens import TOKENS
from ..common import AmazonCommon

INSIGHTS = "Selling Partner Insights"
PUBLISHED_MARKETPLACES = files("sp_api_simulator") / "data" / "marketplaces.json"


@tagged("post_install", "-at_install")
class TestConnecting(AmazonCommon):
    def test_pasted_credentials_connect_the_account(self):
        account = self._connect_account(self._open_seller("SELLER7", "NA", ["US"]))

        operation = account.action_test_connection()

        self.assertEqual(operation.state, "done", self.messages(operation))
        self.assertEqual(account.state, "connected")
        self.assertEqual(account.state_reason, "Connected. Amazon granted all required roles.")

    def test_the_merchant_token_is_looked_at_where_the_seller_sells(self):
        market = self.env["amazon.marketplace"].search([("region", "=", "na")])
        us = self.store.marketplace_id
        self.amazon.answer(
            "getMarketplaceParticipations",
            body={
                "payload": [
                    {
                        "marketplace": {"id": each.code},
                        "participation": {"isParticipating": each == us},
                    }
                    for each in market
                ]
            },
            times=None,
        )
        for each in market - us:
            self.amazon.refuse(
                "getListingsItem",
                403,
                "Access to requested resource is denied.",
                code="Unauthorized",
                when={"query": {"marketplaceIds": each.code}},
                times=None,
            )

        self.account.action_test_connection()

        self.assertEqual(self.account.state_reason, "Connected. Amazon granted all required roles.")

    def test_without_credentials_the_account_says_what_to_enter(self):
        account = self.env["amazon.account"].create({"name": "New shop"})

        self._test_in_vain(account, "enter client id, client secret and refresh token")
        self.assertEqual(account.state, "error")

    def test_a_wrong_secret_is_said_to_be_one(self):
        self.account.lwa_client_secret = "amzn1.oa2-cs.v1.mistyped"

        self._test_in_vain(self.account, "does not know this client id with this client secret")
        self.assertEqual(self.account.state, "error")

    def test_a_withdrawn_consent_is_said_to_be_one(self):
        self.amazon.revoke_token("SELLER1")

        self._test_in_vain(self.account, "refresh token is expired or revoked")
        self.assertEqual(self.account.state, "error")

    def test_a_missing_role_is_named_by_what_it_is_for(self):
        self.amazon.set_roles("SELLER1", [INSIGHTS])

        self._test_in_vain(self.account, "lacks a role for getOrder")

    def test_a_seller_of_another_region_is_told_apart(self):
        self.account.region = "eu"

        self._test_in_vain(self.account, "no marketplace in the region Europe")
        self.assertEqual(self.account.state, "error")

    def test_trouble_at_amazon_is_no_fault_of_the_account(self):
        self.amazon.fault("getMarketplaceParticipations", "unavailable_html")

        self._test_in_vain(self.account, "Nothing is wrong with your settings")
        self.assertEqual(self.account.state, "connected", "its jobs go on by themselves")

    def test_a_question_that_amazon_refuses_stops_no_sound_account(self):
        self.amazon.refuse("getMarketplaceParticipations", 400, "Try another question.")

        self._test_in_vain(self.account, "Nothing is wrong with your settings")
        self.assertEqual(self.account.state, "connected", "its jobs go on by themselves")

    def test_credentials_that_the_login_refuses_in_other_words_are_to_be_copied_again(self):
        TOKENS.clear()
        refusal = {"error": "invalid_request", "error_description": "Invalid parameter"}
        self.amazon.answer("token", 400, refusal, times=None)

        self._test_in_vain(self.account, "does not take these credentials")
        self.assertEqual(self.account.state, "error")

    def test_a_marketplace_that_amazon_names_twice_is_one_store(self):
        account = self._connect_account(self._open_seller("SELLER7", "NA", ["US"]))
        row = {
            "marketplace": {"id": account.store_ids.marketplace_id.code},
            "participation": {"isParticipating": True},
        }
        account.store_ids.unlink()
        self.amazon.answer("getMarketplaceParticipations", body={"payload": [row, row]})

        operation = account.action_load_stores()

        self.assertEqual(operation.state, "done", self.messages(operation))
        self.assertEqual(account.store_count, 1)

    def test_an_answer_to_another_question_is_no_fault_of_the_account(self):
        self.amazon.answer("getMarketplaceParticipations", body={"orders": []}, times=None)

        self._test_in_vain(self.account, "Nothing is wrong with your settings")
        self.assertEqual(self.account.state, "connected", "its jobs go on by themselves")

    def test_a_seller_who_sells_nowhere_yet_is_told(self):
        row = {"marketplace": {"id": self.store.marketplace_id.code}}
        for told, stores in ((False, 0), ("true", 1)):
            with self.subTest(told):
                account = self.env["amazon.account"].create(
                    self._prepare_account_vals(self._open_seller(f"SELLER-{told}", "NA", ["US"]))
                )
                body = {"payload": [{**row, "participation": {"isParticipating": told}}]}
                self.amazon.answer("getMarketplaceParticipations", body=body, times=1)

                operation = account.action_load_stores()

                self.assertEqual(len(account.store_ids), stores)
                found = "names no marketplace on which" in self.messages(operation)
                self.assertEqual(found, not stores)

    def test_a_repaired_connection_takes_the_activity_away(self):
        responsible = self.env.ref("base.user_admin")
        self.account.user_id = responsible
        secret = self.account.lwa_client_secret
        self.account.lwa_client_secret = "amzn1.oa2-cs.v1.expired"
        operation = self.sync_orders()
        self.assertEqual(operation.state, "failed")
        self.assertEqual(self.account.state, "error")
        self.assertEqual(self.account.activity_ids.summary, "Amazon refuses the connection")
        self.assertEqual(self.account.activity_ids.user_id, responsible)

        self.sync_orders()
        self.assertEqual(len(self.account.activity_ids), 1, "a person is told once")

        self.account.lwa_client_secret = secret
        self.account.action_test_connection()
        self.assertEqual(self.account.state, "connected")
        self.assertFalse(self.account.activity_ids)

    def test_addresses_that_are_not_encrypted_are_refused(self):
        for field in ("api_url", "token_url", "consent_url"):
            with self.assertRaisesRegex(ValidationError, "not encrypted: use https"):
                self.account[field] = "http://proxy.example.com/amazon"

    def test_stores_are_loaded_once(self):
        stores = self.account.store_ids
        self.assertEqual(set(stores.marketplace_id.mapped("country_id.code")), {"US", "CA", "MX"})

        operation = self.account.action_load_stores()

        self.assertEqual((operation.processed, operation.skipped), (0, 3))
        self.assertEqual(self.account.store_ids, stores)

    def test_a_new_marketplace_of_the_seller_becomes_a_store(self):
        stores = self.account.store_ids
        self._open_seller("SELLER1", "NA", ["US", "CA", "MX", "BR"])

        operation = self.account.action_load_stores()

        self.assertEqual(operation.processed, 1)
        self.assertEqual((self.account.store_ids - stores).marketplace_id.country_id.code, "BR")

    def test_an_archived_store_stays_away(self):
        mexico = self.account.store_ids.filtered(lambda s: s.marketplace_id.country_id.code == "MX")
        mexico.active = False

        self.account.action_load_stores()

        self.assertNotIn(mexico, self.account.store_ids)
        self.assertEqual(len(self.account.with_context(active_test=False).store_ids), 3)

    def test_every_store_has_settings_of_its_own(self):
        canada = self.account.store_ids.filtered(lambda s: s.marketplace_id.country_id.code == "CA")
        self.assertEqual(canada.state, "draft", "nothing happens before it goes live")
        self.assertEqual(canada.pricelist_id.currency_id.name, "CAD")
        self.assertEqual(self.store.pricelist_id.currency_id.name, "USD")
        self.assertEqual(canada.fba_warehouse_id, self.store.fba_warehouse_id)
        self.assertEqual(self.store.fba_warehouse_id.amazon_account_id, self.account)

        canada.write({"lead_time": 3, "unknown_product_policy": "service"})
        canada.status_map_ids.filtered(lambda line: line.status == "SHIPPED").unlink()

        self.assertEqual(self.store.lead_time, 0)
        self.assertEqual(self.store.unknown_product_policy, "hold")
        self.assertIn("SHIPPED", self.store.status_map_ids.mapped("status"))

    def test_accounts_of_several_regions_bring_each_its_own_orders(self):
        europe = self._connect_account(self._open_seller("SELLER2", "EU", ["GB", "DE"]))
        self._open_store("DE", europe)
        american = self.amazon.place_order(sku="MUG", unit_price="10.00")
        german = self.amazon.place_order(marketplace="DE", sku="MUG", unit_price="12.00")

        self.sync_orders()
        self.sync_orders(europe)

        self.assertEqual(self.document(american).account_id, self.account)
        self.assertEqual(self.document(german).account_id, europe)
        self.assertEqual(self.document(american).state, "done", self.document(american).reason)
        self.assertEqual(self.sale(american).currency_id.name, "USD")
        self.assertEqual(self.sale(german).currency_id.name, "EUR")
        self.assertNotEqual(europe.store_ids.fba_warehouse_id, self.store.fba_warehouse_id)

    def test_all_marketplaces_are_there_as_amazon_publishes_them(self):
        entries = json.loads(PUBLISHED_MARKETPLACES.read_text())
        published = {entry["marketplace_id"]: entry for entry in entries}
        marketplaces = self.env["amazon.marketplace"].with_context(active_test=False).search([])

        self.assertEqual(set(marketplaces.mapped("code")), set(published))
        self.assertEqual(len(marketplaces), 23)
        for marketplace in marketplaces:
            entry = published[marketplace.code]
            self.assertEqual(marketplace.country_id.code, entry["country_code"])
            self.assertEqual(marketplace.currency_id.name, entry["default_currency"])
            self.assertEqual(marketplace.region, entry["region"].lower())
            self.assertEqual(marketplace.domain.removeprefix("www."), entry["domain"])
            self.assertEqual(marketplace.prices_include_tax, entry["prices_include_tax"])

    def _open_seller(self, seller, region, countries):
        self.amazon.add_seller(seller, region, countries)
        return seller

    def _test_in_vain(self, account, sentence):
        """The test of the connection fails and says why, on the operation and on the account."""
        operation = account.action_test_connection()
        self.assertEqual(operation.state, "failed")
        self.assertIn(sentence, self.messages(operation))
        self.assertIn(sentence, account.state_reason)
