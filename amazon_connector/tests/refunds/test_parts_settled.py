"""A refund that is released in parts, and the settlement that tells it whole: the same books."""

from datetime import timedelta
from itertools import permutations

from odoo.tests import tagged

from .test_refunds_settled import SettledCase


@tagged("post_install", "-at_install")
class TestPartsSettled(SettledCase):
    EVENTS = ("invoice", "sync_refunds", "settle")

    def play(self, how, events):
        """One order, refunded whole; returns what stands on each account because of it."""
        before = self.ledger()
        ref = self.place(unit_price="10.00")
        maturity = (self.amazon.now() - timedelta(minutes=1)).isoformat()
        self.amazon.refund(ref, deferred="DD7", maturity=maturity)
        self.amazon.release_deferred(order_id=ref, how=how)
        for event in (*events, "invoice", "sync_refunds"):
            getattr(self, event)()
        refunds = self.refund(ref)
        self.assertEqual(set(refunds.mapped("state")), {"done"}, (how, events))
        self.assertEqual(len(refunds.settlement_id), 1, (how, events))
        self.assertTrue(all(refunds.mapped("settlement_id")), (how, events))
        return {
            name: round(balance - before.get(name, 0), 2)
            for name, balance in self.ledger().items()
            if round(balance - before.get(name, 0), 2)
        }

    def test_whatever_comes_first_where_payments_are_on(self):
        self.assert_same_end("shipped")

    def test_whatever_comes_first_where_the_settlement_pays(self):
        self.assert_same_end("settlement")

    def assert_same_end(self, payments):
        self.store.payments = payments
        whole = self.play("kept", self.EVENTS)
        self.assertTrue(whole)
        for events in [*permutations(self.EVENTS)][1:]:
            self.assertEqual(self.play("parts", events), whole, events)
