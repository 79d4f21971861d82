"""Orders that have invoices of their own, and the settlement that pays them (F2, F8)."""

from decimal import Decimal

from odoo.tests import tagged

from .booking import BookingCase


def sale(ref, amount, day="2026-06-18"):
    return ("Order", "ItemPrice", "Principal", amount, ref, day)


def refund(ref, amount, day="2026-06-22"):
    return ("Refund", "ItemPrice", "Principal", amount, ref, day)


@tagged("post_install", "-at_install")
class TestOrdersSettled(BookingCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.open_books("USD")

    def invoice(self, ref, amount, day="2026-06-18"):
        return self.create_document(ref, {"revenue": Decimal(amount)}, day)

    def credit(self, ref, amount, day="2026-06-22"):
        return self.create_document(ref, {"revenue": Decimal(amount)}, day, "out_refund")

    def test_invoices_and_credit_notes_are_paid_by_the_settlement(self):
        invoice, credit = self.invoice("A", "100"), self.credit("B", "30")
        settlement = self.settle([sale("A", "100.00"), refund("B", "-30.00")])
        self.assert_booked(settlement)
        self.assertEqual((invoice.payment_state, credit.payment_state), ("paid", "reversed"))
        self.assertEqual(self.net(self.entries(settlement, "payments"))["clearing"], 70)
        self.assertEqual(self.open_on("clearing"), 0)
        self.assertEqual(set(settlement.line_ids.mapped("booking")), {"payment"})
        self.assertFalse(settlement.difference_ids)

    def test_the_tax_of_a_liquidation_waits_for_no_order(self):
        lot = ("LIQ-7", "2026-06-20")
        tax = "MarketplaceFacilitatorTax-Principal"
        settlement = self.settle(
            [
                ("Liquidations", "ItemPrice", "Principal", "30.00", *lot),
                ("Liquidations", "ItemPrice", "Tax", "2.40", *lot),
                ("Liquidations", "ItemWithheldTax", tax, "-2.40", *lot),
                ("Liquidations", "ItemFees", "LiquidationsBrokerageFee", "-4.50", *lot),
            ]
        )
        self.assert_booked(settlement)
        result = self.net(self.entries(settlement, "result"))
        self.assertEqual(result, {"other": Decimal("-25.50"), "clearing": Decimal("25.50")})

    def test_what_was_paid_on_clearing_before_is_not_booked_again(self):
        self.pay_on_clearing(self.invoice("A", "100"), "2026-06-18")
        settlement = self.settle([sale("A", "100.00")])
        self.assert_booked(settlement)
        self.assertFalse(self.entries(settlement, "payments", "result"))
        self.assertEqual(self.open_on("clearing"), 0)
        self.assertEqual(settlement.line_ids.booking, "ahead")

    def test_an_order_in_two_settlements_is_paid_by_both(self):
        invoice, ahead = self.invoice("A", "100"), self.invoice("B", "100")
        self.pay_on_clearing(ahead, "2026-06-18")
        later = {"start": "2026-07-01", "end": "2026-07-14", "deposit": "2026-07-16"}
        first = self.settle([sale("A", "60.00"), sale("B", "60.00")])
        self.assert_booked(first)
        self.assertEqual((invoice.payment_state, invoice.amount_residual), ("partial", 40))
        second = self.settle([sale("A", "40.00"), sale("B", "40.00")], ref="S2", **later)
        self.assert_booked(second)
        self.assertEqual(invoice.payment_state, "paid")
        self.assertEqual(self.open_on("clearing"), 0)

    def test_an_order_of_another_channel_without_a_price_is_asked_for_by_nobody(self):
        self.store.import_from = "2026-01-01"
        fee = ("Order", "ItemFees", "FBAPerUnitFulfillmentFee", "-5.50", "S01-1", "2026-06-18")
        settlement = self.settle([sale("S01-1", "0.00"), fee])
        self.assert_booked(settlement)
        self.assertFalse(settlement.difference_ids)
        self.assertEqual(self.open_on("clearing"), 0)

    def test_an_order_that_odoo_lacks_is_asked_for(self):
        self.store.import_from = "2026-01-01"
        settlement = self.settle([sale("A", "100.00")])
        self.assertEqual((settlement.state, len(settlement.move_ids)), ("held", 0))
        self.assertIn("does not have 1 of its orders: A.", settlement.reason)
        self.assertEqual(settlement.hold_key, "orders:S1")
        self.invoice("A", "100")
        settlement.action_process()
        self.assert_booked(settlement)

    def type_invoice(self, **places):
        """An open invoice that bears a number and is linked with nothing."""
        move = self.invoice("", "100")
        move.write({"amazon_order_ref": False, "is_amazon": False, **places})
        return move

    def test_an_invoice_typed_under_the_number_of_such_an_order_is_paid(self):
        self.store.import_from = "2026-01-01"
        places = {"A": "ref", "B": "payment_reference", "C": "invoice_origin"}
        typed = self.env["account.move"].union(
            *(self.type_invoice(**{place: ref}) for ref, place in places.items())
        )
        settlement = self.settle([sale(ref, "100.00") for ref in places])
        self.assert_booked(settlement)
        self.assertEqual(set(typed.mapped("payment_state")), {"paid"})
        self.assertEqual(self.open_on("clearing"), 0)

    def test_of_two_that_are_typed_none_is_taken(self):
        self.store.import_from = "2026-01-01"
        for _twin in range(2):
            self.type_invoice(ref="A")
        self.assertEqual(self.settle([sale("A", "100.00")]).hold_key, "orders:S1")

    def test_orders_from_before_going_live_have_an_account_of_their_own(self):
        self.store.import_from = "2026-06-20"
        settlement = self.settle([sale("A", "100.00"), refund("B", "-30.00", "2026-06-19")])
        self.assert_booked(settlement)
        self.assertEqual(self.net(self.entries(settlement, "result"))["before go-live"], -70)
        self.assertEqual(self.open_on("clearing"), 0)

    def test_what_is_settled_otherwise_than_invoiced_stays_open_and_is_listed(self):
        invoice = self.invoice("A", "100")
        settlement = self.settle([sale("A", "97.00")])
        self.assert_booked(settlement)
        self.assertEqual((invoice.payment_state, invoice.amount_residual), ("partial", 3))
        difference = settlement.difference_ids
        self.assertEqual((difference.order_ref, difference.difference), ("A", -3))
        self.assertEqual(difference.reason, "less")
        self.assertEqual(self.open_on("clearing"), 0)

    def test_a_small_difference_is_booked_off_by_the_rule_of_the_accountant(self):
        self.store.small_difference = 0.05
        invoices = self.invoice("A", "100") | self.invoice("B", "100")
        settlement = self.settle([sale("A", "99.97"), sale("B", "99.90")])
        self.assertEqual(invoices.mapped("payment_state"), ["paid", "partial"])
        payments = self.entries(settlement, "payments")
        self.assertEqual(self.net(payments)["small differences"], Decimal("0.03"))
        self.assertEqual(self.net(payments)["clearing"], Decimal("199.87"))

    def test_a_small_difference_of_an_order_paid_before_is_booked_off_too(self):
        self.store.small_difference = 0.05
        self.pay_on_clearing(self.invoice("A", "100"), "2026-06-18")
        settlement = self.settle([sale("A", "99.97")])
        self.assert_booked(settlement)
        self.assertEqual(self.open_on("clearing"), 0)

    def test_an_invoice_that_comes_after_the_settlement_finds_its_payment(self):
        first = self.invoice("A", "60")
        settlement = self.settle([sale("A", "100.00")])
        self.assert_booked(settlement)
        self.assertEqual(first.payment_state, "paid")
        second = self.invoice("A", "40", "2026-07-05")
        self.assertEqual(second.payment_state, "paid")

    def test_a_credit_note_that_comes_after_the_settlement_is_matched_with_its_refund(self):
        self.invoice("A", "100")
        settlement = self.settle([sale("A", "100.00"), refund("A", "-30.00")])
        self.assert_booked(settlement)
        difference = settlement.difference_ids
        self.assertEqual((difference.reason, difference.is_refund), ("no_document", True))
        credit = self.credit("A", "30", "2026-07-05")
        self.assertEqual(credit.amount_residual, 0)
        self.env.invalidate_all()
        self.assertFalse(settlement.difference_ids)

    def test_many_orders_are_paid_in_parts_and_a_part_is_whole(self):
        refs = [f"R{number}" for number in range(7)]
        invoices = self.env["account.move"].union(*(self.invoice(ref, "10") for ref in refs))
        with self.chunks_of(3):
            settlement = self.settle([sale(ref, "10.00") for ref in refs])
        self.assert_booked(settlement)
        self.assertEqual(len(self.entries(settlement, "payments")), 3)
        self.assertEqual(set(invoices.mapped("payment_state")), {"paid"})
        self.assertEqual(self.open_on("clearing"), 0)

    def test_reversed_the_invoices_are_open_again_and_then_paid_again(self):
        invoice = self.invoice("A", "100")
        settlement = self.settle([sale("A", "100.00")])
        settlement._begin_reversal()
        settlement._book_step()
        self.assertEqual(invoice.payment_state, "not_paid")
        settlement.action_process()
        self.assert_booked(settlement)
        self.assertEqual(invoice.payment_state, "paid")
        self.assertEqual(self.open_on("clearing"), 0)

    def test_collected_tax_is_on_both_sides_where_invoices_leave_it_out(self):
        self.store.tax_mode = "ignore"
        invoice = self.invoice("A", "100")
        kind = "MarketplaceFacilitatorTax-Principal"
        rows = [
            sale("A", "100.00"),
            ("Order", "ItemPrice", "Tax", "8.00", "A", "2026-06-18"),
            ("Order", "ItemWithheldTax", kind, "-8.00", "A", "2026-06-18"),
        ]
        settlement = self.settle(rows)
        self.assert_booked(settlement)
        self.assertEqual((invoice.payment_state, invoice.amount_residual), ("paid", 0))
        self.assertEqual(self.open_on("clearing"), 0)

    # The one way and the other

    def test_an_order_with_an_invoice_is_never_booked_by_the_settlement_too(self):
        invoice = self.invoice("A", "100")
        self.store.accounting_mode = "per_settlement"
        settlement = self.settle([sale("A", "100.00"), sale("C", "50.00")])
        self.assert_booked(settlement)
        self.assertEqual(invoice.payment_state, "paid")
        self.assertEqual(self.net(self.entries(settlement, "result"))["revenue"], -50)
        self.assertEqual(self.open_on("clearing"), 0)

    def test_a_change_at_a_months_end_is_for_the_orders_that_come_after_it(self):
        self.store.accounting_mode = "per_settlement"
        june = self.create_order("JUNE")
        self.store.accounting_mode = "per_order"
        july = self.create_order("JULY")
        self.assertEqual(
            (june.accounting_mode, july.accounting_mode), ("per_settlement", "per_order")
        )
        rows = [sale("JUNE", "40.00", "2026-07-02"), sale("JULY", "60.00", "2026-07-03")]
        settlement = self.settle(rows, start="2026-07-01", end="2026-07-14", deposit="2026-07-16")
        self.assert_booked(settlement)
        self.assertEqual(self.net(self.entries(settlement, "result"))["revenue"], -40)
        payments = self.entries(settlement, "payments")
        self.assertEqual(payments.line_ids.filtered("amazon_order_ref").amazon_order_ref, "JULY")
        invoice = self.invoice("JULY", "60", "2026-07-03")
        self.assertEqual(invoice.payment_state, "paid")
        # The refund of the order follows the order, whatever the store is set to by then.
        refunds = self.settle(
            [refund("JUNE", "-40.00", "2026-07-20")],
            ref="S2",
            start="2026-07-15",
            end="2026-07-28",
            deposit="2026-07-30",
        )
        self.assert_booked(refunds)
        self.assertEqual(self.net(self.entries(refunds, "result"))["refunds"], 40)

    def create_order(self, ref):
        return self.env["amazon.order"].create(
            {
                "account_id": self.store.account_id.id,
                "store_id": self.store.id,
                "amazon_ref": ref,
                "state": "done",
            }
        )

    def test_tax_that_amazon_charges_after_the_order_is_no_difference_of_its_invoice(self):
        lines = {"revenue": Decimal(100), "facilitator tax": Decimal(8)}
        invoice = self.create_document("A", lines, "2026-06-18")
        tax, day = "MarketplaceFacilitatorTax-Principal", "2026-06-24"
        settlement = self.settle(
            [
                sale("A", "100.00"),
                ("Order", "ItemPrice", "Tax", "8.00", "A", "2026-06-18"),
                ("Order", "ItemWithheldTax", tax, "-8.00", "A", "2026-06-18"),
                ("Order_Retrocharge", "ItemPrice", "Tax", "1.20", "A", day),
                ("Order_Retrocharge", "ItemWithheldTax", tax, "-1.20", "A", day),
                ("Refund_Retrocharge", "ItemPrice", "Tax", "-0.30", "B", day),
                ("Refund_Retrocharge", "ItemWithheldTax", tax, "0.30", "B", day),
            ]
        )
        # An order of long ago, which Odoo does not need for it.
        self.assert_booked(settlement)
        self.assertEqual((invoice.payment_state, invoice.amount_residual), ("paid", 0))
        self.assertEqual(self.balance_of("facilitator tax"), 0)
        self.assertEqual(self.open_on("clearing"), 0)
        self.assertFalse(settlement.difference_ids)

    def balance_of(self, name):
        domain = [("account_id", "=", self.ledger[name].id), ("parent_state", "=", "posted")]
        return round(sum(self.env["account.move.line"].search(domain).mapped("balance")), 2)
