"""Orders are looked for as often as the account wishes and Amazon's quota allows (B13)."""

from datetime import timedelta

from odoo import models

from ...spapi.operations.orders import SECONDS_PER_SEARCH

# A search every three minutes is what the day's quota carries.
SHORTEST_PAUSE = timedelta(seconds=SECONDS_PER_SEARCH)


class AmazonOrder(models.Model):
    _inherit = "amazon.order"

    def _get_pause(self, schedule, operation):
        pause = super()._get_pause(schedule, operation)
        if schedule.account_id.polling == "backoff":
            pause = schedule._back_off(bool(operation.received))
        return max(pause, SHORTEST_PAUSE)
