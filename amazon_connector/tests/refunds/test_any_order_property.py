"""Cancellation, shipment, refund, return and settlement arrive in any order: the same books (F7).

Everything has happened at Amazon; what differs is which job hears of it first.
"""

from hypothesis import given
from hypothesis import strategies as st

from odoo.tests import tagged

from ..examples import EXAMPLES, tried
from .common import RefundCase

ARRIVALS = ("sync_orders", "invoice", "sync_refunds", "settle", "sync_returns")
PAID = ("Outstanding Receipts", "Payable to Amazon")
STORIES = st.fixed_dictionaries(
    {
        "payments": st.sampled_from(["shipped", "settlement"]),
        "is_known": st.booleans(),
        "cancelled": st.sampled_from([0, 1]),
        "refunded": st.sampled_from([(), (1,), (2,), (1, 1)]),
        "returned": st.sampled_from([0, 1]),
    }
)


@tagged("post_install", "-at_install")
class TestAnyOrder(RefundCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.store.write(
            {"clearing_account_id": cls.clearing.id, "settlement_journal_id": cls.journal.id}
        )
        dialog = cls.env["amazon.accounting.setup"]._open_for(cls.store)
        dialog.action_create_usual()
        dialog.action_save()
        cls.store.write(
            {
                "settlement_auto": True,
                "import_fba": True,
                "follow_shipped_outside": True,
                "fba_returns": "done",
                "fbm_returns": "ready",
            }
        )
        cls._put_in_stock(cls.mug, 5000)
        cls._put_in_stock(cls.mug, 5000, cls.store.fba_warehouse_id)

    def test_any_order_of_arrival_ends_in_the_same_books(self):
        self.try_any_order(by_amazon=False, mode="per_order")

    def test_any_order_of_what_amazon_ships_ends_in_the_same_books(self):
        self.try_any_order(by_amazon=True, mode="per_order")

    def test_any_order_ends_in_the_same_books_by_settlements_alone(self):
        self.try_any_order(by_amazon=False, mode="per_settlement")

    def test_any_order_of_what_amazon_ships_ends_in_the_same_books_by_settlements_alone(self):
        self.try_any_order(by_amazon=True, mode="per_settlement")

    def try_any_order(self, **always):
        """A quarter of the examples: each takes seconds."""
        natural = {}

        @tried(-(-EXAMPLES // 4))
        @given(STORIES, st.permutations(ARRIVALS))
        def check(told, arrivals):
            story = told | always
            key = tuple(story[name] for name in sorted(story))
            if key not in natural:
                natural[key] = self.play(story, ARRIVALS)
            self.assertEqual(self.play(story, arrivals), natural[key], (story, arrivals))

        check()

    def play(self, story, arrivals):
        """:return: what the story has left in the books, whenever its parts were heard of"""
        with self.undone():
            end = self.live(story, arrivals)
        self.let_time_pass()
        return end

    def let_time_pass(self):
        """Amazon's quotas are full again."""
        self.env["amazon.rate.bucket"].search([]).unlink()

    def live(self, story, arrivals):
        self.store.write({"accounting_mode": story["mode"], "payments": story["payments"]})
        before = self.ledger()
        ref = self.happen(story)
        # Whoever came too early comes again, as jobs do.
        for arrival in (*arrivals, *ARRIVALS):
            self.let_time_pass()
            getattr(self, arrival)()
        refunds, sale = self.refund(ref), self.sale(ref)
        self.assertEqual(set(refunds.mapped("state")) - {"done"}, set(), refunds.mapped("reason"))
        return {
            "refunds": sorted((refund.state, refund.amount_buyer) for refund in refunds),
            "settlements": self.settled(ref).mapped("state"),
            "documents": sorted(
                (move.move_type, move.state, move.payment_state, move.amount_total)
                for move in sale.invoice_ids
            ),
            "delivered": sale.order_line.mapped("qty_delivered"),
            "invoiced": sale.order_line.mapped("qty_invoiced"),
            "books": self.since(before),
        }

    def happen(self, story):
        """At Amazon: an order of three, maybe one cancelled, the rest sent, refunded, settled.

        :return: Amazon's id of the order
        """
        ref = self.amazon.place_order(
            sku="MUG",
            quantity=3,
            unit_price="10.00",
            fulfilled_by="AMAZON" if story["by_amazon"] else "MERCHANT",
        )
        if story["is_known"]:
            self.sync_orders()
        item = self.amazon.order(ref)["orderItems"][0]["orderItemId"]
        if story["cancelled"]:
            self.amazon.cancel_item(ref, item, story["cancelled"], by="BUYER")
        self.amazon.ship_and_bill(ref)
        for units in story["refunded"]:
            self.amazon.refund(ref, {item: units})
        if story["returned"]:
            self.amazon.return_units(ref, {item: story["returned"]})
        self.amazon.close_settlement()
        return ref

    # What is heard of

    def settle(self):
        self.account.action_sync_settlements()
        self.env["amazon.settlement"].sudo()._cron_process()

    def sync_returns(self):
        # What came before its order waits for half a day, which has gone by.
        self.env["amazon.return"].search([("state", "=", "held")])._retry()
        self.account.action_sync_returns()

    # What is left

    def settled(self, ref):
        lines = self.env["amazon.settlement.line"].search([("order_ref", "=", ref)])
        return lines.settlement_id

    def ledger(self):
        sums = self.env["account.move.line"]._read_group(
            [("parent_state", "=", "posted")], ["account_id"], ["balance:sum"]
        )
        return {account.name: balance for account, balance in sums}

    def since(self, before):
        """What was added to each account; what Amazon pays makes up for what it was owed before."""
        after = self.ledger()
        changes = {name: after[name] - before.get(name, 0) for name in after}
        paid = sum(changes.pop(name, 0) for name in PAID)
        changes = {name: round(change, 2) for name, change in (changes | {"Paid": paid}).items()}
        return {name: change for name, change in changes.items() if change}
