"""Credit notes of refunds: created from values in batches, posted, then linked and paid.

Odoo's own reversal costs many times as much, and matches a credit note with its invoice while that
is open: the refund's row of the settlement would find nothing. So the link to the invoice is
written after posting.
"""

from odoo import fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from ..invoicing.amazon_store import CHARGE_KINDS
from ..sync.isolation import explain_failure
from ..sync.try_each import try_each
from .amazon_refund_orders import PAUSE


class AmazonRefund(models.Model):
    _inherit = "amazon.refund"

    move_id = fields.Many2one(
        "account.move",
        string="Credit Note",
        readonly=True,
        copy=False,
        ondelete="set null",
        help="What the refund was booked by.",
    )
    # Looked for by those too who have no rights on journal entries.
    move_name = fields.Char(
        related="move_id.name", string="Credit Note's Number", export_string_translation=False
    )
    is_adopted = fields.Boolean(
        string="Made by Hand",
        readonly=True,
        copy=False,
        help="The credit note was found by its order and amount; the connector made none.",
    )

    _move_unique = models.UniqueIndex(
        "(move_id) WHERE move_id IS NOT NULL", "This credit note is of another refund."
    )

    def _create_credit_notes(self, sorted_refunds):
        """Create and post a credit note for each of these refunds.

        :param sorted_refunds: dict refund → ``Refund`` of ``spapi.finances``
        """
        by_hand = self.filtered(lambda refund: refund.store_id.credit_notes == "none")
        for refund in by_hand:
            refund._wait(
                self.env._("Create the credit note by hand; it is found by order and amount."),
                fields.Datetime.now() + PAUSE,
            )
        plan = (self - by_hand)._plan_credit_notes()
        mapper = self.env["amazon.refund.mapper"]
        moves = self.env["account.move"].create(
            [
                mapper._prepare_credit_note_vals(refund, sorted_refunds[refund], dates)
                for refund, dates in plan.items()
            ]
        )
        for refund, move in zip(plan, moves, strict=True):
            refund._check_credit_note(move)
        moves._post_for_amazon()
        for refund, move in zip(plan, moves, strict=True):
            refund.move_id = move
            # Posted with the link, Odoo would match it with an open invoice.
            move.reversed_entry_id = refund._get_invoices()[:1]
            refund._finish()

    def _plan_credit_notes(self):
        """Their dates; where a period is locked or a contact is missing, refunds wait.

        :return: dict refund → value dict with ``invoice_date`` and ``date``
        """
        plan = {}
        for refund in self:
            try:
                plan[refund] = refund._choose_dates()
            except UserError as error:
                refund._wait_for_person(explain_failure(self.env, error))
        return plan

    def _choose_dates(self):
        """:return: value dict: the day of the refund or that of a later invoice, and the one on
            which its books are open
        :raises UserError: none is, or nobody can be credited, or Odoo sold in another currency,
            or in one without a rate
        """
        store, invoices = self.store_id, self._get_invoices()
        if invoices and invoices[0].currency_id != self.currency_id:
            raise UserError(
                self.env._(
                    "Amazon refunded %(amazon)s, the invoice %(invoice)s is in %(odoo)s. Create "
                    "the credit note by hand, then press Ignore.",
                    amazon=self.currency_id.name,
                    invoice=invoices[0].display_name,
                    odoo=invoices[0].currency_id.name,
                )
            )
        if not invoices and not store.customer_id:
            raise UserError(
                self.env._(
                    "Its order is from before going live. Choose the fixed customer of %s: the "
                    "credit note is made out to it.",
                    store.display_name,
                )
            )
        # Nothing is credited before it was invoiced, which may be with its settlement.
        first = invoices.sorted("invoice_date")[:1].invoice_date
        day = max(filter(None, (first, store._get_local_date(self.posted_at))))
        has_tax = bool(
            store.tax_mode == "import" or store.tax_id or invoices.invoice_line_ids.tax_ids
        )
        opened = store._choose_open_day(day, has_tax, self._get_credit_note_journal())
        store._check_rate(self.currency_id, opened, is_any=True)
        return {"invoice_date": day, "date": opened}

    def _get_credit_note_journal(self):
        """:return: ``account.journal``: the invoice's"""
        invoices, store = self._get_invoices(), self.store_id
        return invoices[:1].journal_id or store._get_invoice_journal(self.currency_id)

    def _find_charge_account(self, charge, product):
        """Where goods or a charge are credited of which no line was invoiced: as an invoice would.

        :param charge: as refunds call it; what is no charge to the buyer counts as goods
        :return: ``account.account``, empty where that of the product holds
        """
        product = product.with_company(self.company_id)
        return self.store_id._find_income_account(charge if charge in CHARGE_KINDS else "", product)

    def _check_credit_note(self, move):
        """Amazon's amount to the cent, or none at all.

        :raises UserError: Odoo computed something else; the refund fails alone
        """
        expected = self._get_amount_to_credit()
        if self.currency_id.compare_amounts(move.amount_total, expected):
            raise UserError(
                self.env._(
                    "The credit note would say %(odoo)s, Amazon refunded %(amazon)s. Check the "
                    "taxes of the store, then press Try Again.",
                    odoo=self.currency_id.format(move.amount_total),
                    amazon=self.currency_id.format(expected),
                )
            )

    # Payment on clearing

    def _pay(self):
        """Book credit notes of this batch as paid, where their store books payments itself.

        What cannot be paid now says why, and is tried again by the next run.
        """
        due = Domain("id", "in", self.move_id.ids)
        moves = self.env["account.move"].search(due & self._get_payable_domain())
        failed = {}
        for group in moves.grouped(lambda move: (move.amazon_store_id, move.date)).values():
            failed |= try_each(group, lambda batch: batch._pay_on_clearing())
        for move in moves:
            move.amazon_payment_hold = failed.get(move, False)

    def _get_payable_domain(self):
        """:return: ``Domain`` of ``account.move``: open credit notes that no entry pays yet"""
        return (
            Domain("move_type", "=", "out_refund")
            & Domain("state", "=", "posted")
            & Domain("amazon_store_id.payments", "=", "shipped")
            & Domain("payment_state", "in", ("not_paid", "partial"))
            & Domain("amazon_payment_line_ids", "not any", [("parent_state", "=", "posted")])
        )

    def _pay_due(self, account):
        """Pay what could not be paid when it was booked.

        :param account: ``amazon.account``
        """
        unpaid = [("account_id", "=", account.id), ("move_id.amazon_payment_hold", "!=", False)]
        refunds = self.search(unpaid)
        refunds.move_id.try_lock_for_update(allow_referencing=True)
        refunds._pay()
