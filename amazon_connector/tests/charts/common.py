"""Tests on real charts of accounts, on a database that has them: ``./dev/test`` makes it.

Its companies stand in ``dev/lib/prepare_charts.py``, one for each chart. Elsewhere these tests
are left out.
"""

from ..common import AmazonCommon

ADDRESS = {"name": "Buyer", "addressLine1": "Street 1", "city": "Town", "postalCode": "75001"}


class ChartsCommon(AmazonCommon):
    """A seller whose company has the chart of accounts ``chart``, with usual taxes on its mug."""

    chart: str
    region: str
    markets: tuple[str, ...]

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.usual = cls.company.account_sale_tax_id
        cls.mug.taxes_id = cls.usual

    @classmethod
    def _use_company(cls):
        company = cls.env["res.company"].search([("chart_template", "=", cls.chart)], limit=1)
        if not company:
            cls.skipTest(cls, f"No company has the chart of accounts {cls.chart}.")
        cls.env = cls.env(context=dict(cls.env.context, allowed_company_ids=company.ids))

    def setUp(self):
        super().setUp()
        self.amazon.add_seller("SELLER-HOME", self.region, list(self.markets))
        self.seller = self._connect_account("SELLER-HOME")

    def sync_orders(self, account=None):
        """As a lane does: for every company, as nobody in particular."""
        main = self.env.ref("base.main_company")
        return (account or self.seller).with_company(main).action_sync_orders()

    def open(self, country, **vals):
        """A store that is live, with the taxes that are suggested for it."""
        store = self._open_store(country, self.seller, **{"tax_mode": "import", **vals})
        store.action_suggest_taxes()
        return store

    def tax(self, rate, kind="sale", **domain):
        """The chart's own tax at a rate, the first as Odoo sorts them."""
        return self.env["account.tax"].search(
            [
                ("company_id", "=", self.company.id),
                ("type_tax_use", "=", kind),
                ("amount", "=", rate),
                *((name, "=", value) for name, value in domain.items()),
            ],
            limit=1,
        )

    def row(self, store, kind="default", country=None):
        """The tax that a store's table names; empty where it is left open."""
        country = self.env.ref(f"base.{country}") if country else None
        return store.tax_map_ids._get_tax(kind, country) or self.env["account.tax"]

    def buy(self, market, to, *lines, **wish):
        """Somebody buys, a mug unless lines are named, with shipping; returns the document."""
        lines = lines or ({"sku": "MUG", "unit_price": "12.00", "shipping": "6.00"},)
        ref = self.amazon.place_order(
            marketplace=market,
            seller="SELLER-HOME",
            address=ADDRESS | {"countryCode": to},
            lines=list(lines),
            **wish,
        )
        self.sync_orders()
        return self.document(ref)

    def assert_taxed(self, document, tax, amount):
        """The order is a confirmed sale with Amazon's total, one tax and so much of it."""
        self.assertEqual(document.state, "done", document.reason)
        sale = document.sale_order_id
        self.assertEqual(sale.state, "sale")
        self.assertEqual(sale.company_id, self.company)
        self.assertEqual(sale.order_line.tax_ids, tax)
        self.assertAlmostEqual(sale.amount_tax, amount)
        self.assertAlmostEqual(sale.amount_total, document.amount_total)
        self.assertFalse(document.totals_differ, document.difference_reason)

    def assert_waits(self, document, *words):
        """The order waits, says for what, and nothing is sold yet."""
        self.assertEqual(document.state, "held")
        for word in words:
            self.assertIn(word, document.reason)
        self.assertFalse(document.sale_order_id)
