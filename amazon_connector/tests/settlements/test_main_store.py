"""Whose settlement it is where no row names a marketplace, and one of a period without anything."""

from odoo.tests import tagged

from ..payouts.paying import PayoutCase
from .common import report, row


def reserve(amount="20.00"):
    words = ("other-transaction", "other-transaction", "Previous Reserve Amount Balance")
    return row(*words, amount, marketplace_name="")


@tagged("post_install", "-at_install")
class TestMainStore(PayoutCase):
    def setUp(self):
        super().setUp()
        self.store.settlement_auto = False
        self.canada = self.account.store_ids.filtered(
            lambda store: store.marketplace_id.country_id.code == "CA"
        )
        # Another store of the account with the same currency, as in the countries of the euro.
        self.canada.marketplace_id.currency_id = self.store.marketplace_id.currency_id
        self.canada.write({"state": "live", "settlement_journal_id": False})

    def test_a_settlement_without_anything_is_done_whoever_it_is_of(self):
        settlement = self.upload(report([], total="0.00"))

        self.assertEqual((settlement.state, settlement.stage), ("done", "posted"))
        self.assertFalse(settlement.move_ids)

    def test_a_person_is_told_why_no_store_fits(self):
        settlement = self.upload(report([reserve()]))
        self.assertEqual(settlement.state, "held")
        self.assertIn("several stores", settlement.reason)

        books = ("settlement_journal_id", "clearing_account_id", "payout_journal_id")
        self.canada.write({name: self.store[name].id for name in books})
        settlement.with_user(self.accountant).action_retry()

        self.assertEqual(settlement.state, "ready", settlement.reason)

    def test_it_is_that_of_its_orders(self):
        ref = self.amazon.place_order(sku="MUG")
        self.sync_orders()
        blank = {"order_id": ref, "marketplace_name": ""}
        settlement = self.upload(report([row("Order", "ItemPrice", "Principal", "5.00", **blank)]))

        self.assertEqual(settlement.store_id, self.store)

    def test_it_goes_on_where_the_settlement_before_has_ended(self):
        first = self.upload(report([row("Order", "ItemPrice", "Principal", "5.00")], ref="9000"))
        following = {
            "settlement_start_date": "2026-06-30 23:00:00 UTC",
            "settlement_end_date": "2026-07-14 23:00:00 UTC",
            "deposit_date": "2026-07-16",
        }
        settlement = self.upload(report([reserve()], ref="9001", **following))

        self.assertEqual(settlement.store_id, first.store_id)
        self.assertEqual(settlement.state, "ready", settlement.reason)
