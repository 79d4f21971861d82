"""Orders that come after their settlement, and orders that are settled in parts, count once."""

from odoo.tests import tagged

from ..payouts.paying import PayoutCase


@tagged("post_install", "-at_install")
class TestLateAndPartial(PayoutCase):
    def setUp(self):
        super().setUp()
        self.mug.standard_price = 4

    def total(self, name, *domain):
        self.env.invalidate_all()
        return round(sum(self.env["amazon.profit"].search(list(domain)).mapped(name)), 2)

    def test_an_order_that_comes_after_its_settlement_counts_once(self):
        ref = self.sell()
        settlement = self.post(self.amazon.close_settlement())
        self.assertEqual(self.total("revenue"), 25)

        self.sync_orders()
        self.account.action_sync_settlements()

        self.assertEqual(self.total("revenue"), 25)
        own = ("order_id.amazon_ref", "=", ref)
        self.assertEqual((self.total("revenue", own), self.total("cost", own)), (25, -8))
        self.assertEqual(self.total("revenue", ("is_estimated", "=", True)), 0)
        rows = settlement.line_ids.filtered(lambda row: row.order_ref == ref)
        self.assertEqual(self.document(ref).settlement_row_count, len(rows))

    def test_what_its_settlement_has_booked_is_not_invoiced_when_it_comes(self):
        """Although its store books by invoices by then."""
        ref = self.sell()
        settlement = self.post(self.amazon.close_settlement())
        booked = settlement.line_ids.filtered(lambda row: row.kind_id.code == "sale")
        self.assertEqual(set(booked.mapped("booking")), {"result"})
        self.store.write(
            {"accounting_mode": "per_order", "invoicing": "posted", "invoice_from": "2020-01-01"}
        )
        other = self.amazon.place_order(sku="MUG")

        self.sync_orders()
        self.ship(self.sale(ref))
        self.ship(self.sale(other))
        self.store.action_create_invoices()

        self.assertEqual(self.document(ref).accounting_mode, "per_settlement")
        self.assertFalse(self.sale(ref).invoice_ids)
        self.assertEqual(self.document(other).accounting_mode, "per_order")
        self.assertTrue(self.sale(other).invoice_ids)

    def test_of_an_order_settled_in_part_the_rest_stays_estimated(self):
        ref = self.amazon.place_order(
            lines=[{"sku": "MUG", "quantity": 1}, {"sku": "MUG", "quantity": 3}]
        )
        self.sync_orders()
        own = ("order_id.amazon_ref", "=", ref)
        whole = self.total("revenue", own)
        first = self.document(ref).item_ids[0]
        self.amazon.ship_and_bill(ref, items={first.amazon_ref: 1})

        self.post(self.amazon.close_settlement())

        self.assertEqual(self.total("revenue", own), whole)
        self.assertEqual(self.total("revenue", own, ("is_estimated", "=", True)), whole * 0.75)
        self.assertEqual(self.total("cost", own), -16)

    def test_costs_are_posted_together_with_their_revenue(self):
        ref = self.amazon.place_order(sku="MUG", quantity=2)
        self.sync_orders()
        self.ship(self.sale(ref))
        posted = ("is_estimated", "=", False)
        self.assertEqual((self.total("revenue", posted), self.total("profit", posted)), (0, 0))

        self.account.action_push_shipments()
        self.amazon.ship_and_bill(ref)
        self.post(self.amazon.close_settlement())

        self.assertEqual((self.total("revenue", posted), self.total("cost", posted)), (25, -8))
