"""What became of returns: Amazon is asked for each fulfillment of which something is on its way."""

from functools import partial

from odoo import api, fields, models

from ...spapi.errors import Rejected, UnreadablePayload
from ...spapi.fulfillments.returns import PROCESSED
from ..sync.races import in_new_transaction
from ..sync.try_each import try_each

# Fulfillments that are asked for in one run, those first that were not asked for longest.
MOST_ASKED = 50


class AmazonFulfillmentReturn(models.Model):
    _inherit = "amazon.fulfillment.return"

    def _fetch_news(self, schedule, client, operation):
        """See which pieces Amazon has received; their goods come back in Odoo."""
        awaited = self.search(
            [("account_id", "=", schedule.account_id.id), ("state", "=", "sent")],
            order="read_at nulls first, id",
        )
        schedule._checkpoint()
        for document, pieces in list(awaited.grouped("fulfillment_id").items())[:MOST_ASKED]:
            # Asked for now, whatever comes of it: the next run begins with others.
            in_new_transaction(
                self.env, lambda own=pieces: own.write({"read_at": fields.Datetime.now()})
            )
            ask = partial(pieces._fetch_returns, document, client, operation)
            pieces._ask_or_leave(ask, operation)
            schedule._checkpoint(len(pieces))

    def _fetch_returns(self, document, client, operation):
        """:param document: ``amazon.fulfillment`` of these pieces"""
        try:
            told = client.get_fulfillment_returns(document.amazon_ref)
        except (Rejected, UnreadablePayload) as error:
            operation._warning(f"{document.display_name}: {error}", document)
            return
        in_new_transaction(self.env, partial(self._follow, told))
        self._receive_all(self, operation)

    def _follow(self, told):
        """Keep what Amazon says.

        :param told: ``spapi.fulfillments.FulfillmentReturns``
        """
        for piece in self:
            if piece.amazon_ref in told.pieces:
                piece.write(piece._prepare_told_vals(told))

    @api.model
    def _receive_all(self, pieces, operation):
        """Book what Amazon has received; one that cannot be booked does not stop the others."""
        received = pieces.filtered(
            lambda piece: piece.state == "sent" and piece.amazon_status == PROCESSED
        )
        failed = in_new_transaction(
            self.env, partial(try_each, received, lambda several: several._take_back())
        )
        for piece, reason in failed.items():
            operation._error(f"{piece.display_name}: {reason}", piece)
            operation._count(failed=1)
        operation._count(processed=len(received) - len(failed))
        if received:
            in_new_transaction(self.env, partial(self._tell_unbooked, received, failed))
