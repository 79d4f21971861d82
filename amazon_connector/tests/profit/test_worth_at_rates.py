"""What rows are worth where the books are kept in another currency than Amazon's."""

from odoo.tests import tagged

from ..entries.foreign import ForeignCase

SALE = ("Order", "ItemPrice", "Principal", "90.00", "A", "2026-06-18")
FEE = ("Order", "ItemFees", "Commission", "-9.00", "A", "2026-06-18")


@tagged("post_install", "-at_install")
class TestWorthAtRates(ForeignCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.store.accounting_mode = "per_order"

    def setUp(self):
        super().setUp()
        self.drop_rates()

    def worth(self, settlement):
        settlement.invalidate_recordset()
        rows = settlement.line_ids.filtered(lambda row: row.kind_id.code == "sale")
        return round(sum(rows.mapped("worth")), 2)

    def pay_invoice(self, invoiced, settled):
        """:return: settlement that pays an invoice after the rate has changed"""
        self.put_rate("2026-06-01", invoiced)
        self.put_rate("2026-06-25", settled)
        self.create_document("A", {"revenue": 90}, "2026-06-18")
        settlement = self.settle([SALE, FEE])
        self.assertEqual(settlement.state, "done", settlement.reason)
        return settlement

    def test_what_pays_an_invoice_is_worth_what_the_invoice_says(self):
        """Whatever the rate has become: the difference is the exchange account's."""
        self.assertEqual(self.worth(self.pay_invoice(0.9, 0.4)), 100)

    def test_it_is_worth_no_less_where_the_rate_fell(self):
        self.assertEqual(self.worth(self.pay_invoice(0.4, 0.9)), 225)

    def test_booked_anew_the_entries_of_before_count_no_more(self):
        self.put_rate("2026-06-01", 0.9)
        wrong = self.put_rate("2026-06-25", 0.4)
        self.create_document("A", {"revenue": 90}, "2026-06-18")
        settlement = self.settle([SALE, FEE])
        wrong.rate = 0.9

        settlement.action_reverse()

        self.assertEqual((settlement.state, settlement.run), ("done", 1))
        self.assertEqual(self.worth(settlement), 100)
        fees = settlement.line_ids.filtered(lambda row: row.kind_id.code == "seller_fee")
        self.assertEqual(round(fees.worth, 2), -10)

    def test_a_file_of_which_all_is_paid_already_has_a_rate_too(self):
        self.put_rate("2026-06-01", 0.5)
        document = self.create_document("A", {"revenue": 90}, "2026-06-18")
        self.pay_on_clearing(document, "2026-06-18")

        settlement = self.settle([SALE])

        self.assertEqual(set(settlement.line_ids.mapped("booking")), {"ahead"})
        self.assertEqual(self.worth(settlement), 180)
