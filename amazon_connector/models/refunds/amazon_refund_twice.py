"""No refund is booked twice: not when Amazon tells it twice, nor when a person was faster.

Nor is one booked by a credit note that somebody has taken back.
"""

from odoo import models
from odoo.fields import Domain

from ...spapi.words import DEFERRED_RELEASED, RELEASED


class AmazonRefund(models.Model):
    _inherit = "amazon.refund"

    def _ignore_twins(self):
        """Amazon may tell an estimate and its release as two: the one that came first counts."""
        related = self._find_related()
        twins = self.browse()
        for refund in self.sorted("id"):
            others = (related - twins).filtered(lambda one, r=refund: one._is_twin_of(r))
            if others.filtered(lambda one, r=refund: one.move_id or one.id < r.id):
                twins |= refund if not refund.move_id else others
        twins._ignore(self.env._("The same refund was told under another number."))
        return self - twins

    def _find_related(self):
        """:return: what Amazon has released under one of the numbers of these refunds"""
        refs = [*self.mapped("transaction_ref"), *filter(None, self.mapped("release_ref"))]
        refs += filter(None, self.mapped("deferred_ref"))
        names = ("transaction_ref", "release_ref", "deferred_ref")
        numbered = Domain.OR([(name, "in", refs)] for name in names)
        refunded = Domain("refund_ref", "in", list(filter(None, self.mapped("refund_ref"))))
        own = Domain("account_id", "in", self.account_id.ids) & Domain("is_released", "=", True)
        return self.search(own & Domain("state", "!=", "ignored") & (numbered | refunded))

    def _is_twin_of(self, other):
        """Two releases of one estimate are parts of it, each booked; it is a twin of both."""
        if self == other or self.account_id != other.account_id:
            return False
        if self._is_release_of(other) or other._is_release_of(self):
            return True
        is_same = self.refund_ref and self.refund_ref == other.refund_ref
        return bool(is_same) and self._may_be_twin_of(other)

    def _is_release_of(self, other):
        return self.transaction_ref == other.release_ref or (
            self.deferred_ref and self.deferred_ref == other.transaction_ref
        )

    def _may_be_twin_of(self, other):
        """Whether one of two of the same money may be the release of the other, though neither
        says so; where a settlement tells of both they are two.
        """
        statuses = {self.status, other.status}
        refs = {self.refund_ref, other.refund_ref} - {False}
        is_linked = (self | other).filtered(lambda one: one.deferred_ref or one.release_ref)
        is_settled = self.settlement_line_ids and other.settlement_line_ids
        return (
            statuses == {RELEASED, DEFERRED_RELEASED}
            and len(refs) < 2
            and not is_linked
            and not is_settled
            and (self.order_ref, self.currency_id) == (other.order_ref, other.currency_id)
            and not self.currency_id.compare_amounts(self.amount_total, other.amount_total)
            and set(self.line_ids.mapped("item_ref")) == set(other.line_ids.mapped("item_ref"))
        )

    def _hold_doubtful(self):
        """What may be the release of a refund that is there already waits for a person.

        :return: the refunds that are none's twin
        """
        told = self.search(
            [
                ("account_id", "in", self.account_id.ids),
                ("order_ref", "in", list(filter(None, self.mapped("order_ref")))),
                ("status", "in", (RELEASED, DEFERRED_RELEASED)),
                ("state", "!=", "ignored"),
            ]
        ).grouped(lambda one: (one.account_id, one.order_ref))
        held = self.browse()
        for refund in self.sorted("id"):
            alike = told.get((refund.account_id, refund.order_ref), self.browse()) - held
            others = alike.filtered(lambda one, r=refund: one != r and one._may_be_twin_of(r))
            if others.filtered(lambda one, r=refund: one.move_id or one.id < r.id):
                refund._wait_for_person(refund._explain_doubtful())
                held |= refund
        return self - held

    def _explain_doubtful(self):
        return self.env._(
            "Amazon told a refund of %s on this order before, and does not say whether this is "
            "the same. Compare with Seller Central. If it is, press Ignore; if not, create the "
            "credit note by hand; it is found by order and amount.",
            self.currency_id.format(self.amount_buyer),
        )

    def _check_booked(self):
        """What is booked stays; a person decides what becomes of an amount that changed."""
        booked = self.filtered("move_id")
        for refund in booked:
            if reason := refund._explain_undone():
                refund._wait_for_person(reason)
                continue
            credited = refund.move_id.amount_total
            if refund._is_credited_by(refund.move_id):
                refund._finish()
                continue
            refund._hold(
                self.env._(
                    "Amazon changed this refund to %(amount)s, its credit note %(note)s says "
                    "%(credited)s. Correct the credit note, then press Try Again.",
                    amount=refund.currency_id.format(refund._get_amount_to_credit()),
                    note=refund.move_id.display_name,
                    credited=refund.currency_id.format(credited),
                ),
                f"refund:{refund.order_ref}",
            )
        return self - booked

    # Credit notes that a person has taken back

    def _explain_undone(self):
        """:return: sentence when the credit note does not stand (any more), else "" """
        if self.move_id.state == "draft":
            return self.env._(
                "The credit note %s is a draft again. Post it, or delete it for a new one.",
                self.move_id.display_name,
            )
        if self.move_id.state == "cancel":
            return self.env._(
                "The credit note %s was canceled. Press Try Again for a new one, or Ignore.",
                self.move_id.display_name,
            )
        return ""

    def _wake_undone(self, account):
        """Look again at refunds whose credit note was taken back, or stands again.

        :param account: ``amazon.account``
        """
        own = [("account_id", "=", account.id), ("is_released", "=", True)]
        undone = [("state", "=", "done"), ("move_id.state", "in", ("draft", "cancel"))]
        # What the settlement books says so.
        deleted = [("state", "=", "done"), ("move_id", "=", False), ("reason", "=", False)]
        back = [("state", "=", "held"), ("move_id.state", "=", "posted")]
        found = self.search([*own, *undone]) | self.search([*own, *deleted])
        found |= self.search([*own, *back]).filtered(
            lambda refund: refund._is_credited_by(refund.move_id)
        )
        found._retry()

    def action_retry(self):
        """Try again; in place of a credit note that was canceled a new one is created."""
        self.check_access("write")
        held = self.sudo().filtered(lambda refund: refund.state == "held")
        canceled = held.filtered(lambda refund: refund.move_id.state == "cancel")
        canceled.write({"move_id": False, "is_adopted": False})
        return super().action_retry()

    # Credit notes that a person has made

    def _adopt_credit_notes(self):
        """Find the credit notes that people made by hand: by order and amount, each once.

        :return: the refunds that have none
        """
        open_ones = self.browse()
        for refund in self:
            found = refund._find_credit_notes().sorted(lambda move: (move.state, move.id))
            posted = found.filtered(lambda move: move.state == "posted")
            if posted:
                refund.write({"move_id": posted[0].id, "is_adopted": True})
                refund._claim_credit_note()
                refund._finish()
            elif found:
                refund._wait_for_person(
                    self.env._(
                        "The draft %s has this amount. Post it, or delete it for a credit note by "
                        "the connector.",
                        found[0].display_name,
                    )
                )
            else:
                open_ones |= refund
        return open_ones

    def _claim_credit_note(self):
        """What was typed under Amazon's number is paid and settled as any other of the order."""
        note = self.move_id
        vals = {"is_amazon": True, "amazon_store_id": self.store_id.id}
        if self.order_ref not in note._get_amazon_refs()[note]:
            vals["amazon_order_ref"] = self.order_ref
        note.write(vals)
        # A settlement may have taken its money before.
        note._match_amazon_settled()

    def _find_credit_notes(self):
        """Of an invoice of many orders, one that names others is not this one's.

        :return: ``account.move``, credit notes of this order and amount that are nobody's yet
        """
        lines, invoices = self.order_id._get_sale_lines(), self._get_invoices()
        domain = [
            ("move_type", "=", "out_refund"),
            ("state", "!=", "cancel"),
            ("company_id", "=", self.company_id.id),
            ("currency_id", "=", self.currency_id.id),
            "|",
            "|",
            ("invoice_line_ids.sale_line_ids", "in", lines.ids),
            ("reversed_entry_id", "in", invoices.ids),
            ("ref", "=", self.order_ref),
        ]
        found = self.env["account.move"].search(domain)
        found = found.filtered(
            lambda move: not (sold := move.invoice_line_ids.sale_line_ids) or sold & lines
        )
        # One that took back an invoice which another one stands in for has given nobody money.
        gone = found.reversed_entry_id - invoices if invoices else invoices
        gone = gone.filtered(lambda move: move._is_taken_back())
        found = found.filtered(lambda move: move.reversed_entry_id not in gone)
        taken = self.search([("move_id", "in", found.ids)]).move_id
        return (found - taken).filtered(self._is_credited_by)

    def _is_credited_by(self, move):
        """Whether a credit note has the amount of this refund.

        Where Amazon's words are not known or its parts do not add up, a person credits what the
        total says: all that is neither fee nor tax of Amazon's. What the connector has credited
        is what the parts said.
        """
        amounts = [self._get_amount_to_credit()]
        if self.is_adopted or not self.move_id:
            amounts.append(self.amount_fees + self.amount_withheld - self.amount_total)
        return any(not self.currency_id.compare_amounts(move.amount_total, n) for n in amounts)
