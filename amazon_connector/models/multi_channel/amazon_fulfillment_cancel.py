"""Taken back: by whoever cancels the delivery, by a button, or by Amazon."""

from datetime import timedelta

from odoo import api, fields, models

from ...spapi.fulfillments.values import DEAD_STATUSES, SHIPPED_STATUSES

FINAL = DEAD_STATUSES | SHIPPED_STATUSES
# Amazon may take one for later; a day is long.
LONGEST_SILENCE = timedelta(hours=24)
CANCEL_TROUBLES = ("cancel_refused", "cancel_late", "cancel_untaken")


class AmazonFulfillment(models.Model):
    _inherit = "amazon.fulfillment"

    def action_cancel(self):
        """Do not let Amazon ship these, if it is not too late; their deliveries stay.

        What Amazon may know of is asked to be stopped now; what becomes of that shows in the
        state, which stays *Sent* where Amazon ships all the same.

        :return: the ``amazon.operation`` records, one per account
        """
        self.check_access("write")
        documents = self.sudo().filtered(lambda each: each.state in ("pending", "sent", "failed"))
        documents.write({"is_cancel_wanted": True, "cancel_sent_at": False, "send_after": False})
        unknown = documents.filtered(lambda each: each._is_unknown_to_amazon())
        for document in unknown:
            document._mark_cancelled()
            document._give_back("cancelled_at_amazon")
        operations = self.env["amazon.schedule"]._run_now(self._name, self.account_id)
        by_account = unknown.grouped("account_id")
        for operation in operations.sudo():
            operation._count(cancelled=len(by_account.get(operation.account_id, ())))
        return operations

    def _is_unknown_to_amazon(self):
        """Whether Amazon cannot be shipping it: never asked, or it has said no for good."""
        if self.state == "failed":
            return not self.attempts or self.amazon_status in FINAL or not self.amazon_status
        return self.state == "pending" and not self.attempts

    def _mark_cancelled(self):
        """Nothing more leaves."""
        self.write({"state": "cancelled", "reason": False})
        self._close_refusals()
        self._close_troubles("address", "unlisted", "held", *CANCEL_TROUBLES)

    @api.model
    def _notice_cancelled(self, account):
        """A delivery that was canceled in Odoo is not to be shipped by Amazon.

        Noticed here and not by whoever cancels it, who then waits for nobody.
        """
        suspects = self.search(
            [
                ("account_id", "=", account.id),
                ("state", "=", "sent"),
                ("is_cancel_wanted", "=", False),
                # Canceled deliveries may be deleted.
                "|",
                ("picking_ids", "=", False),
                ("picking_ids.state", "=", "cancel"),
            ]
        )
        suspects.filtered(lambda each: not each._get_open_picking()).write(
            {"is_cancel_wanted": True, "cancel_sent_at": False}
        )

    def _note_untaken(self):
        """Amazon has stumbled over the wish: others are asked for first, and a person learns it
        before the goods leave.
        """
        self.tried_at = fields.Datetime.now()
        self._raise_trouble("cancel_untaken", document=self.display_name)

    def _keep_cancel_answer(self, refusal):
        """:param refusal: why Amazon does not stop; empty where it has taken the wish"""
        self.cancel_sent_at = fields.Datetime.now()
        self._close_troubles("cancel_untaken")
        if refusal and self.state == "sent":
            # Where the delivery is still there, Amazon's shipments close it as ever.
            self.is_cancel_wanted = not self._get_open_picking()
            self.reason = refusal
            told, other = "cancel_late", "cancel_refused"
            if self.is_cancel_wanted:
                told, other = other, told
            self._close_troubles(other)
            self._raise_trouble(told, document=self.display_name)

    def _end_unseen(self):
        """Not wanted any more, and Amazon has not known it for a day: there is nothing to stop."""
        if not self.read_at and self.sent_at < fields.Datetime.now() - LONGEST_SILENCE:
            self._mark_cancelled()
            self._close_troubles("not_shown")
            self._give_back("cancelled_at_amazon")

    def _notice_alive(self):
        """Amazon has what we took for refused, not sent, or taken back."""
        if self.amazon_status in FINAL or not self.amazon_status:
            return
        if self.state in ("pending", "failed"):
            self._mark_sent()
        elif self.state == "cancelled":
            # A message that was under way when it was taken back: it is taken back at Amazon too.
            # Its delivery may be another one's by now.
            if self.picking_id.amazon_fulfillment_id not in (self, self.browse()):
                self.picking_id = False
            self._mark_sent(is_cancel_wanted=True, cancel_sent_at=False)
