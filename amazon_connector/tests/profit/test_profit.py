"""What was earned with each product, order and store, beside what the books say (F11)."""

from odoo.tests import tagged

from ..payouts.paying import PayoutCase

FEES = ("selling_fees", "fulfillment_fees", "storage_fees", "other_fees", "advertising")


@tagged("post_install", "-at_install")
class TestProfit(PayoutCase):
    def setUp(self):
        super().setUp()
        self.mug.standard_price = 4

    def profit(self, *domain):
        self.env.invalidate_all()
        return self.env["amazon.profit"].search(list(domain))

    def total(self, name, *domain):
        return round(sum(self.profit(*domain).mapped(name)), 2)

    def booked(self, settlement, *codes):
        """Debit less credit of the entries, by the codes of fee kinds."""
        lines = settlement.move_ids.line_ids.filtered(
            lambda line: line.amazon_kind_id.code in codes
        )
        return round(sum(lines.mapped("balance")), 2)

    def order(self, quantity=2):
        """An order that Odoo has and ships, and that Amazon then bills."""
        ref = self.amazon.place_order(sku="MUG", quantity=quantity)
        self.sync_orders()
        self.ship(self.sale(ref))
        self.account.action_push_shipments()
        return ref

    def test_before_its_settlement_an_order_is_estimated_and_then_booked(self):
        ref = self.order()
        self.amazon.ship_and_bill(ref)
        own = ("order_id.amazon_ref", "=", ref)
        self.assertEqual(self.total("revenue", own), 25)
        self.assertEqual(set(self.profit(own, ("revenue", "!=", 0)).mapped("is_estimated")), {True})
        self.assertEqual(self.total("cost", own), -8)

        told = self.amazon.close_settlement()
        settlement = self.post(told)
        self.assertEqual(set(self.profit(own).mapped("is_estimated")), {False})
        revenue = -self.booked(settlement, "sale", "shipping", "giftwrap")
        self.assertEqual(self.total("revenue", own), revenue)
        fees = sum(self.total(name, own) for name in FEES)
        self.assertEqual(fees, -self.booked(settlement, "seller_fee", "fba_fee"))
        self.assertLess(fees, 0)
        self.assertEqual(self.total("cost", own), -8)
        profit = revenue + fees + self.total("promotions", own) - 8
        self.assertEqual(self.total("profit", own), round(profit, 2))
        self.assertEqual(self.profit(own).product_id, self.mug)

    def test_all_of_a_settlement_is_in_it_once_but_taxes_and_balances(self):
        ref = self.order()
        self.amazon.ship_and_bill(ref)
        self.amazon.refund(ref)
        self.amazon.charge("storage", "10.00")
        self.amazon.charge("advertising", "7.00")
        self.amazon.reimburse("MUG", "8.15")
        settlement = self.post(self.amazon.close_settlement(reserve="2.00"))
        lines = settlement.move_ids.line_ids.filtered(
            lambda line: (
                line.amazon_kind_id.nature in ("sale", "refund", "fee", "income")
                and line.amazon_kind_id.code not in ("tax", "refund_tax")
            )
        )
        mine = ("settlement_id", "=", settlement.id)
        self.assertEqual(self.total("profit", mine), round(-sum(lines.mapped("balance")), 2))
        self.assertEqual(self.total("storage_fees", mine), -10)
        self.assertEqual(self.total("advertising", mine), -7)
        self.assertEqual(self.total("reimbursements", mine), 8.15)
        self.assertLess(self.total("refunds", mine), 0)

    def test_a_cost_without_a_stock_move_is_the_products_and_says_so(self):
        ref = self.amazon.place_order(sku="MUG", quantity=3)
        self.sync_orders()
        [cost] = self.profit(("order_id.amazon_ref", "=", ref), ("cost", "!=", 0))
        self.assertEqual((cost.cost, cost.is_estimated), (-12, True))
        self.ship(self.sale(ref))
        self.mug.standard_price = 9
        [cost] = self.profit(("order_id.amazon_ref", "=", ref), ("cost", "!=", 0))
        self.assertEqual((cost.cost, cost.is_estimated), (-12, True))
        self.account.action_push_shipments()
        self.amazon.ship_and_bill(ref)
        self.post(self.amazon.close_settlement())
        [cost] = self.profit(("order_id.amazon_ref", "=", ref), ("cost", "!=", 0))
        self.assertEqual((cost.cost, cost.is_estimated), (-12, False))

    def test_the_margin_of_a_group_is_that_of_its_sums(self):
        self.order(quantity=1)
        self.order(quantity=3)
        groups = self.env["amazon.profit"]._read_group(
            [], ["product_id"], ["profit:sum", "revenue:sum", "margin:avg"]
        )
        [(profit, revenue, margin)] = [each[1:] for each in groups if each[0] == self.mug]
        self.assertAlmostEqual(float(margin), 100 * profit / revenue)

    def test_groups_stand_in_the_order_of_odoo(self):
        for sku in ("ZEBRA", "APE", "MOUSE"):
            self.env["product.product"].create({"name": sku, "default_code": sku})
            self.amazon.add_listing(sku, price="5.00", quantity=10)
            self.amazon.place_order(sku=sku)
        self.sell()
        self.sync_orders()
        self.amazon.charge("storage", "10.00")
        self.post(self.amazon.close_settlement())
        self.env["product.product"].search([("default_code", "=", "APE")]).active = False
        profit = self.env["amazon.profit"]
        for groupby in (["product_id"], ["date:month", "product_id"], ["is_estimated", "store_id"]):
            with self.subTest(groupby=groupby):
                by_odoo = ", ".join(f"{spec} ASC" for spec in groupby)
                found = profit.formatted_read_group([], groupby, ["revenue:sum"])
                self.assertGreater(len(found), 1)
                self.assertEqual(
                    found, profit.formatted_read_group([], groupby, ["revenue:sum"], order=by_odoo)
                )
                sets = profit.formatted_read_grouping_sets([], [[], groupby], ["revenue:sum"])
                self.assertEqual(sets[1], found)

    def test_an_accountant_of_another_company_sees_none_of_it(self):
        self.order()
        other = self.env["res.company"].create({"name": "Other"})
        self.accountant.write({"company_ids": [(6, 0, other.ids)], "company_id": other.id})
        seen = self.env["amazon.profit"].with_user(self.accountant).with_company(other)
        self.assertTrue(self.profit())
        self.assertFalse(seen.with_context(allowed_company_ids=other.ids).search([]))
