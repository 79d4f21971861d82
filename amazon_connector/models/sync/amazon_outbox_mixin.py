"""Outbox: what is to be told to Amazon is written down with its cause and sent later."""

import time
from datetime import UTC, datetime

from odoo import fields, models

from ...spapi.errors import Rejected, Throttled
from ...spapi.redact import redact

# Amazon hands out a token for a confirmation every half second. Waiting that long costs less
# than ending the run; any longer wait is booked and left to the next run.
LONGEST_PACE = 1.0


class AmazonOutboxMixin(models.AbstractModel):
    _name = "amazon.outbox.mixin"
    _description = "Amazon Outbox Document"
    _inherit = ["amazon.sync.mixin"]

    account_id = fields.Many2one(
        "amazon.account", required=True, ondelete="restrict", index=True, readonly=True
    )
    company_id = fields.Many2one(related="account_id.company_id", store=True, index=True)
    state = fields.Selection(
        [
            ("pending", "To send"),
            ("sent", "Sent"),
            ("confirmed", "Confirmed"),
            ("failed", "Refused"),
        ],
        default="pending",
        required=True,
        readonly=True,
        copy=False,
        index=True,
        help="Sent: Amazon has accepted the message. Confirmed: Amazon's own data shows it. "
        "Refused: a person has to look.",
    )
    reason = fields.Text(readonly=True, copy=False)
    sent_at = fields.Datetime(readonly=True, copy=False)
    confirmed_at = fields.Datetime(readonly=True, copy=False)

    def _push(self, client):
        """Send one document and set its state; repeated under the same reference if interrupted.

        :param client: ``spapi.client.Client``
        :raises Rejected: Amazon refuses this document
        :raises SpApiError: anything else ends the run
        """
        raise NotImplementedError

    def _push_pending(self, schedule, client, operation):
        """Send what waits, one by one, each with a commit of its own.

        The commit makes an interrupted run cheap: at most one message is repeated.

        :return: whether everything was sent before the time was up
        """
        last = self.browse()
        while document := self._take_next(schedule, last):
            document._push_safely(client, operation)
            if not schedule._checkpoint(1):
                operation.state = "partial"
                return False
            last = document
        return True

    def _take_next(self, schedule, last):
        domain = [*self._get_pending_domain(schedule), ("id", ">", last.id or 0)]
        waiting = self.search(domain, order="id", limit=10)
        return waiting.try_lock_for_update(allow_referencing=True, limit=1)

    def _get_pending_domain(self, schedule):
        return [("account_id", "=", schedule.account_id.id), ("state", "=", "pending")]

    def _push_safely(self, client, operation):
        """Send one document; a refusal is its own affair and does not stop the others."""
        try:
            self._push_paced(client)
        except Rejected as error:
            self._refuse(str(error))
            operation._count(failed=1)
            operation._error(f"{self.display_name}: {error}", self)
        else:
            # An earlier refusal needs nobody any more.
            self.activity_unlink(["mail.mail_activity_data_warning"])
            operation._count(sent=self._count_sent())

    def _push_paced(self, client):
        try:
            self._push(client)
        except Throttled as error:
            pause = (error.retry_at - datetime.now(UTC)).total_seconds()
            if pause > LONGEST_PACE:
                raise
            time.sleep(max(pause, 0))
            self._push(client)

    def _count_sent(self):
        """How many messages a document that went out stands for."""
        return 1

    # States

    def _mark_sent(self):
        self.write({"state": "sent", "reason": False, "sent_at": fields.Datetime.now()})

    def _mark_confirmed(self):
        self.write({"state": "confirmed", "reason": False, "confirmed_at": fields.Datetime.now()})

    def _refuse(self, reason):
        """Amazon does not take the message: keep its words and call a person.

        :param reason: Amazon's answer
        """
        reason = redact(reason)
        self.write({"state": "failed", "reason": reason})
        for document in self:
            self.env["amazon.operation"]._tell_person(
                document, self.env._("Amazon refused a message"), reason
            )

    # Buttons

    def action_retry(self):
        """Send refused documents again with the next run of their lane."""
        self.check_access("write")
        documents = self.sudo()
        documents.write({"state": "pending", "reason": False})
        self.env["amazon.schedule"]._find_for(self._name, accounts=documents.account_id)._run_soon()
