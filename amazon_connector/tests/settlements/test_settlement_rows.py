"""Rows of settlements: linked to what Odoo has, whatever is blank or odd in them."""

from datetime import date

from odoo.tests import tagged

from .common import SettlementCommon, commission, report, row, sale


@tagged("post_install", "-at_install")
class TestSettlementRows(SettlementCommon):
    def test_rows_lead_to_order_item_and_product(self):
        ref = self.amazon.place_order(sku="MUG", unit_price="9.99")
        self.sync_orders()
        item = self.document(ref).item_ids

        settlement = self.upload(
            report(
                [
                    sale(order_id=ref, order_item_code=item.amazon_ref, sku="MUG"),
                    commission(order_id=ref, sku="MUG"),
                    row("FBAFees", "Inbound Defect Fee", "Base fee", "-1", order_id="FBA15XYZ"),
                ]
            )
        )

        first, second, third = settlement.line_ids
        self.assertEqual((first.amazon_order_id, first.order_item_id), (item.order_id, item))
        self.assertEqual((first.product_id, second.product_id), (self.mug, self.mug))
        self.assertEqual(second.amazon_order_id, item.order_id)
        self.assertEqual((third.order_ref, third.amazon_order_id.ids), ("FBA15XYZ", []))

    def test_an_order_that_comes_later_is_linked_with_the_next_look(self):
        ref = self.amazon.place_order(sku="MUG", unit_price="9.99")
        settlement = self.upload(report([sale(order_id=ref)]))
        self.assertFalse(settlement.line_ids.amazon_order_id)

        self.sync_orders()
        settlement.with_user(self.accountant).action_retry()

        self.assertEqual(settlement.line_ids.amazon_order_id, self.document(ref))

    def test_each_row_is_of_its_marketplaces_store_and_blank_ones_of_the_main_one(self):
        canada = self.account.store_ids.filtered(lambda s: s.marketplace_id.country_id.code == "CA")
        settlement = self.upload(
            report(
                [
                    sale(marketplace_name="AMAZON.COM"),
                    sale(marketplace_name="amazon.com"),
                    sale(marketplace_name="Amazon.ca"),
                    commission(marketplace_name=""),
                    commission(marketplace_name="SI US Prod Marketplace"),
                ]
            )
        )

        store = self.store
        self.assertEqual(settlement.store_id, store)
        found = [line.store_id for line in settlement.line_ids]
        self.assertEqual(found, [store, store, canada, store, store])

    def test_a_settlement_of_blanks_alone_is_of_the_store_with_its_currency(self):
        settlement = self.upload(report([commission(marketplace_name="")]))
        self.assertEqual((settlement.store_id, settlement.state), (self.store, "ready"))

        nowhere = self.upload(
            report([commission("-15", marketplace_name="")], ref="9002", currency="JPY")
        )
        self.assertEqual((nowhere.state, nowhere.hold_key), ("held", "store"))
        self.assertIn("Load Stores", nowhere.reason)

    def test_days_are_those_of_the_store(self):
        self.store.tz = "America/Los_Angeles"
        settlement = self.upload(
            report(
                [
                    sale(posted_date_time="2026-07-01 05:00:00 UTC"),
                    sale(posted_date="01.07.2026"),
                    sale(posted_date="2026-07-01 00:00:00 UTC"),
                    sale(posted_date=""),
                ]
            )
        )

        june, july = date(2026, 6, 30), date(2026, 7, 1)
        self.assertEqual(settlement.line_ids.mapped("posted_on"), [june, july, july, june])

    def test_identical_rows_are_both_kept(self):
        settlement = self.upload(report([sale("5.00"), sale("5.00")]))
        self.assertEqual(settlement.line_ids.mapped("amount"), [5, 5])
        self.assertEqual(settlement.line_ids.mapped("number"), [3, 4])

    def test_queries_do_not_grow_with_the_rows(self):
        few = self.count_queries(5, "9001")
        self.assertLessEqual(self.count_queries(900, "9002"), few)

    def count_queries(self, rows, ref):
        before = self.env.cr.sql_log_count
        self.upload(report([sale(order_id=f"1-{number}") for number in range(rows)], ref=ref))
        return self.env.cr.sql_log_count - before

    def test_a_table_for_a_spreadsheet_has_no_formulas(self):
        settlement = self.upload(
            report([sale(sku="=1+1", order_id="@SUM(A1)", promotion_id="+x"), commission()])
        )

        head, first, second = "".join(settlement._iter_csv()).splitlines()

        self.assertTrue(head.startswith("Line,"))
        self.assertIn(",'@SUM(A1),'=1+1,", first)
        self.assertIn(",'+x,", first)
        self.assertIn(",-15.00,", second)
