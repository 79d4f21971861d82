"""Invoices and credit notes of Amazon orders: what their buyers owed, and who has paid it."""

from collections import defaultdict
from typing import NamedTuple

from odoo import api, models
from odoo.fields import Domain
from odoo.tools import SQL

from ...context_keys import SETTLING
from ..invoicing.sale_order_typed import PLACES


class Claims(NamedTuple):
    """Posted invoices and credit notes of orders.

    :param by_order: dict (Amazon's order id, is it a credit note) → ``account.move``
    :param by_item: dict (order id, id of the item, is it a credit note) → ``account.move``
    """

    by_order: dict
    by_item: dict

    def find(self, order_ref, item_id, is_refund):
        """:return: the documents that an item is on, or else those of its order; may be None"""
        of_item = self.by_item.get((order_ref, item_id, is_refund))
        return of_item or self.by_order.get((order_ref, is_refund))


class AccountMove(models.Model):
    _inherit = "account.move"

    @api.model
    def _find_amazon_claims(self, account, refs):
        """The posted invoices and credit notes of orders, with or without a sales order.

        :param account: ``amazon.account``
        :param refs: Amazon's order ids
        :return: ``Claims``
        """
        by_order, by_item = defaultdict(self.browse), defaultdict(self.browse)
        found = self._query_amazon_claims(account, refs)
        for ref, item_id, move_id, kind in found:
            move, is_refund = self.browse(move_id), kind == "out_refund"
            by_order[ref, is_refund] |= move
            if item_id:
                by_item[ref, item_id, is_refund] |= move
        # A union forgets who is read with it: all of them are read together.
        together = {row[2] for row in found}
        return Claims(
            *(
                {key: moves.with_prefetch(together) for key, moves in documents.items()}
                for documents in (by_order, by_item)
            )
        )

    @api.model
    def _query_amazon_claims(self, account, refs):
        if not refs:
            return []
        self.env.flush_all()
        documents = SQL("m.state = 'posted' AND m.move_type IN ('out_invoice', 'out_refund')")
        return self.env.execute_query(
            SQL(
                """
                SELECT DISTINCT o.amazon_ref, s.amazon_item_id, m.id, m.move_type
                  FROM amazon_order o
                  JOIN sale_order_line s ON s.amazon_order_id = o.id
                  JOIN sale_order_line_invoice_rel r ON r.order_line_id = s.id
                  JOIN account_move_line l ON l.id = r.invoice_line_id
                  JOIN account_move m ON m.id = l.move_id
                 WHERE o.account_id = %(account)s AND o.amazon_ref IN %(refs)s
                   AND m.company_id = %(company)s AND %(documents)s
                 UNION
                SELECT m.amazon_order_ref, NULL, m.id, m.move_type
                  FROM account_move m
                 WHERE m.amazon_order_ref IN %(refs)s AND m.company_id = %(company)s
                   AND %(documents)s
                 ORDER BY 3
                """,
                account=account.id,
                company=account.company_id.id,
                refs=tuple(refs),
                documents=documents,
            )
        )

    @api.model
    def _find_amazon_payments_left(self, account):
        """Canceled documents whose payment on clearing waits for what comes in their place.

        :param account: ``amazon.account``
        :return: dict (Amazon's order id, is it a credit note) → ``account.move``
        """
        left = self._find_payments_left([("company_id", "=", account.company_id.id)])
        found = defaultdict(self.browse)
        for move, refs in left.amazon_invoice_id._get_amazon_refs().items():
            for ref in refs:
                found[ref, move.move_type == "out_refund"] |= move
        return found

    @api.model
    def _adopt_lone_invoices(self, store, currency, refs):
        """Let open invoices that were typed under these numbers be of orders that Odoo lacks.

        Where more than one bears a number, none is it.

        :param store: ``amazon.store`` whose settlement tells of the orders
        :param currency: ``res.currency`` of the settlement
        :param refs: set of Amazon's order ids
        :return: the invoices that were found
        """
        moves = self.search(
            Domain.OR(Domain(place, "in", list(refs)) for place in PLACES)
            & Domain("move_type", "=", "out_invoice")
            & Domain("state", "=", "posted")
            & Domain("payment_state", "in", ("not_paid", "partial"))
            & Domain("company_id", "=", store.company_id.id)
            & Domain("currency_id", "=", currency.id)
            & Domain("amazon_order_ref", "=", False)
        )
        by_ref = defaultdict(self.browse)
        for move in moves:
            for ref in {move[place] for place in PLACES} & refs:
                by_ref[ref] |= move
        alone = {ref: move for ref, move in by_ref.items() if len(move) == 1}
        for ref, move in alone.items():
            vals = {"is_amazon": True, "amazon_store_id": store.id, "amazon_order_ref": ref}
            move.write(vals)
        return self.union(*alone.values())

    def _get_amazon_receivables(self):
        """:return: the lines of these documents that say what the buyer owes"""
        return self.line_ids.filtered(
            lambda line: line.account_id.account_type == "asset_receivable"
        )

    def _get_payers(self):
        """:return: the lines that what these documents say the buyer owes is matched with"""
        lines = self._get_amazon_receivables()
        return lines.matched_debit_ids.debit_move_id | lines.matched_credit_ids.credit_move_id

    def _find_paid_in_place(self):
        """:return: invoices of the same orders whose credit notes have paid these, as those took
        back what Amazon had paid
        """
        gone = self._get_payers().move_id.reversed_entry_id - self
        names = set().union(*self._get_amazon_refs().values()) if gone else ()
        return gone.filtered(lambda move: move.amazon_order_ref in names)

    def _get_clearing_payments(self, accounts):
        """Lines on Amazon's clearing accounts by which these documents were paid.

        Payments that a settlement has booked are not among them: they are the settlement's own.

        :param accounts: ``account.account``: the clearing accounts
        :return: ``account.move.line``
        """
        documents = self | self._find_paid_in_place()
        paid_by = documents._get_payers()
        entries = paid_by.move_id.filtered(
            lambda move: move.state == "posted" and not move.amazon_settlement_id
        )
        # What the connector has paid says so, on whichever account its store had for it then.
        found = entries.line_ids.filtered(
            lambda line: line.account_id in accounts or line._pays_on_clearing()
        )
        # One entry may pay hundreds of invoices: its lines then say which.
        named = found.filtered("amazon_invoice_id")
        found = (found - named) | named.filtered(lambda line: line.amazon_invoice_id in documents)
        return found | self._get_clearing_payments_left()

    def _get_clearing_payments_left(self):
        """:return: the same lines of documents that were canceled after they had been paid"""
        canceled = self.filtered(lambda move: move.state == "cancel")
        if not canceled:
            return self.env["account.move.line"]
        return self.env["account.move.line"].search(
            [
                ("amazon_invoice_id", "in", canceled.ids),
                ("account_type", "!=", "asset_receivable"),
                ("parent_state", "=", "posted"),
            ]
        )

    def _is_paid_ahead(self, accounts):
        """Whether these documents were all paid on clearing before their settlement came.

        :param accounts: ``account.account``: the clearing accounts
        """
        return all(
            (
                move.state == "cancel"
                or all(line.reconciled for line in move._get_amazon_receivables())
            )
            and move._get_clearing_payments(accounts)
            for move in self
        )

    def _get_amazon_refs(self):
        """:return: dict document → Amazon's ids of the orders that it is of"""
        refs = {}
        for move in self:
            orders = move.sudo().line_ids.sale_line_ids.amazon_order_id
            names = set(orders.mapped("amazon_ref"))
            refs[move] = names | {move.amazon_order_ref} - {False}
        return refs

    def _match_amazon_settled(self):
        """Match new invoices and credit notes with what a settlement has paid of them already.

        Whichever comes first, document or settlement, waits for the other as an open line.
        """
        refs = self.sudo()._get_amazon_refs()
        names = set().union(*refs.values()) if refs else set()
        if not names:
            return
        self.sudo()._take_over_credit(refs)
        settled = self.env["account.move.line"].sudo()
        settled = settled.search(
            [
                ("amazon_order_ref", "in", list(names)),
                ("move_id.amazon_entry", "=", "payments"),
                ("parent_state", "=", "posted"),
                ("reconciled", "=", False),
                ("account_id.account_type", "=", "asset_receivable"),
            ]
        )
        for move in self.sudo() if settled else ():
            open_ones = move._get_amazon_receivables().filtered(lambda line: not line.reconciled)
            sign = -1 if move.move_type == "out_invoice" else 1
            ours = settled.filtered(
                lambda line, move=move, sign=sign: (
                    line.amazon_order_ref in refs[move]
                    and not line.reconciled
                    and line.amount_residual_currency * sign > 0
                )
            )
            for account in open_ones.account_id & ours.account_id:
                lines = (open_ones | ours).filtered(lambda line, a=account: line.account_id == a)
                lines.with_context(**{SETTLING: True}).reconcile()
