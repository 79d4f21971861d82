"""The six orders of Amazon's own sandbox, as Amazon publishes them."""

import json
from importlib import resources

from odoo.tests import tagged

from ...spapi.tokens import TOKENS
from ..common import AmazonCommon

SANDBOX = resources.files("sp_api_simulator") / "data" / "sandbox_orders"
# Order → country of the store, seller of the region, total, what becomes of its deliveries.
EXPECTED = {
    "028-1234567-8901234": ("TR", "SELLER-EU", "TRY", 125.00, "done"),
    "114-9876543-1234567": ("US", "SELLER-NA", "USD", 49.99, "assigned"),
    "171-2345678-9012345": ("BR", "SELLER-NA", "BRL", 1599.90, "assigned"),
    "171-9876543-2109876": ("BR", "SELLER-NA", "BRL", 299.90, "assigned"),
    "202-7654321-1098765": ("GB", "SELLER-EU", "GBP", 34.99, "done"),
    "250-1234567-8901234": ("JP", "SELLER-FE", "JPY", 19940, "done"),
}
SELLERS = {
    "SELLER-NA": ("NA", ["US", "BR"]),
    "SELLER-EU": ("EU", ["GB", "TR"]),
    "SELLER-FE": ("FE", ["JP"]),
}


@tagged("post_install", "-at_install")
class TestSandboxOrders(AmazonCommon):
    def setUp(self):
        super().setUp()
        # The sellers are new to this Amazon, whatever tokens the test before was given.
        TOKENS.clear()
        self.payloads = {}
        for file in sorted(SANDBOX.iterdir(), key=lambda file: file.name):
            payload = json.loads(file.read_text("utf-8"))
            self.payloads[payload["orderId"]] = payload

    def connect_sellers(self):
        """An account in each region, its stores live. Returns all accounts."""
        accounts = self.env["amazon.account"]
        for seller, (region, countries) in SELLERS.items():
            self.amazon.add_seller(seller, region, countries)
            account = self._connect_account(seller)
            for country in countries:
                self._open_store(country, account)
            accounts |= account
        return accounts

    def stock_products(self):
        for payload in self.payloads.values():
            for item in payload["orderItems"]:
                self._create_product(item["product"]["sellerSku"], item["product"]["title"])

    def place_orders(self):
        for ref, payload in self.payloads.items():
            self.amazon.put_raw_order(payload, seller=EXPECTED[ref][1])

    def test_all_six_become_sales_orders_worth_what_amazon_says(self):
        self.stock_products()
        accounts = self.connect_sellers()
        self.place_orders()

        operations = accounts.action_sync_orders()

        self.assertEqual(operations.mapped("state"), ["done"] * 3)
        self.assertEqual(set(self.payloads), set(EXPECTED))
        for ref, (country, seller, currency, total, delivery) in EXPECTED.items():
            with self.subTest(ref):
                document, sale = self.document(ref), self.sale(ref)
                self.assertEqual(document.state, "done", document.reason)
                self.assertEqual(document.store_id.marketplace_id.country_id.code, country)
                self.assertEqual(document.account_id.selling_partner_id, seller)
                self.assertEqual((sale.state, sale.currency_id.name), ("sale", currency))
                self.assertAlmostEqual(sale.amount_total, total, places=2)
                self.assertEqual(document.difference, 0)
                self.assertEqual(set(sale.picking_ids.mapped("state")), {delivery})
        self.assertEqual(self.amazon.shipments(), [])

    def test_they_keep_what_makes_each_of_them_special(self):
        self.stock_products()
        accounts = self.connect_sellers()
        self.place_orders()

        accounts.action_sync_orders()

        business = self.document("171-2345678-9012345")
        self.assertTrue(business.is_business)
        self.assertEqual(self.sale(business.amazon_ref).partner_id.country_id.code, "BR")
        self.assertTrue(self.document("202-7654321-1098765").is_prime)
        gift = self.document("171-9876543-2109876").item_ids
        self.assertIn("Feliz Natal", gift.gift_message)
        japanese = self.document("250-1234567-8901234")
        self.assertEqual(japanese.fulfilled_by, "AMAZON")
        self.assertEqual(
            self.sale(japanese.amazon_ref).warehouse_id, japanese.store_id.fba_warehouse_id
        )

    def test_without_products_they_wait_and_say_for_what(self):
        accounts = self.connect_sellers()
        self.place_orders()

        accounts.action_sync_orders()

        for ref, payload in self.payloads.items():
            document = self.document(ref)
            self.assertEqual(document.state, "held")
            self.assertIn(payload["orderItems"][0]["product"]["sellerSku"], document.reason)
