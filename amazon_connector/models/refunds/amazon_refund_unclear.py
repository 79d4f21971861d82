"""Refunds that a person has to look at: money that cannot be booked as Amazon tells it."""

from odoo import models


class AmazonRefund(models.Model):
    _inherit = "amazon.refund"

    def _wait_for_person(self, reason):
        """:param reason: sentence that says what to do"""
        self._hold(reason, f"refund:{self.order_ref or self.amazon_ref}")

    def _wait_for_orderless(self, error):
        """Amazon refuses to give their order, and does not say that there is none.

        :param error: ``Rejected``, or ``UnreadablePayload`` where the order cannot be read
        """
        for refund in self:
            refund._wait_for_person(
                self.env._(
                    "Amazon does not give its order: %s Credit it by hand, then press Ignore.",
                    error.sentence,
                )
            )

    def _hold_homeless(self):
        """:return: the refunds that belong to a store and are in a currency that Odoo has"""
        held = self.browse()
        for refund in self:
            if reason := refund._explain_homeless():
                refund._wait_for_person(reason)
                held |= refund
        return self - held

    def _explain_homeless(self):
        if not self.currency_id:
            return self.env._(
                "It is in a currency that Odoo does not have. Add it under Currencies in "
                "Accounting, then press Try Again."
            )
        if not self.store_id:
            return self.env._(
                "It belongs to a marketplace that is no store of the account. Press Load Stores "
                "on the account, then Try Again."
            )
        return ""

    def _hold_unclear(self, sorted_refunds):
        """Money that does not add up, or that nobody knows, waits for a person.

        :param sorted_refunds: dict refund → ``Refund`` of ``spapi.finances``
        :return: the refunds that may go on
        """
        held = self.browse()
        for refund in self:
            if reason := refund._explain_unclear(sorted_refunds[refund]):
                refund._wait_for_person(reason)
                held |= refund
        return self - held

    def _explain_unclear(self, sorted_refund):
        """:return: sentence with what to do, or "" when everything is clear"""
        if sorted_refund.bare and (sorted_refund.unknown or sorted_refund.gap):
            return self.env._(
                "Amazon does not tell what of this refund is price, tax, or fee for %s. Check it "
                "in Seller Central and create the credit note by hand; it is found by order and "
                "amount.",
                ", ".join(filter(None, sorted_refund.bare)) or self.env._("some items"),
            )
        if sorted_refund.unknown:
            return self.env._(
                "Amazon names amounts that are not known here: %s. Create the credit note by "
                "hand; it is found by order and amount.",
                ", ".join(sorted_refund.unknown),
            )
        if sorted_refund.gap:
            return self.env._(
                "The parts of this refund differ from its total by %s. Check it in Seller Central "
                "and create the credit note by hand; it is found by order and amount.",
                self.currency_id.format(float(sorted_refund.gap)),
            )
        if sorted_refund.buyer < 0:
            return self.env._(
                "The buyer pays %s again. Create an invoice for it by hand, then press Ignore.",
                self.currency_id.format(-self.amount_buyer),
            )
        return ""
