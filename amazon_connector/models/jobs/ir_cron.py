"""Lanes: identical scheduled jobs, one row each, so that several workers run at once."""

from odoo import api, fields, models


class IrCron(models.Model):
    _inherit = "ir.cron"

    # Writable, so that an administrator can duplicate a lane.
    amazon_lane = fields.Char(help="Group of Amazon work that this job does, for waking it up.")

    @api.model
    def _trigger_amazon_lane(self, lane, at=None):
        """Wake the lanes of a group of work: whichever is idle takes what is due.

        All of them, since nobody can tell from outside which one is busy; a lane that finds
        nothing ends at once. Only inserts, so that whoever wakes a lane never waits for one.

        :param lane: value of ``amazon_lane``, for example ``amazon.order``
        :param at: time (UTC, naive), default now
        """
        for cron in self.sudo().search([("amazon_lane", "=", lane)]):
            cron._trigger(at)
