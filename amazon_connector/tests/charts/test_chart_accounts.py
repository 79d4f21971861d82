"""Accounts for Amazon in the charts of several countries: proposed where there are any."""

from odoo.tests import tagged

from ..settlements.common import SettlementCommon

# Chart → the account that a few kinds are proposed on.
PROPOSED = {
    "generic_coa": {"sale": "400000", "reimbursement": "450000"},
    "us": {"sale": "400000", "advertising": "673000"},
    "uk": {"sale": "400000", "fba_fee": "603000", "advertising": "600000"},
    "de_skr03": {
        "sale": "8400",
        "seller_fee": "4760",
        "shipping_label": "4730",
        "promotion": "8700",
    },
    "fr": {
        "sale": "707000",
        "shipping": "708500",
        "seller_fee": "622200",
        "coupon_deal": "623100",
    },
    "jp": {"sale": "410000", "storage": "514500", "seller_fee": "512400"},
}
# What Amazon's fees are taxed with; in Germany and France they come from Luxembourg.
SERVICE_TAXES = {
    "uk": "PT_20_S",
    "de_skr03": "tax_eu_19_purchase_goods_skr03",
    "fr": "tva_intra_normale_services",
    "jp": "l10n_jp_tax_purchase_exc_10",
}


@tagged("post_install", "-at_install")
class TestAccountsOfCharts(SettlementCommon):
    def test_charts_of_all_countries(self):
        for chart, codes in PROPOSED.items():
            company = self.env["res.company"].search([("chart_template", "=", chart)], limit=1)
            with self.subTest(chart=chart):
                if not company:
                    self.skipTest(f"No company has the chart of accounts {chart}.")
                store = self.open_store(company)
                dialog = self.env["amazon.accounting.setup"]._open_for(store)
                dialog.action_create_usual()
                lines = {line.kind_id.code: line for line in dialog.line_ids}

                accounts = {code: line.gl_account_id for code, line in lines.items()}
                found = {code: accounts[code].with_company(company).code for code in codes}
                self.assertEqual(found, codes)
                self.assertFalse(dialog.missing_names)
                self.check_taxes(chart, company, lines)
                dialog.action_save()
                self.assertEqual(store.clearing_account_id.company_ids, company)
                self.assertLessEqual(len(store.settlement_journal_id.code), 5)

    # Words

    def open_store(self, company):
        """The store of a company in its own country."""
        markets = self.env["amazon.marketplace"]
        market = markets.search([("country_id", "=", company.country_id.id)], limit=1)
        market = market or markets.search([("country_id.code", "=", "US")])
        account = self.env["amazon.account"].create(
            {"name": company.name, "region": market.region, "company_id": company.id}
        )
        stores = self.env["amazon.store"].with_company(company)
        return stores.create(
            {"name": market.name, "account_id": account.id, "marketplace_id": market.id}
        )

    def check_taxes(self, chart, company, lines):
        charts = self.env["account.chart.template"].with_company(company)
        fees = lines["seller_fee"].tax_id
        self.assertEqual(
            fees, charts.ref(SERVICE_TAXES[chart]) if chart in SERVICE_TAXES else fees.browse()
        )
        self.assertFalse(lines["reserve"].tax_id)
        own, collected = (lines[code].gl_account_id for code in ("tax", "facilitator_tax"))
        if chart in SERVICE_TAXES:
            self.assertEqual(lines["sale"].tax_id, company.account_sale_tax_id)
            self.assertNotEqual(own, collected)
        else:
            self.assertEqual(own, collected)
