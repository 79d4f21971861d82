"""Accounts for Amazon: proposed from the company's chart, made where it has none."""

from odoo.exceptions import UserError
from odoo.tests import new_test_user, tagged

from ..settlements.common import SettlementCommon

# Chart → country, module, and which codes some kinds are proposed on.
CHARTS = {
    "generic_coa": ("US", "account", {"sale": "400000", "reimbursement": "450000"}),
    "us": ("US", "l10n_us_account", {"sale": "400000", "advertising": "673000"}),
    "uk": ("GB", "l10n_uk", {"sale": "400000", "fba_fee": "603000", "advertising": "600000"}),
    "de_skr03": (
        "DE",
        "l10n_de",
        {"sale": "8400", "seller_fee": "4760", "shipping_label": "4730", "promotion": "8700"},
    ),
    "fr": (
        "FR",
        "l10n_fr_account",
        {"sale": "707000", "shipping": "708500", "seller_fee": "622200", "coupon_deal": "623100"},
    ),
    "jp": ("JP", "l10n_jp", {"sale": "410000", "storage": "514500", "seller_fee": "512400"}),
}
# What a German seller's fees from Luxembourg are taxed with, and so on: (xmlid, code of kind).
SERVICE_TAXES = {
    "uk": "PT_20_S",
    "de_skr03": "tax_eu_19_purchase_goods_skr03",
    "fr": "tva_intra_normale_services",
    "jp": "l10n_jp_tax_purchase_exc_10",
}
REGIONS = {"US": "na", "GB": "eu", "DE": "eu", "FR": "eu", "JP": "fe"}


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
        self.assertTrue(dialog.missing_count)

        dialog.action_create_usual()
        dialog.action_save()

        store = self.store
        self.assertEqual(dialog.missing_count, 0)
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
        with self.assertRaisesRegex(UserError, "administrator of Invoicing"):
            dialog.action_create_usual()

        account = self.env["account.account"].search([("account_type", "=", "asset_current")])[0]
        dialog.clearing_account_id = account
        dialog.line_ids.filtered(lambda line: line.kind_id.code == "points").gl_account_id = account
        dialog.action_save()

        self.assertEqual(self.store.clearing_account_id, account)
        self.assertEqual(self.kinds["points"].gl_account_id, account)

    def test_charts_of_all_countries(self):
        untested = []
        for chart, (country, module, codes) in CHARTS.items():
            if (
                not self.env["ir.module.module"].search([("name", "=", module)]).state
                == "installed"
            ):
                untested.append(chart)
                continue
            with self.subTest(chart=chart):
                store = self.open_company(chart, country)
                dialog = self.open_dialog(store, self.env.user)
                dialog.action_create_usual()
                lines = {line.kind_id.code: line for line in dialog.line_ids}
                own = store.company_id
                found = {code: lines[code].gl_account_id.with_company(own).code for code in codes}
                self.assertEqual(found, codes)
                self.assertFalse(dialog.missing_count)
                self.check_tax(chart, own, lines)
                dialog.action_save()
        if untested:
            self.skipTest(f"not installed here, so not tried: {', '.join(untested)}")

    # Words

    def open_dialog(self, store, user):
        dialogs = self.env["amazon.accounting.setup"].with_user(user)
        return dialogs._open_for(store.with_user(user))

    def open_company(self, chart, country):
        """A company with a chart, and its store at home."""
        country = self.env["res.country"].search([("code", "=", country)])
        company = self.env["res.company"].create(
            {"name": f"Company {chart}", "country_id": country.id}
        )
        self.env.user.company_ids |= company
        self.env["account.chart.template"].try_loading(chart, company, install_demo=False)
        account = self.env["amazon.account"].create(
            {"name": chart, "region": REGIONS[country.code], "company_id": company.id}
        )
        market = self.env["amazon.marketplace"].search([("country_id", "=", country.id)], limit=1)
        stores = self.env["amazon.store"].with_company(company)
        return stores.create(
            {"name": country.code, "account_id": account.id, "marketplace_id": market.id}
        )

    def check_tax(self, chart, company, lines):
        charts = self.env["account.chart.template"].with_company(company)
        expected = charts.ref(SERVICE_TAXES[chart]) if chart in SERVICE_TAXES else None
        taxes = lines["seller_fee"].tax_id
        self.assertEqual(taxes, expected or taxes.browse())
        self.assertFalse(lines["reserve"].tax_id)
        if company.country_id.code != "US":
            self.assertEqual(lines["sale"].tax_id, company.account_sale_tax_id)
            self.assertNotEqual(lines["tax"].gl_account_id, lines["facilitator_tax"].gl_account_id)
