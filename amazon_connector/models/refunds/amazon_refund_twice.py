"""No refund is booked twice: not when Amazon tells it twice, nor when a person was faster.

Nor is one booked by a credit note that somebody has taken back.
"""

from odoo import models


class AmazonRefund(models.Model):
    _inherit = "amazon.refund"

    def _ignore_twins(self):
        """Amazon may tell an estimate and its release as two: the one that came first counts."""
        refs = [*self.mapped("transaction_ref"), *filter(None, self.mapped("release_ref"))]
        related = self.search(
            [
                ("account_id", "in", self.account_id.ids),
                "|",
                ("transaction_ref", "in", refs),
                ("release_ref", "in", refs),
            ]
        ).filtered(lambda refund: refund.is_released and refund.state != "ignored")
        twins = self.browse()
        for refund in self.sorted("id"):
            others = (related - twins).filtered(lambda one, r=refund: one._is_twin_of(r))
            if others.filtered(lambda one, r=refund: one.move_id or one.id < r.id):
                twins |= refund if not refund.move_id else others
        twins._ignore(self.env._("The same refund was told under another number."))
        return self - twins

    def _is_twin_of(self, other):
        return self.account_id == other.account_id and (
            self.release_ref == other.transaction_ref or other.release_ref == self.transaction_ref
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
