"""Seller SKUs as sellers write them: each is told, read back and counted as what it is."""

from odoo.tests import tagged

from .common import StockCommon

ODD = (
    "A/B",
    "50%",
    "50%25",
    "Grün-Öl ß",
    "a?b=c&d#e",
    "1+1",
    "007",
    "7",
    "mug",
    "Mug",
    "C:\\MUGS",
    'He said "6"',
    "RED,BLUE",
    "X" * 40,
)


@tagged("post_install", "-at_install")
class TestOddSkus(StockCommon):
    def setUp(self):
        super().setUp()
        self.numbers = {sku: number for number, sku in enumerate(ODD, 11)}

    def offer(self, **wish):
        for sku, number in self.numbers.items():
            self._create_product(sku, f"Product {number}", quantity=number)
            self.amazon.add_listing(sku, quantity=1, **wish)
        self.load()

    def told(self):
        return {sku: self.at_amazon(sku) for sku in ODD}

    def test_each_is_told_its_own_quantity_one_by_one(self):
        self.offer()
        self.push()
        self.assertEqual(self.told(), self.numbers)
        self.assertEqual(self.amazon.violations(), [])

    def test_each_is_told_its_own_quantity_by_feed(self):
        self.offer()
        self.push_by_feed()
        self.amazon.advance(minutes=5)
        self.push()
        self.assertEqual(self.told(), self.numbers)

    def test_each_is_read_back_and_none_is_taken_for_another(self):
        self.store.lead_time = 4
        self.offer()
        self.push()
        self.push()
        self.assertEqual({self.listing(sku).amazon_lead_time for sku in ODD}, {4})
        self.load()
        self.push()
        self.assertFalse(self.env["amazon.listing"].search([("is_out_of_step", "=", True)]))

    def test_each_is_ordered_as_what_it_is(self):
        self.offer()
        lines = [{"sku": sku, "quantity": 1} for sku in ODD]
        ref = self.amazon.place_order(lines=lines)
        self.sync_orders()
        document = self.document(ref)
        self.assertEqual(document.state, "done", document.reason)
        self.assertEqual(set(document.item_ids.product_id.mapped("default_code")), set(ODD))

    def test_units_at_amazon_are_asked_for_by_each(self):
        self.store.write({"import_fba": True, "fba_stock_mode": "report"})
        for sku, number in self.numbers.items():
            self.amazon.add_listing(sku, channel="AMAZON", quantity=number)
        self.load()
        self.amazon.fault("getInventorySummaries", "expired_page_token", count=3)
        self.store.action_sync_fba_stock()
        rows = self.env["amazon.fba.stock"].search([])
        found = {sku: row.fulfillable for row in rows for sku in row.skus}
        self.assertEqual(found, self.numbers)
