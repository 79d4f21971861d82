"""Refund, settlement, cancellation and return in any order: books and stock end the same (F7)."""

from itertools import permutations

from odoo.tests import tagged

from ..refunds.test_refunds_settled import SettledCase


@tagged("post_install", "-at_install")
class TestAnyOrder(SettledCase):
    EVENTS = ("cancel", "sync_refunds", "sync_returns", "settle")

    def setUp(self):
        super().setUp()
        self.store.write({"import_fba": True, "fba_returns": "done"})
        self.fba = self.store.fba_warehouse_id
        self._put_in_stock(self.mug, 100, self.fba)

    def test_any_order_of_events_ends_in_the_same_books_and_stock(self):
        ends = {order: self.play(order) for order in permutations(self.EVENTS)}
        first = next(iter(ends.values()))
        self.assertTrue(first[0])
        for order, end in ends.items():
            self.assertEqual(end, first, order)

    def play(self, events):
        """Two mugs by Amazon, of which one comes back; a lamp beside them is cancelled."""
        before = self.look()
        items = [{"sku": "MUG", "quantity": 2, "unit_price": "10.00"}]
        ref = self.amazon.place_order(fulfilled_by="AMAZON", lines=items)
        self.other = self.amazon.place_order(sku="LAMP", unit_price="50.00")
        self.sync_orders()
        self.amazon.ship_and_bill(ref)
        self.sync_orders()
        self.invoice()
        self.assertEqual(self.document(ref).state, "done", (events, self.document(ref).reason))
        item = self.amazon.order(ref)["orderItems"][0]["orderItemId"]
        self.amazon.refund(ref, {item: 1})
        self.amazon.return_units(ref, {item: 1})
        for event in (*events, "invoice", "sync_refunds", "sync_returns", "cancel"):
            getattr(self, event)()
        self.assertEqual(self.refund(ref).state, "done", (events, self.refund(ref).reason))
        told = self.env["amazon.return"].search([("order_ref", "=", ref)])
        self.assertEqual((told.state, told.picking_id.state), ("done", "done"), events)
        self.assertEqual(self.sale(ref).order_line.qty_delivered, 1, events)
        self.assertEqual(self.sale(self.other).state, "cancel", events)
        after = self.look()
        return [
            {key: round(new[key] - old.get(key, 0), 2) for key in new if new[key] != old.get(key)}
            for old, new in zip(before, after, strict=True)
        ]

    def cancel(self):
        if self.amazon.order(self.other)["fulfillment"]["fulfillmentStatus"] != "CANCELLED":
            self.amazon.cancel_order(self.other, by="BUYER")
        self.sync_orders()

    def sync_returns(self):
        self.account.action_sync_returns()

    def look(self):
        """What stands on the accounts, and what lies where."""
        quants = self.env["stock.quant"]._read_group(
            [("product_id", "in", (self.mug | self.lamp).ids)],
            ["product_id", "location_id"],
            ["quantity:sum"],
        )
        return self.ledger(), {
            (product.default_code, place.complete_name): quantity
            for product, place, quantity in quants
        }
