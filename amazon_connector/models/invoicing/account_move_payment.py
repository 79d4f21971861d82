"""Invoices of Amazon orders become paid on the clearing account, by plain entries (F2).

One entry for many invoices, posted and reconciled in the transaction that creates it. Which
invoices are paid is known from the lines of these entries: a killed run pays none twice.
"""

from odoo import api, models
from odoo.fields import Command


class AccountMove(models.Model):
    _inherit = "account.move"

    def _pay_on_clearing(self):
        """Book these posted invoices and credit notes as paid through Amazon. The caller commits.

        Their rows are the caller's already (``try_lock_for_update``): who matches one of them at
        this moment writes it too, and either is seen here or begins anew.

        :return: ``account.move``, the entries, posted and reconciled
        :raises UserError: an account, a journal or a rate is missing, or the period is locked
        """
        entries = self.browse()
        self._take_over_payments()
        for (store, currency, day), moves in self.grouped(
            lambda move: (move.amazon_store_id, move.currency_id, move.date)
        ).items():
            opened = store._check_payments(currency, day)
            if lines := moves._get_open_receivables():
                entries |= moves._pay_together(lines, opened)
        return entries

    def _take_over_payments(self):
        """What paid a document that somebody has canceled pays the one that came in its place."""
        lines = self._find_payments_left(
            [("amazon_invoice_id.amazon_store_id", "in", self.amazon_store_id.ids)]
        )
        gone = lines.amazon_invoice_id._get_amazon_refs() if lines else {}
        for move, refs in self._get_amazon_refs().items() if lines else ():
            for line in lines.filtered(lambda one, refs=refs: gone[one.amazon_invoice_id] & refs):
                move._take_over_payment(line)

    @api.model
    def _find_payments_left(self, domain):
        """What paid documents that somebody has canceled, and waits for what comes in their place.

        :return: open ``account.move.line`` on receivables
        """
        return self.env["account.move.line"].search(
            [
                ("amazon_invoice_id.state", "=", "cancel"),
                ("account_id.account_type", "=", "asset_receivable"),
                ("parent_state", "=", "posted"),
                ("reconciled", "=", False),
                *domain,
            ]
        )

    def _take_over_payment(self, line):
        """:param line: open ``account.move.line``, receivable, of a payment entry"""
        due = self._get_open_receivables()
        if due.account_id != line.account_id or due.currency_id != line.currency_id:
            return
        if due.currency_id.is_zero(sum((due | line).mapped("amount_residual_currency"))):
            pair = line.move_id.line_ids.filtered(
                lambda one: one.amazon_invoice_id == line.amazon_invoice_id
            )
            pair.amazon_invoice_id = self
            (due | line).reconcile()

    def _take_over_credit(self, refs):
        """The credit note that took back an invoice by hand pays the one that came in its place,
        as Amazon pays the order once. One that is a refund of Amazon's stays what it is.

        :param refs: dict document → Amazon's ids of its orders
        """
        notes = self.search(
            [
                ("move_type", "=", "out_refund"),
                ("state", "=", "posted"),
                ("payment_state", "in", ("not_paid", "partial")),
                ("reversed_entry_id.amazon_order_ref", "in", list(set().union(*refs.values()))),
                ("reversed_entry_id.amazon_typed_sale_ids", "=", False),
            ]
        )
        notes -= self.env["amazon.refund"].search([("move_id", "in", notes.ids)]).move_id
        for note in notes.filtered(lambda note: note.reversed_entry_id._is_taken_back()):
            gone = note.reversed_entry_id
            named = [move for move, names in refs.items() if gone.amazon_order_ref in names]
            for move in self.browse().union(*named) - gone - note:
                lines = (note | move)._get_open_receivables()
                amount = sum(lines.mapped("amount_residual_currency"))
                is_one = len(lines.account_id) == len(lines.currency_id) == 1
                if is_one and lines.currency_id.is_zero(amount):
                    lines.reconcile()

    def _get_open_receivables(self):
        """:return: ``account.move.line``, what buyers owe by these documents and has no match"""
        return self.line_ids.filtered(
            lambda line: line.display_type == "payment_term" and not line.reconciled
        )

    def _pay_together(self, lines, day):
        """One entry for open lines of one store and currency.

        :param lines: ``account.move.line``, receivable
        :param day: ``date`` of the entry
        :return: ``account.move``
        """
        store = self.amazon_store_id
        journal, _clearing = store._get_payment_places()
        Move = self.env["account.move"].with_context(skip_invoice_sync=True)
        entry = Move.create(
            {
                "move_type": "entry",
                "company_id": store.company_id.id,
                "journal_id": journal.id,
                "date": day,
                "ref": self.env._("Payments of Amazon orders, %s", store.display_name),
                "amazon_store_id": store.id,
                "line_ids": [
                    Command.create(vals) for vals in self._prepare_amazon_payment_lines(lines, day)
                ],
            }
        )
        entry._post(soft=False)
        # As they were given: each payment stands before its line on the clearing account.
        made = entry.line_ids.sorted("id")[: 2 * len(lines) : 2]
        # Matching changes no line of an invoice: Odoo need not compute them all anew.
        matching = self.env["account.move.line"].with_context(skip_invoice_sync=True)
        matching._reconcile_plan(
            [line + payment for line, payment in zip(lines, made, strict=True)]
        )
        return entry

    def _prepare_amazon_payment_lines(self, lines, day):
        """Values of the lines of an entry that pays open receivable lines in full.

        The receivable side is what the invoice still has in both currencies, so that Odoo has no
        rate difference to book invoice by invoice; clearing is at the rate of the day, and one
        line takes the difference of all.

        :param lines: ``account.move.line``, receivable, open, of one store and currency
        :param day: ``date`` of the entry
        :return: list of value dicts: for each line its payment and then the clearing account's;
            the rate difference last
        """
        store, currency = self.amazon_store_id, lines.currency_id
        company, own = store.company_id, store.company_id.currency_id
        _journal, clearing = store._get_payment_places()
        rate = self.env["res.currency"]._get_conversion_rate(own, currency, company, day)
        vals_list = [
            vals for line in lines for vals in line._prepare_amazon_payment_pair(clearing, rate)
        ]
        difference = own.round(-sum(vals["balance"] for vals in vals_list))
        if not own.is_zero(difference):
            vals_list.append(store._prepare_exchange_vals(difference, currency))
        return vals_list
