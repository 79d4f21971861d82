"""Goods of low value from abroad: Amazon is the supplier in law and pays the tax itself (B6)."""

from odoo.tests import tagged

from ..common import AmazonCommon

# How Amazon says that the tax is its own affair: in Australia, in Europe twice, in Britain.
SAYINGS = {
    "AU": {"facilitator": True, "collection_model": "LowValueGoods"},
    "DE": {"reporting_scheme": "IOSS", "ioss_number": "IM2760000742"},
    "FR": {"reporting_scheme": "UOSS"},
    "GB": {"facilitator": True},
}


@tagged("post_install", "-at_install")
class TestLowValueGoods(AmazonCommon):
    def setUp(self):
        super().setUp()
        # A seller at home in one of these countries, whose own goods are taxed.
        self.company.account_fiscal_country_id = self.env.ref("base.de")
        self.own = self.env["account.tax"].create(
            {
                "name": "Own VAT",
                "amount": 19,
                "price_include_override": "tax_included",
                "tax_group_id": self.env["account.tax.group"].create({"name": "Own VAT"}).id,
            }
        )
        self.company.account_sale_tax_id = self.own
        self.mug.taxes_id = self.own
        self.amazon.add_seller("SELLER-EU", "EU", ["DE", "FR", "GB"])
        self.amazon.add_seller("SELLER-FE", "FE", ["AU"])
        self.sellers = {
            seller: self._connect_account(seller) for seller in ("SELLER-EU", "SELLER-FE")
        }

    def open(self, market, **vals):
        seller = self.sellers["SELLER-FE" if market == "AU" else "SELLER-EU"]
        store = self._open_store(market, seller, **vals)
        store.action_suggest_taxes()
        return store

    def buy(self, store, **line):
        """Somebody buys a mug and has it sent, with what Amazon says of the tax."""
        market = store.marketplace_id.country_id.code
        saying = SAYINGS[{"UK": "GB"}.get(market, market)]
        of_line = {key: saying[key] for key in ("reporting_scheme", "ioss_number") if key in saying}
        of_order = {key: value for key, value in saying.items() if key not in of_line}
        ref = self.amazon.place_order(
            marketplace=market,
            seller=store.account_id.selling_partner_id,
            lines=[{"sku": "MUG", "unit_price": "11.00", "shipping": "5.50"} | of_line | line],
            tax_included=True,
            **of_order,
        )
        self.sync_orders(store.account_id)
        document = self.document(ref)
        self.assertEqual(document.state, "done", document.reason)
        self.assertFalse(document.totals_differ, document.difference_reason)
        self.assertEqual(document.sale_order_id.state, "sale")
        self.assertAlmostEqual(document.sale_order_id.amount_total, 16.50)
        return document.sale_order_id

    def test_a_tax_that_amazon_states_is_the_one_it_collects(self):
        for market in SAYINGS:
            with self.subTest(market=market):
                store = self.open(market, tax_mode="import")
                sale = self.buy(store, tax="1.00", shipping_tax="0.50")
                self.assertEqual(sale.order_line.tax_ids, store.tax_map_ids._get_tax("collected"))
                self.assertAlmostEqual(sale.amount_tax, 1.50)

    def test_where_amazon_states_none_the_sale_is_free_of_the_sellers_tax(self):
        for market in ("DE", "FR"):
            with self.subTest(market=market):
                store = self.open(market, tax_mode="import")
                sale = self.buy(store)
                self.assertEqual(sale.order_line.tax_ids, store.tax_map_ids._get_tax("tax_free"))
                self.assertEqual(sale.amount_tax, 0)

    def test_the_included_tax_of_a_store_is_not_put_on_what_amazon_pays(self):
        for market in ("DE", "AU"):
            with self.subTest(market=market):
                store = self.open(market, tax_mode="charge", tax_id=self.own.id)
                sale = self.buy(store, tax="1.00", shipping_tax="0.50")
                self.assertFalse(sale.order_line.tax_ids)

    def test_own_goods_and_amazons_in_one_order_keep_their_charges_apart(self):
        store = self.open("DE", tax_mode="charge", tax_id=self.own.id)
        own = {"sku": "MUG", "unit_price": "11.90", "shipping": "2.38"}
        ref = self.amazon.place_order(
            marketplace="DE", seller="SELLER-EU", lines=[own, own | {"reporting_scheme": "IOSS"}]
        )
        self.sync_orders(store.account_id)

        sale = self.sale(ref)
        self.assertAlmostEqual(sale.amount_total, 28.56)
        self.assertAlmostEqual(sale.amount_tax, 1.90 + 0.38)

    def test_tax_collected_in_a_way_that_nobody_knows_waits_for_a_person(self):
        store = self.open("AU", tax_mode="import")
        ref = self.amazon.place_order(
            marketplace="AU",
            seller=store.account_id.selling_partner_id,
            lines=[{"sku": "MUG", "unit_price": "11.00", "tax": "1.00"}],
            tax_included=True,
            facilitator=True,
            collection_model="DIGITAL_LEVY",
        )

        self.sync_orders(store.account_id)

        document = self.document(ref)
        self.assertEqual(document.state, "held")
        self.assertIn("DIGITAL_LEVY", document.reason)
        document.action_accept_money()
        self.assertIn("Map the tax for Goods", document.reason, "as one of the seller's own")
