"""Invoices become paid on Amazon clearing, once and to the cent, never on a bank account (F2)."""

from odoo import fields
from odoo.tests import tagged

from .common import InvoicingCase


@tagged("post_install", "-at_install")
class TestPayments(InvoicingCase):
    def setUp(self):
        super().setUp()
        self.clearing = self.env["account.account"].create(
            {
                "name": "Amazon clearing",
                "code": "101998",
                "account_type": "asset_current",
                "reconcile": True,
            }
        )
        self.journal = self.env["account.journal"].create(
            {"name": "Amazon settlements", "code": "AMZ", "type": "general"}
        )
        self.set_up_payments(self.store)

    def set_up_payments(self, store):
        store.write(
            {
                "payments": "shipped",
                "clearing_account_id": self.clearing.id,
                "settlement_journal_id": self.journal.id,
            }
        )

    def payments(self, *invoices):
        """:return: the entry lines that pay these invoices"""
        invoices = self.env["account.move"].concat(*invoices)
        return self.env["account.move.line"].search([("amazon_invoice_id", "in", invoices.ids)])

    def balance(self):
        lines = self.env["account.move.line"].search([("account_id", "=", self.clearing.id)])
        return sum(lines.mapped("balance"))

    def test_what_amazon_shows_as_paid_is_paid_on_the_clearing_account(self):
        sales = [self.sell(), self.sell(unit_price="20.01")]
        self.invoice()
        invoices = [sale.invoice_ids for sale in sales]

        self.assertEqual([move.payment_state for move in invoices], ["paid", "paid"])
        entry = self.payments(*invoices).move_id
        self.assertEqual(len(entry), 1)
        self.assertEqual(entry.journal_id, self.journal)
        self.assertEqual(entry.company_id, self.company)
        self.assertEqual(entry.amazon_store_id, self.store)
        self.assertEqual(entry.date, invoices[0].date)
        self.assertEqual(self.balance(), 30.00)
        receivable = entry.line_ids.filtered(lambda line: line.account_id != self.clearing)
        self.assertEqual(receivable.partner_id, invoices[0].partner_id | invoices[1].partner_id)
        self.assertTrue(all(receivable.mapped("reconciled")))
        self.assertFalse(self.env["account.bank.statement.line"].search([]))

    def test_a_second_run_pays_nothing_twice(self):
        sale = self.sell()
        self.invoice()
        self.invoice()
        self.assertEqual(len(self.payments(sale.invoice_ids)), 2)

        # A person takes the match apart: it is his to decide what follows.
        sale.invoice_ids.line_ids.remove_move_reconcile()
        self.invoice()
        self.assertEqual(len(self.payments(sale.invoice_ids)), 2)
        self.assertEqual(self.balance(), 9.99)

    def test_what_a_person_has_matched_is_left_alone(self):
        self.store.payments = "none"
        sale = self.sell()
        self.invoice()
        by_hand = self.env["account.move"].create(
            {
                "journal_id": self.journal.id,
                "line_ids": [
                    (0, 0, {"account_id": self.clearing.id, "balance": 4}),
                    (0, 0, self.receivable(sale.invoice_ids, balance=-4)),
                ],
            }
        )
        by_hand.action_post()
        open_lines = (sale.invoice_ids | by_hand).line_ids.filtered(
            lambda line: line.account_type == "asset_receivable"
        )
        open_lines.reconcile()
        self.store.payments = "shipped"
        self.invoice()

        self.assertEqual(sale.invoice_ids.payment_state, "paid")
        self.assertEqual(self.balance(), 9.99)

    def receivable(self, invoice, **vals):
        line = invoice.line_ids.filtered(lambda line: line.display_type == "payment_term")
        return {"account_id": line.account_id.id, "partner_id": line.partner_id.id, **vals}

    def test_cancelled_and_unpaid_orders_are_not_paid(self):
        sale = self.sell(ship=False)
        sale._create_invoices().action_post()
        self.amazon.cancel_order(sale.client_order_ref)
        self.sync_orders()
        self.invoice()

        self.assertEqual(sale.invoice_ids.payment_state, "not_paid")
        self.assertEqual(self.balance(), 0)

    def test_payments_by_the_settlement_are_left_to_it(self):
        self.store.payments = "settlement"
        sale = self.sell()
        self.invoice()

        self.assertEqual(sale.invoice_ids.payment_state, "not_paid")

    def test_without_clearing_account_invoices_stay_open_and_a_person_is_told(self):
        self.store.clearing_account_id = False
        sale = self.sell()
        self.invoice()
        self.assertEqual(sale.invoice_ids.state, "posted")
        self.assertEqual(sale.invoice_ids.payment_state, "not_paid")
        self.assertIn("clearing account", sale.invoice_ids.amazon_payment_hold)
        self.assertIn("payments_held", self.store.trouble_ids.mapped("key"))

        self.store.clearing_account_id = self.clearing
        self.invoice()
        self.assertEqual(sale.invoice_ids.payment_state, "paid")
        self.assertFalse(sale.invoice_ids.amazon_payment_hold)
        self.assertFalse(self.store.trouble_ids)

    def test_one_invoice_that_cannot_be_paid_never_stops_the_rest(self):
        self.store.payments = "none"
        sales = [self.sell() for _each in range(4)]
        odd = self.env["account.account"].create(
            {
                "name": "Old customers",
                "code": "121999",
                "account_type": "asset_receivable",
                "reconcile": True,
            }
        )
        sales[1].partner_invoice_id.property_account_receivable_id = odd
        self.invoice()
        odd.active = False
        self.store.payments = "shipped"
        operation = self.invoice()

        states = [sale.invoice_ids.payment_state for sale in sales]
        self.assertEqual(states, ["paid", "not_paid", "paid", "paid"])
        self.assertIn("archived", sales[1].invoice_ids.amazon_payment_hold)
        self.assertEqual((operation.processed, operation.held), (3, 1))
        entries = self.payments(*(sale.invoice_ids for sale in sales)).move_id
        self.assertEqual(set(entries.mapped("state")), {"posted"})

    # Periods

    def test_a_locked_period_moves_payments_or_keeps_them_waiting(self):
        today = fields.Date.today()
        self.store.payments = "none"
        sale = self.sell()
        self.invoice()
        self.company.fiscalyear_lock_date = fields.Date.subtract(today, days=0)
        self.store.payments = "shipped"
        self.invoice()

        # The first open day is tomorrow.
        self.assertEqual(sale.invoice_ids.payment_state, "not_paid")
        self.assertIn("locked", sale.invoice_ids.amazon_payment_hold)
        self.company.fiscalyear_lock_date = False
        self.invoice()
        self.assertEqual(self.payments(sale.invoice_ids).move_id.date, today)

    # Other currencies

    def open_canada(self, rate=1.25):
        cad = self.env.ref("base.CAD")
        cad.active = True
        cad.rate_ids.unlink()
        if rate:
            self.add_rate(cad, "2020-01-01", rate)
        store = self._open_store("CA", invoicing="posted", invoice_from="2020-01-01", tz="UTC")
        self.set_up_payments(store)
        self.store = store
        return cad

    def add_rate(self, currency, day, rate):
        self.env["res.currency.rate"].create(
            {"currency_id": currency.id, "name": day, "rate": rate, "company_id": self.company.id}
        )

    def test_another_currency_is_paid_at_the_invoices_own_worth(self):
        cad = self.open_canada()
        sales = [self.sell(marketplace="CA"), self.sell(marketplace="CA", unit_price="33.33")]
        self.store.payments = "none"
        self.invoice()
        yesterday = fields.Date.subtract(fields.Date.today(), days=1)
        self.add_rate(cad, yesterday, 1.30)
        exchanges = self.count_exchanges()
        self.store.payments = "shipped"
        self.invoice()

        invoices = [sale.invoice_ids for sale in sales]
        entry = self.payments(*invoices).move_id
        self.assertEqual([move.currency_id for move in invoices], [cad] * 2)
        self.assertEqual([move.payment_state for move in invoices], ["paid"] * 2)
        self.assertEqual([move.amount_residual for move in invoices], [0, 0])
        clearing = entry.line_ids.filtered(lambda line: line.account_id == self.clearing)
        worth = [round(9.99 / 1.30, 2), round(33.33 / 1.30, 2)]
        self.assertEqual(sum(clearing.mapped("amount_currency")), 43.32)
        self.assertEqual(clearing.mapped("balance"), worth)
        self.assertTrue(cad.is_zero(sum(entry.line_ids.mapped("amount_currency"))))
        loss = entry.line_ids.filtered(
            lambda line: line.account_id == self.company.expense_currency_exchange_account_id
        )
        invoiced = sum(move.amount_total_signed for move in invoices)
        self.assertAlmostEqual(loss.balance, invoiced - sum(worth))
        self.assertEqual(self.count_exchanges(), exchanges)

    def count_exchanges(self):
        """:return: number of entries that Odoo has made for rate differences"""
        journal = self.company.currency_exchange_journal_id
        return self.env["account.move"].search_count([("journal_id", "=", journal.id)])

    def test_without_a_rate_nothing_is_booked_one_to_one(self):
        cad = self.open_canada(rate=None)
        sale = self.sell(marketplace="CA")
        self.invoice()
        self.assertFalse(sale.invoice_ids)
        self.assertIn("exchange rate", sale.amazon_invoice_hold)

        today = fields.Date.today()
        self.add_rate(cad, fields.Date.add(today, days=1), 1.25)
        sale._release_invoice()
        self.invoice()
        self.assertEqual(sale.invoice_ids.state, "posted")
        self.assertIn("exchange rate", sale.invoice_ids.amazon_payment_hold or "")

        self.add_rate(cad, "2020-01-01", 1.25)
        self.invoice()
        self.assertEqual(sale.invoice_ids.payment_state, "paid")

    # Credit notes

    def test_a_credit_note_is_paid_back_from_the_clearing_account(self):
        sale = self.sell()
        self.invoice()
        invoice = sale.invoice_ids
        refund = invoice._reverse_moves()
        refund.action_post()
        refund._pay_on_clearing()

        self.assertEqual(refund.amazon_store_id, self.store)
        self.assertEqual(refund.amount_residual, 0)
        self.assertEqual(invoice.payment_state, "paid")
        self.assertEqual(self.balance(), 0)
