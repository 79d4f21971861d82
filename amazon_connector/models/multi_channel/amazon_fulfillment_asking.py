"""Asking Amazon to ship: once, whatever is interrupted."""

from functools import partial

from odoo import models

from ...spapi.errors import ExpiredReference, NotFound, Rejected, UnreadablePayload
from ..sync.amazon_outbox_mixin import MOST_STUMBLES
from ..sync.races import in_new_transaction
from .amazon_fulfillment_cancel import FINAL


class AmazonFulfillment(models.Model):
    _inherit = "amazon.fulfillment"

    def _push_safely(self, client, operation):
        # Number, contents and that Amazon may know of them are ours for good before it does; and
        # nothing is locked while Amazon is asked.
        if in_new_transaction(self.env, self._make_ready):
            return super()._push_safely(client, operation)
        return None

    def _push(self, client):
        """Ask Amazon to ship; who may have asked before looks first whether Amazon knows it."""
        is_repeated = self.attempts > 1
        if is_repeated and (known := self._fetch_known(client)):
            return known
        if self.is_cancel_wanted:
            self._mark_cancelled()
            # Whoever took it back by the button keeps the delivery, to be sent or shipped anew.
            self._give_back("cancelled_at_amazon")
            return None
        mapper = self.env["amazon.fulfillment.mapper"]
        payload = mapper._prepare_fulfillment_payload(self)
        try:
            return {"amazon_status": client.create_fulfillment(payload)}
        except UnreadablePayload:
            return {"amazon_status": False}  # Taken, though in words that nobody can read.
        except Rejected as refusal:
            # A message before this one may have got through, and this one is refused as the same.
            if is_repeated and (known := self._fetch_known(client)):
                return known
            message = mapper._hide_recipient(self.picking_id, refusal.message)
            raise Rejected(message, **refusal.facts) from None

    def _fetch_known(self, client):
        """:return: dict of what Amazon says of our number, empty where it has none such"""
        try:
            told = client.get_fulfillment(self.amazon_ref)
        except ExpiredReference:
            return {}
        except UnreadablePayload:
            return {"amazon_status": self.amazon_status}
        return {"amazon_status": told.status}

    # Take back

    def _push_cancellations(self, schedule, client, operation):
        """Ask Amazon to stop what a person does not want any more."""
        account = schedule.account_id
        in_new_transaction(self.env, lambda: self._notice_cancelled(account))
        wanted = self.search(
            [
                ("account_id", "=", account.id),
                ("state", "=", "sent"),
                ("is_cancel_wanted", "=", True),
                ("cancel_sent_at", "=", False),
            ],
            # Those over which Amazon has stumbled come last, the latest of them at the very end.
            order="tried_at nulls first, id",
        )
        schedule._checkpoint()
        in_a_row = 0
        for document in wanted:
            cancel = partial(document._push_cancellation, client, operation)
            trouble = document._ask_or_leave(cancel, operation)
            in_a_row = in_a_row + 1 if trouble else 0
            if trouble:
                in_new_transaction(self.env, document._note_untaken)
            if in_a_row == MOST_STUMBLES:
                raise trouble
            if not schedule._checkpoint(0 if trouble else 1):
                operation.state = "partial"
                return

    def _push_cancellation(self, client, operation):
        refusal = ""
        try:
            client.cancel_fulfillment(self.amazon_ref)
        except NotFound:
            # Taken for later, and not there yet: the next run asks again, for a day.
            in_new_transaction(self.env, self._end_unseen)
            return
        except Rejected as error:
            # What is over already needs no stop; its end is read from the news.
            if not self._is_over_at_amazon(client):
                refusal = str(error)
                operation._warning(f"{self.display_name}: {error}", self)
        in_new_transaction(self.env, lambda: self._keep_cancel_answer(refusal))

    def _is_over_at_amazon(self, client):
        try:
            return self._fetch_known(client).get("amazon_status") in FINAL
        except Rejected:
            return False  # Amazon does not say so, and its refusal stands.
