"""Accounts for Amazon: proposed from the company's chart, made where it has none."""

from odoo.exceptions import UserError
from odoo.tests import new_test_user, tagged

from ..settlements.common import SettlementCommon


@tagged("post_install", "-at_install")
class TestAccounts(SettlementCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.chief = new_test_user(
            cls.env,
            "chief",
            groups="amazon_connector.group_accountant,account.group_account_manager",
        )

    def test_the_usual_accounts_are_proposed_and_made_once(self):
        dialog = self.open_dialog(self.store, self.chief)
        self.assertFalse(dialog.clearing_account_id)
        self.assertIn("Clearing Account", dialog.missing_names)
        self.assertTrue(dialog.can_create)

        dialog.action_create_usual()
        dialog.action_save()

        store = self.store
        self.assertFalse(dialog.missing_names)
        self.assertEqual(store.settlement_journal_id.code, "AMZUS")
        self.assertFalse(store.settlement_journal_id.default_account_id)
        self.assertTrue(store.clearing_account_id.reconcile)
        self.assertEqual(store.clearing_account_id.account_type, "asset_current")
        self.assertEqual(store.amazon_partner_id.name, "Amazon")
        kinds = self.kinds
        self.assertTrue(all(kind.gl_account_id for kind in kinds.values()))
        self.assertEqual(kinds["giftwrap"].gl_account_id, kinds["shipping"].gl_account_id)
        self.assertEqual(kinds["tax"].gl_account_id, kinds["facilitator_tax"].gl_account_id)
        self.assertNotEqual(kinds["sale"].gl_account_id, kinds["refund"].gl_account_id)
        self.assertEqual(kinds["payable"].gl_account_id.account_type, "liability_current")
        self.assertEqual(kinds["charge"].gl_account_id, kinds["transfer"].gl_account_id)

        canada = self.account.store_ids.filtered(lambda s: s.marketplace_id.country_id.code == "CA")
        again = self.open_dialog(canada, self.chief)
        self.assertEqual(again.clearing_account_id, store.clearing_account_id)
        again.action_create_usual()
        again.action_save()
        self.assertEqual(canada.settlement_journal_id.code, "AMZCA")

    def test_who_may_not_make_accounts_chooses_among_those_there_are(self):
        dialog = self.open_dialog(self.store, self.accountant)
        self.assertFalse(dialog.can_create)
        with self.assertRaisesRegex(UserError, "administrator of Invoicing"):
            dialog.action_create_usual()

        account = self.env["account.account"].search([("account_type", "=", "asset_current")])[0]
        dialog.clearing_account_id = account
        dialog.line_ids.filtered(lambda line: line.kind_id.code == "points").gl_account_id = account
        dialog.action_save()

        self.assertEqual(self.store.clearing_account_id, account)
        self.assertEqual(self.kinds["points"].gl_account_id, account)

    # Words

    def open_dialog(self, store, user):
        dialogs = self.env["amazon.accounting.setup"].with_user(user)
        return dialogs._open_for(store.with_user(user))
