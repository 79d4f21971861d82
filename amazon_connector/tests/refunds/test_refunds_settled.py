"""Refund, invoice and settlement come in any order: the books are the same (F6, F7)."""

from functools import partial
from itertools import permutations

from odoo.exceptions import AccessError
from odoo.tests import new_test_user, tagged

from .common import RefundCase


class SettledCase(RefundCase):
    """A store whose settlements are posted as they come."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.store.write(
            {"clearing_account_id": cls.clearing.id, "settlement_journal_id": cls.journal.id}
        )
        dialog = cls.env["amazon.accounting.setup"]._open_for(cls.store)
        dialog.action_create_usual()
        dialog.action_save()
        cls.store.settlement_auto = True

    def settle(self):
        """Amazon closes the period, the job fetches and posts its settlement."""
        self.amazon.close_settlement()
        self.account.action_sync_settlements()
        settlement = self.env["amazon.settlement"].search([], order="id desc", limit=1)
        self.assertEqual(settlement.state, "done", settlement.reason)

    def ledger(self):
        sums = self.env["account.move.line"]._read_group(
            [("parent_state", "=", "posted")], ["account_id"], ["balance:sum"]
        )
        return {account.name: balance for account, balance in sums}


@tagged("post_install", "-at_install")
class TestRefundsSettled(SettledCase):
    def test_any_order_of_events_ends_in_the_same_books_where_payments_are_on(self):
        self.assert_same_end("shipped")

    def test_any_order_of_events_ends_in_the_same_books_where_the_settlement_pays(self):
        self.assert_same_end("settlement")

    def assert_same_end(self, payments):
        self.store.payments = payments
        ends = {order: self.play(order) for order in permutations(self.EVENTS)}
        first = next(iter(ends.values()))
        self.assertTrue(first)
        for order, end in ends.items():
            self.assertEqual(end, first, order)

    EVENTS = ("invoice", "sync_refunds", "settle")

    def play(self, events):
        """One order, refunded in part; returns what stands on each account because of it."""
        before = self.ledger()
        ref = self.place(quantity=2, unit_price="10.00")
        self.amazon.refund(ref, {self.item_of(ref): 1})
        for event in (*events, "invoice", "sync_refunds"):
            getattr(self, event)()
        refund = self.refund(ref)
        self.assertEqual(refund.state, "done", (events, refund.reason))
        self.assertEqual(refund.move_id.payment_state, "reversed", events)
        self.assertEqual(refund.settlement_id.state, "done", refund.settlement_id.reason)
        self.assertEqual(
            round(sum(refund.settlement_line_ids.mapped("amount")), 2), refund.amount_total
        )
        self.assertEqual(self.sale(ref).invoice_ids.mapped("amount_residual"), [0, 0], events)
        after = self.ledger()
        return {
            account: round(after[account] - before.get(account, 0), 2)
            for account in after
            if round(after[account] - before.get(account, 0), 2)
        }

    def test_an_invoice_by_hand_that_is_taken_back_is_paid_once_whenever_it_is_settled(self):
        for payments in ("shipped", "settlement"):
            self.store.payments = payments
            ends = [self.play_taken_back(place) for place in range(5)]
            self.assertEqual(ends, ends[:1] * 5, payments)

    def play_taken_back(self, place):
        """One order, invoiced by hand, then anew; settled at one of the places of the story."""
        before = self.ledger()
        sale = self.sale(self.place(unit_price="10.00"))
        typed = self.env["account.move"].create(
            {
                "move_type": "out_invoice",
                "partner_id": sale.partner_id.id,
                "ref": sale.client_order_ref,
                "invoice_line_ids": [(0, 0, {"product_id": self.mug.id, "tax_ids": False})],
            }
        )
        typed.invoice_line_ids.price_unit = 10
        steps = [typed.action_post, self.invoice, partial(self.take_back, typed), self.invoice]
        steps.insert(place, self.settle)
        for step in (*steps, self.invoice):
            step()
        again = sale.invoice_ids
        self.assertEqual((len(again), again.amount_total), (1, 10), place)
        last = self.env["amazon.settlement"].search([], order="id desc", limit=1)
        self.assertFalse(last.difference_ids.mapped("reason"), place)
        documents = typed | typed.reversal_move_ids | again
        self.assertEqual(documents.mapped("amount_residual"), [0, 0, 0], place)
        after = self.ledger()
        moved = {name: round(after[name] - before.get(name, 0), 2) for name in after}
        return {name: amount for name, amount in moved.items() if amount}

    def take_back(self, move):
        wizard = self.env["account.move.reversal"].with_context(
            active_model="account.move", active_ids=move.ids
        )
        wizard = wizard.create({"journal_id": move.journal_id.id})
        self.env["account.move"].browse(wizard.refund_moves()["res_id"]).action_post()

    def test_a_refund_that_the_settlement_told_first_is_linked_once(self):
        ref = self.place_invoiced(quantity=2, unit_price="10.00")
        item = self.item_of(ref)
        self.amazon.refund(ref, {item: 1})
        self.amazon.refund(ref, {item: 1})
        self.settle()
        self.sync_refunds()

        refunds = self.refund(ref)
        self.assertEqual(len(refunds), 2)
        self.assertEqual(len(refunds.settlement_id), 1)
        first, second = refunds.mapped("settlement_line_ids.id"), refunds.settlement_line_ids
        self.assertEqual(len(first), len(second))
        for refund in refunds:
            told = round(sum(refund.settlement_line_ids.mapped("amount")), 2)
            self.assertEqual(told, refund.amount_total)

    def test_by_settlement_the_refund_is_booked_by_the_settlement_alone(self):
        self.store.write({"accounting_mode": "per_settlement", "invoicing": "none"})
        ref = self.place(unit_price="10.00")
        self.amazon.refund(ref)
        self.settle()
        self.sync_refunds()

        refund = self.refund(ref)
        self.assertEqual((refund.state, refund.move_id.id), ("done", False))
        self.assertTrue(refund.settlement_id)
        self.assertFalse(self.sale(ref).invoice_ids)

    def test_order_invoice_and_credit_note_lead_to_their_rows(self):
        ref = self.place_invoiced(quantity=2, unit_price="10.00")
        self.credit(ref, {self.item_of(ref): 1})
        self.settle()
        order, refund = self.document(ref), self.refund(ref)
        rows = self.env["amazon.settlement.line"]
        self.assertEqual(
            order.settlement_row_count, rows.search_count([("amazon_order_id", "=", order.id)])
        )
        opened = refund.with_user(self.accountant).action_view_settlement_rows()
        self.assertEqual(rows.search(opened["domain"]), refund.settlement_line_ids)
        sale = self.sale(ref).with_user(self.accountant)
        opened = sale.action_view_amazon_settlement_rows()
        found = rows.with_user(self.accountant).search(opened["domain"])
        self.assertEqual(len(found), sale.amazon_settlement_row_count)
        opened = sale.action_view_amazon_refunds()
        refunds = self.env["amazon.refund"].with_user(self.accountant)
        self.assertEqual(refunds.search(opened["domain"]), refund)
        for document in (self.sale(ref).invoice_ids - refund.move_id, refund.move_id):
            document = document.with_user(self.accountant)
            action = document.action_view_amazon_settled()
            found = rows.with_user(self.accountant).search(action["domain"])
            self.assertEqual(len(found), document.amazon_settled_count)
            self.assertEqual(found.amazon_order_id, order)

    def test_those_of_another_company_see_no_rows_of_a_sales_order(self):
        ref = self.place_invoiced(unit_price="10.00")
        self.settle()
        sister = self.env["res.company"].create({"name": "Sister"})
        stranger = new_test_user(
            self.env,
            "stranger",
            groups="amazon_connector.group_accountant,sales_team.group_sale_manager",
            company_id=sister.id,
            company_ids=sister.ids,
        )
        self.assertTrue(self.sale(ref).amazon_settlement_row_count)

        sale = self.sale(ref).with_user(stranger).with_context(allowed_company_ids=sister.ids)
        with self.assertRaises(AccessError):
            sale.action_view_amazon_settlement_rows()
        with self.assertRaises(AccessError):
            sale.action_view_amazon_refunds()

    def test_an_order_that_odoo_knows_as_unshipped_is_waited_for_by_refund_and_settlement(self):
        """Orders that Amazon ships come in when they are shipped; money may be told before."""
        self.store.import_fba = True
        self._put_in_stock(self.mug, 10, self.store.fba_warehouse_id)
        ref = self.amazon.place_order(sku="MUG", unit_price="10.00", fulfilled_by="AMAZON")
        self.sync_orders()
        self.assertEqual(self.document(ref).state, "ignored")
        self.amazon.ship_and_bill(ref)
        self.amazon.refund(ref)
        self.amazon.close_settlement()
        self.sync_refunds()
        self.account.action_sync_settlements()
        settlement = self.env["amazon.settlement"].search([], order="id desc", limit=1)
        self.assertEqual((self.refund(ref).state, settlement.state), ("held", "held"))
        self.assertIn(ref, settlement.reason)

        self.sync_orders()
        self.invoice()
        self.sync_refunds()
        self.account.action_sync_settlements()
        self.assertEqual(self.refund(ref).state, "done", self.refund(ref).reason)
        self.assertEqual(self.refund(ref).move_id.amount_total, 10)
        self.assertEqual(settlement.state, "done", settlement.reason)
        self.assertEqual(self.sale(ref).invoice_ids.mapped("amount_residual"), [0, 0])
