"""Any mixture of rows: a balanced entry equal to the header, or a draft that says why not (F5)."""

from decimal import Decimal
from itertools import count

from hypothesis import given
from hypothesis import strategies as st

from odoo.tests import tagged

from ..examples import EXAMPLES, tried
from .booking import REVERSE_CHARGE, BookingCase

FACILITATOR = "MarketplaceFacilitatorTax-Principal"
# Words as Amazon writes them, and some that it will invent.
WORDS = [
    ("Order", "ItemPrice", "Principal"),
    ("Order", "ItemPrice", "Tax"),
    ("Order", "ItemPrice", "Shipping"),
    ("Order", "Promotion", "Principal"),
    ("Order", "ItemFees", "Commission"),
    ("Order", "ItemFees", "FBAPerUnitFulfillmentFee"),
    ("Order", "ItemWithheldTax", FACILITATOR),
    ("Refund", "ItemPrice", "Principal"),
    ("Refund", "ItemPrice", "Tax"),
    ("Refund", "ItemWithheldTax", FACILITATOR),
    ("Refund", "ItemFees", "RefundCommission"),
    ("ServiceFee", "Cost of Advertising", "TransactionTotalAmount"),
    ("other-transaction", "other-transaction", "Storage Fee"),
    ("other-transaction", "other-transaction", "Current Reserve Amount"),
    ("other-transaction", "other-transaction", "Previous Reserve Amount Balance"),
    ("other-transaction", "FBA Inventory Reimbursement", "WAREHOUSE_DAMAGE"),
]
ODD = ("Tomorrow", "Brand New", "Nobody Knows")
DAYS = ["2026-05-30", "2026-06-20", "2026-06-30", "2026-07-01", "2026-07-05", ""]
PERIOD = {"start": "2026-06-24", "end": "2026-07-07", "deposit": "2026-07-09"}
GROUPINGS = ["all", "product", "category", "order"]


@st.composite
def rows(draw):
    words = draw(st.sampled_from([*WORDS * 4, ODD]))
    cents = draw(st.integers(-20_000, 20_000))
    is_order = words[0] in ("Order", "Refund")
    order = draw(st.sampled_from(["A", "B", "C", "D"])) if is_order else ""
    amount = Decimal(cents).scaleb(-2)
    return (*words, str(amount), order, draw(st.sampled_from(DAYS)))


@tagged("post_install", "-at_install")
class TestAnyMixture(BookingCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.numbers = count(1)

    def test_in_a_store_without_tax_in_prices(self):
        self.open_books("USD")
        self.settle_any(EXAMPLES // 2)

    def test_in_a_store_with_tax_in_prices_and_books_in_another_currency(self):
        self.open_books("EUR", home="USD")
        euro = self.store.marketplace_id.currency_id
        rates = self.env["res.currency.rate"]
        rates.search([("currency_id", "=", euro.id)]).unlink()
        for day, rate in (("2026-05-01", 0.9137), ("2026-07-01", 0.8771)):
            vals = {"name": day, "rate": rate, "currency_id": euro.id}
            rates.create({**vals, "company_id": self.company.id})
        self.put_taxes(19, fees=REVERSE_CHARGE)
        self.settle_any(EXAMPLES // 2)

    def create_documents(self):
        """One order is paid on clearing, one is open, the others are from before going live."""
        self.store.import_from = "2026-06-25"
        invoice = self.create_document("A", {"revenue": Decimal(50)}, "2026-06-18")
        self.pay_on_clearing(invoice, "2026-06-18")
        self.create_document("B", {"revenue": Decimal(80)}, "2026-06-18")

    def settle_any(self, examples):
        self.create_documents()

        @tried(examples)
        @given(
            st.lists(rows(), min_size=1, max_size=12),
            st.sampled_from([0, 0, 0, 1]),
            st.sampled_from(["per_order", "per_settlement"]),
            st.sampled_from(GROUPINGS),
        )
        def check(mixture, wrong, mode, grouping):
            self.store.write({"accounting_mode": mode, "settlement_grouping": grouping})
            total = sum(Decimal(row[3]) for row in mixture) + wrong
            settlement = self.settle(mixture, total, ref=f"P{next(self.numbers)}", **PERIOD)
            self.check_outcome(settlement, mixture, total, wrong)

        check()

    def check_outcome(self, settlement, mixture, total, wrong):
        has_odd = any(row[:3] == ODD for row in mixture)
        if settlement.state != "done":
            self.assertEqual(settlement.state, "held", settlement.reason)
            self.assertTrue(settlement.reason)
            self.assertFalse(settlement.move_ids)
            return
        self.assertFalse(wrong or has_odd)
        self.assert_booked(settlement)
        clearing = self.ledger["clearing"]
        booked = settlement.move_ids.filtered(lambda move: move.amazon_entry != "payout")
        lines = booked.line_ids.filtered(lambda line: line.account_id == clearing)
        ahead = settlement.line_ids.filtered(lambda row: row.booking == "ahead")
        moved = sum(lines.mapped("amount_currency")) + sum(ahead.mapped("amount"))
        self.assertAlmostEqual(moved, float(total), 6)
        payout = self.net(self.entries(settlement, "payout"))
        self.assertEqual(payout.get("clearing", 0), -total)
        carried = booked.line_ids.filtered(
            lambda line: line.account_id == self.ledger["carried forward"]
        )
        self.assertAlmostEqual(sum(carried.mapped("balance")), 0, 6)
        on_lines = settlement.line_ids.filtered("move_line_id")
        self.assertEqual(
            on_lines | ahead, settlement.line_ids.filtered("amount") | on_lines | ahead
        )
