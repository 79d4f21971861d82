"""Pauses that grow while a job finds nothing, and are short again with the first find (B13)."""

from datetime import timedelta

from odoo import fields, models

LONGEST_MINUTES = 120


class AmazonSchedule(models.Model):
    _inherit = "amazon.schedule"

    idle_minutes = fields.Integer(
        string="Pause Reached", readonly=True, help="Minutes that the growing pause has reached."
    )

    def _back_off(self, found):
        """The pause after a run: twice the last one, or the shortest after a find.

        :param found: whether the run brought anything
        :return: ``datetime.timedelta`` that ends with the start of the day at the latest
        """
        self.ensure_one()
        now = fields.Datetime.now()
        account = self.account_id
        new_day = self.last_run and self.last_run < account._get_day_start(now)
        if found or new_day or not self.idle_minutes:
            minutes = self.interval_minutes
        else:
            minutes = max(min(self.idle_minutes * 2, LONGEST_MINUTES), self.interval_minutes)
        self.idle_minutes = minutes
        return min(timedelta(minutes=minutes), account._get_day_start(now, days=1) - now)
