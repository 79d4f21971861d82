"""Cost of goods of orders that have no invoice: by our entry, or by stock closing, never both."""

from datetime import timedelta

from odoo import fields
from odoo.tests import tagged

from ..common import AmazonCommon


@tagged("post_install", "-at_install")
class TestCostOfGoods(AmazonCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.mug.standard_price = 4
        journal = cls.env["account.journal"].create(
            {"name": "Amazon", "code": "AMZ", "type": "general"}
        )
        cls.store.write({"settlement_journal_id": journal.id, "accounting_mode": "per_settlement"})

    def setUp(self):
        super().setUp()
        self.day = fields.Date.today() + timedelta(days=1)

    def ship_mugs(self, quantity):
        ref = self.amazon.place_order(sku="MUG", quantity=quantity, unit_price="9.99")
        self.sync_orders()
        self.ship(self.sale(ref))
        return self.sale(ref)

    def test_it_is_booked_once_from_the_values_of_the_moves(self):
        self.company.amazon_cost_of_goods = "entry"
        sale = self.ship_mugs(2)
        entry = self.store._post_cost_of_goods(self.day)
        accounts = self.mug.product_tmpl_id._get_product_accounts()
        by_account = {line.account_id: line.balance for line in entry.line_ids}
        self.assertEqual(by_account[accounts["expense"]], 8)
        self.assertEqual(by_account[accounts["stock_valuation"]], -8)
        self.assertEqual(sale.order_line.move_ids.amazon_cost_move_id, entry)
        self.assertFalse(self.store._post_cost_of_goods(self.day))

    def test_goods_that_cost_nothing_wait_for_no_entry(self):
        self.company.amazon_cost_of_goods = "entry"
        self.mug.standard_price = 0
        self.ship_mugs(2)
        self.assertFalse(self.store._find_uncosted(self.day))

    def test_it_is_left_to_stock_closing_unless_the_company_wants_an_entry(self):
        self.ship_mugs(2)
        self.assertFalse(self.store._post_cost_of_goods(self.day))

    def test_an_order_with_an_invoice_has_its_cost_from_there(self):
        self.company.amazon_cost_of_goods = "entry"
        sale = self.ship_mugs(1)
        sale._create_invoices().action_post()
        self.assertFalse(self.store._post_cost_of_goods(self.day))
