"""Suggested taxes: each country's tax is that country's, and what nobody knows stays open (B6).

The companies here have the taxes and fiscal positions that Odoo's charts of accounts give a
company in Germany (with EU one-stop shop), the United Kingdom, the United States and Japan.
"""

from odoo import Command
from odoo.tests import tagged

from ..common import AmazonCommon

ADDRESS = {"name": "Buyer", "addressLine1": "Street 1", "city": "Town", "postalCode": "75001"}


@tagged("post_install", "-at_install")
class TestSuggestedTaxes(AmazonCommon):
    def settle(self, country, rate, seller_region, *markets, **vals):
        """Move the company to a country, with its usual tax, and connect a seller there."""
        home = self.env.ref(f"base.{country}")
        self.company.account_fiscal_country_id = home
        self.usual = self.tax(f"Usual {rate} %", rate, **vals)
        self.company.account_sale_tax_id = self.usual
        self.mug.taxes_id = self.usual
        self.amazon.add_seller("SELLER-HOME", seller_region, list(markets))
        self.seller = self._connect_account("SELLER-HOME")

    def tax(self, name, rate, **vals):
        group = self.env["account.tax.group"].create({"name": name})
        return self.env["account.tax"].create(
            {"name": name, "amount": rate, "tax_group_id": group.id, **vals}
        )

    def position(self, name, rate, **vals):
        """A fiscal position that puts another tax in place of the usual one."""
        position = self.env["account.fiscal.position"].create(
            {"name": name, "auto_apply": True, **vals}
        )
        return self.tax(
            name,
            rate,
            fiscal_position_ids=[Command.set(position.ids)],
            original_tax_ids=[Command.set(self.usual.ids)],
        )

    def open(self, country):
        store = self._open_store(country, self.seller, tax_mode="import")
        store.action_suggest_taxes()
        return store

    def rows(self, store):
        return {
            (row.kind, row.country_id.code): row.tax_id
            for row in store.tax_map_ids
            if row.kind in ("default", "charges", "country")
        }

    def buy(self, market, to, **wish):
        ref = self.amazon.place_order(
            marketplace=market,
            seller="SELLER-HOME",
            address=ADDRESS | {"countryCode": to},
            **wish or {"lines": [{"sku": "MUG", "unit_price": "12.00", "shipping": "6.00"}]},
        )
        self.sync_orders(self.seller)
        return self.document(ref)

    def assert_taxed(self, document, tax):
        self.assertEqual(document.state, "done", document.reason)
        self.assertEqual(document.sale_order_id.order_line.tax_ids, tax)
        self.assertFalse(document.totals_differ, document.difference_reason)

    def test_germany_with_one_stop_shop(self):
        self.settle("de", 19, "EU", "DE", "FR")
        french = self.position("OSS France", 20, country_id=self.env.ref("base.fr").id)
        germany, france = self.open("DE"), self.open("FR")

        self.assertEqual(
            self.rows(germany), {("default", False): self.usual, ("country", "FR"): french}
        )
        self.assertEqual(
            self.rows(france), {("default", False): french, ("country", "DE"): self.usual}
        )
        self.assert_taxed(self.buy("DE", "DE"), self.usual)
        # The charges go with the goods.
        self.assert_taxed(self.buy("DE", "FR"), french)
        self.assert_taxed(self.buy("FR", "FR"), french)
        self.assert_taxed(self.buy("FR", "DE"), self.usual)

    def test_charges_follow_goods_that_have_no_tax_of_their_own(self):
        self.settle("de", 19, "EU", "DE")
        french = self.position("OSS France", 20, country_id=self.env.ref("base.fr").id)
        self.mug.taxes_id = False
        self.open("DE")

        self.assert_taxed(self.buy("DE", "FR"), french)

    def test_goods_for_a_country_without_a_position_wait_for_its_tax(self):
        self.settle("de", 19, "EU", "DE")
        store = self.open("DE")
        for country, name in (("GB", "United Kingdom"), ("IT", "Italy")):
            document = self.buy("DE", country)
            self.assertEqual(document.state, "held")
            self.assertIn(f"Destination country {name}", document.reason)
        export = self.tax("Export", 0)
        self.env["amazon.tax.map"].create(
            {
                "store_id": store.id,
                "kind": "country",
                "country_id": self.env.ref("base.uk").id,
                "tax_id": export.id,
            }
        )
        self.assert_taxed(self.buy("DE", "GB"), export)

    def test_a_stated_tax_abroad_never_lands_on_the_home_tax(self):
        self.settle("de", 19, "EU", "DE")
        self.open("DE")
        line = {"sku": "MUG", "unit_price": "12.00", "vat_rate": "0.2"}
        document = self.buy("DE", "FR", lines=[line])
        self.assertEqual(document.state, "held")
        self.assertIn("Destination country France", document.reason)

    def test_one_included_tax_of_the_store_is_not_put_on_goods_for_abroad_either(self):
        self.settle("de", 19, "EU", "DE", price_include_override="tax_included")
        store = self._open_store("DE", self.seller, tax_mode="charge", tax_id=self.usual.id)
        store.tax_map_ids.unlink()
        self.assert_taxed(self.buy("DE", "DE"), self.usual)
        document = self.buy("DE", "FR")
        self.assertIn("Destination country France", document.reason)

        french = self.position("OSS France", 20, country_id=self.env.ref("base.fr").id)
        document.action_retry()
        self.assert_taxed(document, french)
        self.assertAlmostEqual(document.sale_order_id.amount_tax, 3.00)

    def test_britain_and_its_exports(self):
        self.settle("uk", 20, "EU", "GB")
        self.position("Domestic", 20, country_id=self.env.ref("base.uk").id, sequence=1)
        zero = self.position("Rest of the world", 0, sequence=9)
        store = self.open("GB")

        self.assertEqual(store.tax_map_ids._get_tax("default"), self.usual)
        self.assertEqual(self.rows(store)["country", "DE"], zero)
        self.assert_taxed(self.buy("GB", "DE"), zero)

    def test_the_united_states_have_amazons_amounts_under_a_plain_name(self):
        self.settle("us", 15, "NA", "US")
        store = self.open("US")
        ref = self.buy("US", "US", lines=[{"sku": "MUG", "unit_price": "38.68", "tax": "3.50"}])

        tax = store.tax_map_ids._get_tax("default")
        self.assertEqual(
            (tax.amount, tax.tax_label, tax.tax_group_id.name), (0, "Sales tax", "Sales tax")
        )
        self.assert_taxed(ref, tax)
        self.assertAlmostEqual(ref.sale_order_id.amount_tax, 3.50)

    def test_japan(self):
        self.settle("jp", 10, "FE", "JP")
        self.open("JP")
        document = self.buy(
            "JP", "JP", lines=[{"sku": "MUG", "unit_price": "1100", "shipping": "330"}]
        )

        self.assert_taxed(document, self.usual)
        self.assertEqual(document.sale_order_id.amount_tax, 130)

    def test_a_new_store_at_home_has_the_companys_tax_without_being_asked(self):
        self.settle("de", 19, "EU", "DE", "FR")
        self.seller.store_ids.action_go_live()
        by_country = {
            store.marketplace_id.country_id.code: store for store in self.seller.store_ids
        }
        self.assertEqual(by_country["DE"].tax_mode, "import")
        self.assertEqual(by_country["DE"].tax_map_ids._get_tax("default"), self.usual)
        self.assertTrue(by_country["FR"]._names_no_tax())
