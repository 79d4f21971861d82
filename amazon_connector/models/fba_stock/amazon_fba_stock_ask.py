"""Asking for a pool by SKU: one that Amazon refuses, or stumbles over, keeps none of the others;
nor does a store of which it tells nothing.
"""

from functools import partial

from odoo import models

from ...spapi.errors import Rejected, Unavailable, UnreadablePayload
from ...spapi.redact import redact
from ..sync.pacing import paced

# So many SKUs may be refused one by one; more, and it is not the SKUs.
MOST_REFUSALS = 10
# Amazon stumbles over so many SKUs in a row, each asked for alone: it is not the SKUs.
MOST_STUMBLES = 3
# What Amazon may answer of one store, or one SKU, alone.
STORE_ERRORS = (Rejected, Unavailable, UnreadablePayload)


class AmazonFbaStock(models.Model):
    _inherit = "amazon.fba.stock"

    def _ask_store(self, client, store, skus, reading, operation):
        """:return: whether Amazon tells of this store, if not of each of its SKUs"""
        try:
            self._ask_by_sku(client, store, skus, reading, operation)
        except STORE_ERRORS as error:
            if is_silence(error):
                raise
            reading.failures[store] = error
            operation._warning(
                self.env._("Amazon does not tell the stock now: %s", redact(str(error))), store
            )
            return False
        return True

    def _tell_failures(self, reading):
        """A failure that does not last is over with the next run, which goes on with the rest; one
        that lasts is told, and keeps nothing else of the pool back.

        :raises SpApiError: or UnreadablePayload, the first time
        """
        failures = reading.failures
        if failures and not reading.is_resumed:
            raise next(iter(failures.values()))
        if failures:
            names = [store.display_name for store in failures]
            reading.lead._raise_trouble("fba_unread", stores=names)
        else:
            reading.lead._close_troubles("fba_unread")

    def _ask_by_sku(self, client, store, skus, reading, operation):
        """Read what Amazon tells of these SKUs; where it does not, of halves, down to each alone.

        :raises SpApiError: Amazon refuses, or stumbles over, so many that it is not the SKUs, or
            does not answer at all
        """
        try:
            page = self._ask(client, store, skus=skus)
        except STORE_ERRORS as error:
            if is_silence(error):
                raise
            if len(skus) == 1:
                self._leave_refused(skus[0], error, store, reading, operation)
                return
        else:
            reading.stumbles = 0
            reading.failures.pop(store, None)
            self._take_page(page, store, reading, operation)
            return
        middle = len(skus) // 2
        for half in (skus[:middle], skus[middle:]):
            self._ask_by_sku(client, store, half, reading, operation)
            operation._checkpoint()

    def _leave_refused(self, sku, error, store, reading, operation):
        reading.refusals += 1
        reading.stumbles = reading.stumbles + 1 if isinstance(error, Unavailable) else 0
        if reading.refusals > MOST_REFUSALS or reading.stumbles == MOST_STUMBLES:
            raise error
        self._leave_out(sku, redact(str(error)), store, reading, operation)

    def _ask(self, client, store, **question):
        return paced(partial(client.get_inventory_summaries, store.marketplace_id.code, **question))


def is_silence(error):
    """Whether no answer came at all, as to any other question."""
    return isinstance(error, Unavailable) and error.status is None
