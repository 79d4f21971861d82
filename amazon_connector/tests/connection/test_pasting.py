"""From what somebody has copied at Amazon to a connected account with its stores (A1)."""

from odoo.tests import Form, tagged

from ..common import AmazonCommon

DENIED = {"code": "Unauthorized", "message": "Access to requested resource is denied."}


@tagged("post_install", "-at_install")
class TestPasting(AmazonCommon):
    def test_all_three_values_are_pasted_at_once_and_one_button_does_the_rest(self):
        values = self.amazon.add_seller("SELLER7", "NA", ["US", "CA"])
        form = self._new_form()
        form.pasted_credentials = (
            f"Client identifier: {values['client_id']}\nClient secret: '{values['client_secret']}'"
            f"\n\nRefresh token \u200b{values['refresh_token']} "
        )
        self.assertIn("All three are here", form.credentials_hint)
        account = form.save()
        self.assertFalse(account.pasted_credentials, "what was pasted stands in its fields alone")

        operations = account.action_connect()

        self.assertEqual(set(operations.mapped("state")), {"done"}, self.messages(operations))
        self.assertEqual(account.state, "connected")
        self.assertEqual(account.store_count, 2)
        self.assertEqual(account.name, self.env.company.name, "a name is proposed")

    def test_what_is_pasted_one_by_one_is_put_together_and_what_lacks_is_named(self):
        values = self.amazon.credentials("SELLER1")
        form = self._new_form()
        form.pasted_credentials = values["client_secret"]
        self.assertEqual(form.credentials_hint, "Still missing: Client Id, Refresh Token.")
        form.pasted_credentials += f"id {values['client_id']}"
        self.assertEqual(form.credentials_hint, "Still missing: Refresh Token.")

        form.pasted_credentials += values["refresh_token"]

        account = form.save()
        kept = account.sudo()
        self.assertEqual(kept.lwa_client_secret, values["client_secret"])
        self.assertEqual(kept.refresh_token, values["refresh_token"])

    def test_what_holds_nothing_of_amazons_says_what_to_look_for(self):
        account = self.env["amazon.account"].new({"pasted_credentials": "my password"})

        warning = account._onchange_pasted_credentials()["warning"]["message"]

        self.assertIn("refresh token with Atzr|", warning)

    def test_the_region_is_first_that_of_the_companys_country(self):
        for code, region in (("DE", "eu"), ("JP", "fe"), ("BR", "na"), ("CH", "eu"), ("NZ", "fe")):
            self.company.account_fiscal_country_id = self.env["res.country"].search(
                [("code", "=", code)]
            )
            self.assertEqual(self.env["amazon.account"]._default_region(), region, code)

    def test_a_seller_of_another_region_gets_the_region_that_amazon_says(self):
        account = self._new_account(self.amazon.add_seller("SELLER7", "EU", ["DE", "FR"]))
        self.assertEqual(account.region, "na")

        account.action_connect()

        self.assertEqual((account.region, account.state), ("eu", "connected"))
        self.assertEqual(set(account.store_ids.mapped("region")), {"eu"})

    def test_a_region_whose_address_refuses_the_seller_is_passed_over(self):
        account = self._new_account(self.amazon.add_seller("SELLER7", "EU", ["DE"]))
        self.amazon.answer(
            "getMarketplaceParticipations", status=403, body={"errors": [DENIED]}, times=1
        )

        account.action_connect()

        self.assertEqual((account.region, account.state), ("eu", "connected"))

    def test_a_seller_whom_amazon_refuses_everywhere_keeps_the_region(self):
        account = self._new_account(self.amazon.add_seller("SELLER7", "EU", ["DE"]))
        self.amazon.answer(
            "getMarketplaceParticipations", status=403, body={"errors": [DENIED]}, times=None
        )

        account.action_connect()

        self.assertEqual((account.region, account.state), ("na", "error"))
        self.assertFalse(account.store_ids)

    def test_an_amazon_that_falls_silent_in_another_region_changes_none(self):
        account = self._new_account(self.amazon.add_seller("SELLER7", "EU", ["DE"]))
        self.amazon.answer("getMarketplaceParticipations", status=403, body={"errors": [DENIED]})
        self.amazon.answer("getMarketplaceParticipations", status=503, body="<html>")

        account.action_connect()

        self.assertEqual((account.region, account.state), ("na", "draft"))

    def test_connecting_again_changes_neither_region_nor_stores(self):
        stores = self.account.store_ids
        self.account.region = "eu"

        self.account.action_connect()

        self.assertEqual((self.account.region, self.account.state), ("eu", "error"))
        self.assertEqual(self.account.store_ids, stores)

    # Words

    def _new_form(self):
        """The form of a new account, in a database that is connected to the local Amazon."""
        for name in ("api_url", "token_url"):
            value = self.amazon.url if name == "api_url" else self.amazon.token_url
            self.env["ir.default"].set("amazon.account", name, value)
        self.account.active = False
        return Form(self.env["amazon.account"])

    def _new_account(self, values):
        form = self._new_form()
        form.pasted_credentials = "\n".join(
            values[name] for name in ("client_id", "client_secret", "refresh_token")
        )
        return form.save()
