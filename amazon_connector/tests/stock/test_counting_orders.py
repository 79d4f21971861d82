"""What Amazon has sold is not offered again, whatever has become of the order in Odoo (E2)."""

from odoo.exceptions import ValidationError
from odoo.tests import tagged

from .common import StockCommon


@tagged("post_install", "-at_install")
class TestCountingOrders(StockCommon):
    def offered(self, sku="MUG"):
        self.push()
        return self.at_amazon(sku)

    def order(self, quantity=10, **wish):
        ref = self.amazon.place_order(sku="MUG", quantity=quantity, **wish)
        self.sync_orders()
        return self.document(ref)

    def become(self, status, target):
        self.store.status_map_ids.filtered(
            lambda line: (line.status, line.fulfilled_by) == (status, "MERCHANT")
        ).target = target

    def terms(self, sku="MUG"):
        listing = self.listing(sku)
        quantity = self.env["amazon.stock.mapper"]._get_quantities(listing)[listing]
        return {term.code: term.amount for term in quantity.terms}

    def test_an_order_that_is_reserved_counts_once(self):
        self.order()

        self.assertEqual(self.offered(), 90)
        self.assertEqual(self.terms(), {"on_hand": 100, "reserved": -10})

    def test_an_order_that_waits_for_a_person_counts(self):
        lines = [{"sku": "MUG", "quantity": 10}, {"sku": "UNKNOWN", "quantity": 1}]
        ref = self.amazon.place_order(lines=lines)
        self.sync_orders()
        document = self.document(ref)
        self.assertEqual(document.state, "held")

        self.assertEqual(self.offered(), 90)
        self.assertEqual(self.terms(), {"on_hand": 100, "orders": -10})

    def test_an_order_that_failed_counts_by_what_can_be_read_of_it(self):
        ref = self.amazon.place_order(sku="MUG", quantity=10)
        self.amazon.rewrite_order(ref, "buyer", "not an object")
        self.sync_orders()
        self.assertEqual(self.document(ref).state, "failed")

        self.assertEqual(self.offered(), 90)

    def test_a_quotation_counts(self):
        self.become("UNSHIPPED", "quotation")
        document = self.order()
        self.assertEqual(document.sale_order_id.state, "draft")
        self.assertEqual(self.offered(), 90)

        document.sale_order_id.action_confirm()
        self.assertEqual(self.offered(), 90)

    def test_a_pending_order_counts_though_it_is_not_imported(self):
        document = self.order(status="PENDING")
        self.assertEqual(document.state, "ignored")

        self.assertEqual(self.offered(), 90)

    def test_a_pending_order_that_holds_stock_counts_once(self):
        self.become("PENDING", "reserve")
        document = self.order(status="PENDING")
        self.assertTrue(document.is_holding_stock)

        self.assertEqual(self.offered(), 90)
        self.assertEqual(self.terms(), {"on_hand": 100, "reserved": -10})

    def test_which_statuses_count_is_a_setting(self):
        self.store.count_statuses = "unshipped, Partially shipped"
        self.order(status="PENDING")
        self.assertEqual(self.offered(), 100)

        self.store.count_statuses = "PENDING"
        self.assertEqual(self.offered(), 90)

    def test_a_status_that_amazon_does_not_have_is_not_taken(self):
        with self.assertRaisesRegex(ValidationError, "UNSHIPED.*Choose from.*UNSHIPPED"):
            self.store.count_statuses = "PENDING, unshiped"
        # Amazon invents one: whoever maps it may count it.
        self.store.status_map_ids = [
            (0, 0, {"fulfilled_by": "MERCHANT", "status": "PACKING", "target": "quotation"})
        ]
        self.store.count_statuses = "PENDING, packing"
        self.store.count_statuses = False

    def test_what_lacks_for_an_order_is_not_offered_when_it_comes(self):
        document = self.order(quantity=130)
        self.assertEqual(self.offered(), 0)
        self._put_in_stock(self.mug, 40)

        # Nobody has reserved the rest yet.
        self.assertEqual(self.offered(), 10)
        document.sale_order_id.picking_ids.action_assign()
        self.assertEqual(self.offered(), 10)

    def test_an_order_set_aside_by_a_person_does_not_count(self):
        document = self.order(status="PENDING")
        document.write({"dismissed_by_id": self.env.uid})

        self.assertEqual(self.offered(), 100)

    def test_a_cancelled_or_shipped_order_counts_no_more(self):
        document = self.order(status="PENDING")
        self.amazon.advance(minutes=1)
        self.amazon.cancel_order(document.amazon_ref)
        self.sync_orders()

        self.assertEqual(self.offered(), 100)

    def test_an_order_of_another_store_of_the_same_goods_counts(self):
        canada = self._open_store("CA")
        self.env["amazon.listing"].create(
            {"store_id": canada.id, "seller_sku": "MUG", "product_id": self.mug.id}
        )
        ref = self.amazon.place_order(
            sku="MUG", quantity=10, status="PENDING", marketplace=canada.marketplace_id.code
        )
        self.sync_orders()
        self.assertEqual(self.document(ref).store_id, canada)

        self.assertEqual(self.offered(), 90)

    def test_a_shortage_of_one_product_of_a_pool_is_taken_from_the_next(self):
        self.set_stock(self.lamp, 20)
        self.listing().pool_ids = [(0, 0, {"product_id": self.lamp.id})]
        self.order(quantity=105, status="PENDING")

        self.assertEqual(self.offered(), 15)

    def test_why_this_number_leads_to_the_orders_and_quants_behind_it(self):
        document = self.order(status="PENDING")
        action = self.listing().action_explain()
        explanation = self.env["amazon.listing.explanation"].browse(action["res_id"])

        lines = {line.code: line for line in explanation.line_ids}
        self.assertEqual(
            [(line.name, line.amount) for line in explanation.line_ids],
            [("On hand", 100), ("Sold on Amazon, not in a delivery yet", -10)],
        )
        self.assertEqual(explanation.quantity, 90)
        self.assertEqual(lines["orders"].action_open()["res_id"], document.id)
        quants = self.env["stock.quant"].browse(lines["on_hand"].res_ids)
        self.assertEqual((quants.product_id, sum(quants.mapped("quantity"))), (self.mug, 100))
