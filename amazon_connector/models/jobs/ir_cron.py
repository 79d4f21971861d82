"""Lanes: identical scheduled jobs, one row each, so that several workers run at once."""

from odoo import fields, models


class IrCron(models.Model):
    _inherit = "ir.cron"

    amazon_lane = fields.Char(
        readonly=True, help="Kind of Amazon work that this job does, for waking it up."
    )

    def _trigger_amazon_lane(self, kind, at=None):
        """Wake one lane of a kind of work.

        :param kind: value of ``amazon_lane``, for example ``amazon.order``
        :param at: time (UTC, naive), default now
        """
        lane = self.sudo().search([("amazon_lane", "=", kind)], limit=1)
        if lane:
            lane._trigger(at)
