"""Money is an amount and a currency; money that Amazon does not tell is not zero (B21)."""

from odoo.tests import tagged

from ..common import AmazonCommon


@tagged("post_install", "-at_install")
class TestMoney(AmazonCommon):
    def place(self, **wish):
        return self.amazon.place_order(**{"sku": "MUG", "unit_price": "9.99", **wish})

    def assert_held(self, ref, *words):
        document = self.document(ref)
        self.assertEqual(document.state, "held", document.reason)
        self.assertFalse(document.sale_order_id)
        self.assertFalse(document.totals_differ)
        for word in words:
            self.assertIn(word, document.reason)
        return document

    # Currency

    def test_an_order_in_another_currency_waits_and_says_which(self):
        ref = self.place(currency="CAD")
        self.sync_orders()

        document = self.assert_held(ref, "Amazon charged CAD", "are in USD", "Import as It Is")
        self.assertEqual(document.currency_id.name, "CAD")

    def test_a_person_imports_it_in_its_own_currency(self):
        ref = self.place(currency="CAD")
        self.sync_orders()
        document = self.document(ref)
        self.assertTrue(document.may_accept_money)
        document.action_accept_money()

        self.assertEqual(document.state, "done", document.reason)
        sale = document.sale_order_id
        self.assertEqual((sale.currency_id.name, sale.amount_total), ("CAD", 9.99))
        self.assertFalse(document.totals_differ)
        self.amazon.touch_order(ref)
        self.sync_orders()
        self.assertEqual(document.state, "done", document.reason)

    def test_an_order_in_another_currency_stays_out_of_the_order_of_the_day(self):
        self.store.write({"customer_id": self.env.user.partner_id.id, "consolidation": "day"})
        usual, ref = self.place(), self.place(currency="CAD")
        self.sync_orders()
        self.document(ref).action_accept_money()

        self.assertEqual(self.sale(usual).currency_id.name, "USD")
        self.assertEqual(self.sale(ref).currency_id.name, "CAD")

    def test_a_currency_that_odoo_does_not_know_is_never_another_one(self):
        ref = self.place()
        for path in ("proceeds.grandTotal", "orderItems.0.proceeds.proceedsTotal"):
            self.amazon.rewrite_order(ref, f"{path}.currencyCode", "XTS")
        for path in ("product.price.unitPrice", "proceeds.breakdowns.0.subtotal"):
            self.amazon.rewrite_order(ref, f"orderItems.0.{path}.currencyCode", "XTS")
        self.sync_orders()

        document = self.assert_held(ref, "XTS, a currency that Odoo does not have")
        self.assertFalse(document.currency_id)
        self.assertFalse(document.may_accept_money)
        self.env["res.currency"].create({"name": "XTS", "symbol": "X"})
        document.action_retry()
        self.assertIn("Amazon charged XTS", document.reason)

    def test_a_sales_order_whose_currency_was_changed_is_no_match(self):
        ref = self.place()
        self.sync_orders()
        document = self.document(ref)
        euro = self.env.ref("base.EUR")
        euro.active = True
        euros = self.env["product.pricelist"].create({"name": "EUR", "currency_id": euro.id})
        document.sale_order_id.with_context(amazon_batch=True).write({"locked": False})
        self.env.cr.execute(
            "UPDATE sale_order SET currency_id = %s, pricelist_id = %s WHERE id = %s",
            (euro.id, euros.id, document.sale_order_id.id),
        )
        self.env.invalidate_all()
        self.amazon.touch_order(ref)
        self.sync_orders()

        self.assertTrue(document.totals_differ)
        self.assertIn("is in EUR, Amazon charged USD", document.difference_reason)
        differing = self.env["amazon.order"].search([("totals_differ", "=", True)])
        self.assertIn(document, differing)

    # Missing money

    def test_an_order_to_ship_without_money_waits(self):
        unshipped = self.place(without_money=True)
        shipped = self.place(without_money=True, status="SHIPPED", fulfilled_by="AMAZON")
        self.sync_orders()

        for ref in (unshipped, shipped):
            self.assert_held(ref, "does not tell what this order costs")

    def test_it_goes_on_once_amazon_tells_its_money(self):
        ref = self.place()
        payload = self.amazon.order(ref)
        self.amazon.strip_order(ref, "proceeds")
        self.amazon.strip_order(ref, "orderItems.0.proceeds")
        self.sync_orders()
        self.assert_held(ref)

        self.amazon.rewrite_order(ref, "proceeds", payload["proceeds"])
        told = payload["orderItems"][0]["proceeds"]
        self.amazon.rewrite_order(ref, "orderItems.0.proceeds", told)
        self.amazon.touch_order(ref)
        self.sync_orders()
        self.assertEqual(self.document(ref).state, "done", self.document(ref).reason)
        self.assertEqual(self.sale(ref).amount_total, 9.99)

    def test_a_replacement_and_a_gift_of_the_seller_need_no_money(self):
        free = self.place(lines=[{"sku": "MUG", "unit_price": "9.99", "discount": "9.99"}])
        replacement = self.place(without_money=True, replaces=free)
        self.sync_orders()

        for ref in (free, replacement):
            document = self.document(ref)
            self.assertEqual(document.state, "done", document.reason)
            self.assertEqual(document.sale_order_id.amount_total, 0)
            self.assertFalse(document.totals_differ)

    def test_a_person_imports_an_order_without_money_and_its_prices_stay(self):
        ref = self.place(without_money=True)
        self.sync_orders()
        self.document(ref).action_accept_money()
        sale = self.sale(ref)
        sale.order_line.price_unit = 9.99
        self.amazon.touch_order(ref)
        self.sync_orders()

        self.assertEqual(sale.amount_total, 9.99)

    def test_prices_that_amazon_leaves_out_later_stay_as_they_were(self):
        ref = self.place(lines=[{"sku": "MUG", "unit_price": "9.99", "shipping": "4.00"}])
        self.sync_orders()
        self.amazon.strip_order(ref, "proceeds")
        self.amazon.strip_order(ref, "orderItems.0.proceeds")
        self.amazon.touch_order(ref)
        self.sync_orders()

        document = self.document(ref)
        self.assertEqual(document.state, "done", document.reason)
        self.assertEqual(document.sale_order_id.amount_total, 13.99)
        self.assertEqual((document.amount_total, document.difference), (13.99, 0))

    # Pending

    def test_money_of_a_pending_order_is_read_and_never_booked(self):
        statuses = self.store.status_map_ids.filtered(lambda line: line.status == "PENDING")
        statuses.write({"target": "confirmed"})
        ref = self.place(status="PENDING")
        payload = self.amazon.order(self.place())
        payload["orderId"] = priced = "111-7777777-7777777"
        payload["fulfillment"]["fulfillmentStatus"] = "PENDING"
        self.amazon.put_raw_order(payload)
        self.sync_orders()

        for one, total in ((ref, 0), (priced, 9.99)):
            document = self.document(one)
            self.assertEqual(document.state, "done", document.reason)
            self.assertEqual(document.sale_order_id.state, "draft")
            self.assertEqual(document.sale_order_id.amount_total, total)

    # Cancelled

    def test_a_cancelled_order_shows_no_difference(self):
        ref = self.place()
        self.sync_orders()
        self.amazon.cancel_order(ref)
        self.sync_orders()

        document = self.document(ref)
        self.assertEqual(document.sale_order_id.state, "cancel")
        self.assertEqual((document.difference, document.totals_differ), (0, False))
        self.assertFalse(document.difference_reason)

    def test_money_that_amazon_still_counts_for_what_was_cancelled_is_a_difference(self):
        ref = self.place()
        payload = self.amazon.order(ref)
        cancelled = {
            **payload["orderItems"][0],
            "orderItemId": "CANCELLED",
            "quantityOrdered": 0,
            "fulfillment": {"quantityFulfilled": 0, "quantityUnfulfilled": 0},
        }
        payload["orderItems"].append(cancelled)
        payload["proceeds"]["grandTotal"]["amount"] = "19.98"
        payload["orderId"] = odd = "111-7777777-7777777"
        self.amazon.put_raw_order(payload)
        self.sync_orders()

        document = self.document(odd)
        self.assertEqual((document.amount_total, document.difference), (19.98, -9.99))
        self.assertIn("still counts what was cancelled", document.difference_reason)

    def test_a_cancellation_after_the_goods_have_left_shows_what_is_left_to_do(self):
        ref = self.place()
        self.sync_orders()
        self.ship(self.sale(ref))
        self.amazon.cancel_order(ref)
        self.sync_orders()

        document = self.document(ref)
        self.assertTrue(document.totals_differ)
        self.assertIn("goods have left", document.difference_reason)
