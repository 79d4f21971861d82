"""Asking for a pool by SKU: one that Amazon refuses, or stumbles over, keeps none of the others."""

import time
from datetime import UTC, datetime

from odoo import models

from ...spapi.errors import Rejected, Throttled, Unavailable, UnreadablePayload
from ...spapi.redact import redact
from ..sync.pacing import LONGEST_PACE

# One answer is asked for so often while the quota comes back within a second.
MOST_TRIES = 5
# So many SKUs may be refused one by one; more, and it is not the SKUs.
MOST_REFUSALS = 10
# Amazon stumbles over so many SKUs in a row, each asked for alone: it is not the SKUs.
MOST_STUMBLES = 3


class AmazonFbaStock(models.Model):
    _inherit = "amazon.fba.stock"

    def _ask_by_sku(self, client, store, skus, reading, operation):
        """Read what Amazon tells of these SKUs; where it does not, of halves, down to each alone.

        :raises SpApiError: Amazon refuses, or stumbles over, so many that it is not the SKUs, or
            does not answer at all
        """
        try:
            page = self._ask(client, store, skus=skus)
        except (Rejected, Unavailable, UnreadablePayload) as error:
            if isinstance(error, Unavailable) and error.status is None:
                raise
            if len(skus) == 1:
                self._leave_refused(skus[0], error, store, reading, operation)
                return
        else:
            reading.stumbles = 0
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
        """One answer; a quota that is back within a second is waited for."""
        for left in reversed(range(MOST_TRIES)):
            try:
                return client.get_inventory_summaries(store.marketplace_id.code, **question)
            except Throttled as error:
                pause = (error.retry_at - datetime.now(UTC)).total_seconds()
                if pause > LONGEST_PACE or not left:
                    raise
                time.sleep(max(pause, 0))
        raise AssertionError("unreachable")
