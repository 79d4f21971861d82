"""Orders that a settlement pays: some hundreds at a time, posted and matched together."""

from collections import defaultdict
from decimal import Decimal
from typing import NamedTuple

from odoo import models
from odoo.fields import Domain
from odoo.tools import SQL

from ...mapping.settlement_parts import PAYMENTS, Entry, Part
from ...mapping.settlement_rows import REFUND
from ..sync.locking import lock_rows
from .amazon_settlement_line import AHEAD, ORDER, PAYMENT

# Orders in one entry: larger ones keep the journal's number for longer than a second.
CHUNK = 250


class Payment(NamedTuple):
    """What a settlement tells of one order: its sales or its refunds."""

    order_ref: str
    amount: Decimal
    row_ids: tuple[int, ...]
    store: models.Model
    claims: models.Model


class AmazonSettlement(models.Model):
    _inherit = "amazon.settlement"

    def _post_payments(self):
        """Pay the next orders' invoices and credit notes, as far as they are not paid already.

        :return: whether there was something left to do
        """
        refs = self._find_unpaid_refs()
        if not refs:
            return False
        rows = self._read_rows(SQL("l.booking = %s AND l.order_ref IN %s", ORDER, tuple(refs)))
        self._invoice_orders(refs)
        claims = self.env["account.move"]._find_amazon_claims(self.account_id, refs)
        # Who pays one of them now waits for us, and we for him: what is open is open.
        lock_rows(self.env["account.move"].union(*claims.by_order.values()))
        payments, ahead = self._split_payments(rows, claims)
        parts = self._prepare_payment_parts(payments) + self._prepare_ahead_parts(ahead)
        clearing = self._get_ahead_lines(ahead)
        if any(part.amount for part in parts):
            move = self._post_entry(self._prepare_payments_entry(parts))
            self._match_payments(move, payments)
        self._write_booking([id_ for payment in payments for id_ in payment.row_ids], PAYMENT)
        self._write_booking([id_ for payment in ahead for id_ in payment.row_ids], AHEAD)
        self._match_clearing(clearing)
        return True

    def _invoice_orders(self, refs):
        """Stores whose invoices are posted with their settlement have them now."""
        orders = self.env["amazon.order"].search(
            [("account_id", "=", self.account_id.id), ("amazon_ref", "in", refs)]
        )
        sales = orders.sale_order_id
        sales._release_taken_back(Domain("id", "in", sales.ids))
        # Of orders that people invoice, some are typed under their numbers alone.
        waiting = sales.filtered(lambda sale: sale.invoice_status == "to invoice")
        waiting.filtered_domain(waiting._get_untyped_domain())._adopt_typed_invoices()
        for store, group in orders.grouped("store_id").items():
            store._invoice_settled_orders(group, self._get_months()[-1])

    def _find_unpaid_refs(self):
        """:return: Amazon's ids of the next orders to be paid, in the order of the file"""
        self.env["amazon.settlement.line"].flush_model()
        found = self.env.execute_query(
            SQL(
                "SELECT order_ref FROM amazon_settlement_line"
                " WHERE settlement_id = %s AND booking = %s"
                " GROUP BY order_ref ORDER BY min(number) LIMIT %s",
                self.id,
                ORDER,
                CHUNK,
            )
        )
        return [ref for (ref,) in found]

    def _split_payments(self, rows, claims):
        """Put the rows of each order together, and say what of it was paid already.

        :param claims: ``Claims`` of the rows' orders
        :return: tuple (list of ``Payment`` to be booked, list of those paid on clearing)
        """
        grouped = defaultdict(list)
        left = self.env["account.move"]._find_amazon_payments_left(self.account_id)
        for row in rows:
            is_refund = row.nature == REFUND
            documents = claims.find(row.order_ref, row.item_id, is_refund)
            # What was canceled meanwhile is paid: its payment waits for the next document.
            documents = documents or left[row.order_ref, is_refund]
            grouped[row.order_ref, is_refund, documents, row.store_id].append(row)
        accounts = self._get_clearing_accounts()
        payments, ahead = [], []
        for (ref, _is_refund, documents, store_id), group in grouped.items():
            payment = Payment(
                ref,
                sum((row.amount for row in group), Decimal(0)),
                tuple(row.id for row in group),
                self.env["amazon.store"].browse(store_id),
                documents,
            )
            open_part, paid_part = self._split_paid_ahead(payment, accounts)
            ahead += paid_part
            for part in open_part:
                payments += self._split_by_receivable(part)
        return payments, ahead

    def _split_by_receivable(self, payment):
        """Invoices of one order may stand on several receivables, as their buyers' contacts have
        it: each gets what is open on it, the one with the most the rest.

        :return: list of ``Payment``
        """
        if not payment.claims or len(payment.claims) == 1:
            return [payment]
        by_account = payment.claims.grouped(
            lambda document: document._get_amazon_receivables().account_id[:1]
        )
        dues = {group: _get_due(group) for group in by_account.values()}
        *others, last = sorted(dues, key=lambda group: abs(dues[group]))
        payments, left, row_ids = [], payment.amount, payment.row_ids
        for group in others:
            amount = min(dues[group], left, key=abs)
            payments.append(payment._replace(amount=amount, row_ids=row_ids, claims=group))
            # Rows lead to one journal item each.
            left, row_ids = left - amount, ()
        return [*payments, payment._replace(amount=left, row_ids=row_ids, claims=last)]

    def _get_clearing_accounts(self):
        stores = self.env["amazon.store"].with_context(active_test=False)
        return stores.search([("account_id", "=", self.account_id.id)]).clearing_account_id

    def _prepare_payment_parts(self, payments):
        """A line on the receivable for each order, and what the accountant's rule books off.

        :return: list of ``Part``
        """
        parts, partners = [], self._find_payers(payments)
        for payment in payments:
            lines = payment.claims._get_amazon_receivables()
            due = _get_due(payment.claims)
            partner = lines.partner_id[:1] or partners.get(payment.order_ref)
            partner = (partner or self.store_id.amazon_partner_id).with_company(self.company_id)
            account = lines.account_id[:1] or partner.property_account_receivable_id
            small = self._get_small_difference(due - payment.amount, lines)
            parts.append(
                Part(
                    payment.order_ref,
                    account,
                    payment.amount + small,
                    payment.store,
                    partner=partner,
                    order_ref=payment.order_ref,
                    invoice=payment.claims if len(payment.claims) == 1 else None,
                    balance=self._get_own_balance(payment.amount + small, due, lines),
                    row_ids=payment.row_ids,
                )
            )
            parts += self._prepare_small_parts(payment, -small)
        return parts

    def _get_own_balance(self, amount, due, lines):
        """What a document owes in the company's currency, at its own rate.

        :return: ``Decimal``, None unless it is paid in full in its own currency
        """
        home = self.company_id.currency_id
        if self.currency_id == home or amount != due or lines.currency_id != self.currency_id:
            return None
        return _add_up(lines, "amount_residual")

    def _prepare_small_parts(self, payment, amount):
        """:return: list of the ``Part`` that books a small difference off"""
        if not amount:
            return []
        account = self.store_id.small_difference_account_id
        return [
            Part(payment.order_ref, account, amount, payment.store, order_ref=payment.order_ref)
        ]

    def _get_small_difference(self, difference, lines):
        """:return: what of a difference is booked off, by the store's rule alone; else 0"""
        store, exact = self.store_id, Decimal(1).scaleb(-self.currency_id.decimal_places)
        is_small = abs(difference) <= Decimal(str(store.small_difference or 0))
        if not is_small or not lines or not store.small_difference_account_id:
            return Decimal(0)
        return difference.quantize(exact) if lines.currency_id == self.currency_id else Decimal(0)

    def _prepare_ahead_parts(self, ahead):
        """What was paid on another store's clearing account is paid out with this settlement.

        :return: list of ``Part``
        """
        parts = []
        for payment in ahead:
            lines = payment.claims._get_clearing_payments(self._get_clearing_accounts())
            paid = _add_up(lines, "amount_currency")
            small = self._get_small_difference(payment.amount - paid, lines)
            parts += self._prepare_small_parts(payment, small)
            account = lines.account_id[:1]
            if account != self.store_id.clearing_account_id:
                parts.append(
                    Part(
                        payment.order_ref,
                        account,
                        payment.amount - small,
                        payment.store,
                        order_ref=payment.order_ref,
                    )
                )
        return parts

    def _find_payers(self, payments):
        """:return: dict Amazon's order id → partner, for orders without an invoice"""
        refs = [payment.order_ref for payment in payments if not payment.claims]
        orders = self.env["amazon.order"].search(
            [("account_id", "=", self.account_id.id), ("amazon_ref", "in", refs)]
        )
        return {
            order.amazon_ref: order.sale_order_id.partner_invoice_id.commercial_partner_id
            for order in orders
        }

    def _prepare_payments_entry(self, parts):
        """:return: ``Entry`` of some hundred orders"""
        number = len(self._find_entries(PAYMENTS)) + 1
        name = self.env._("Amazon %(ref)s, payments %(number)s", ref=self.amazon_ref, number=number)
        clearing, day = self.store_id.clearing_account_id, self._get_months()[-1]
        return Entry(PAYMENTS, str(number), day, name, tuple(parts), clearing, name)


def _get_due(documents):
    """:return: ``Decimal``: what is open on invoices, or below zero on credit notes"""
    return _add_up(documents._get_amazon_receivables(), "amount_residual_currency")


def _add_up(lines, name):
    """:return: ``Decimal``: the sum of a field of journal items"""
    return sum(map(Decimal, map(str, lines.mapped(name))), Decimal(0))
