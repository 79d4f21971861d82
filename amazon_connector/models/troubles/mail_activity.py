"""Activities of troubles: what only a person can end is over when its activity is done."""

from odoo import models


class MailActivity(models.Model):
    _inherit = "mail.activity"

    def _find_amazon_tasks(self):
        """:return: the open ``amazon.trouble`` that end with these activities"""
        troubles = (
            self.env["amazon.trouble"]
            .sudo()
            .search([("activity_id", "in", self.ids), ("closed_at", "=", False)])
        )
        return troubles.filtered(lambda trouble: trouble._is_task())

    def _action_done(self, feedback=False, attachment_ids=None):
        tasks = self._find_amazon_tasks()
        outcome = super()._action_done(feedback=feedback, attachment_ids=attachment_ids)
        tasks._close()
        return outcome

    def unlink(self):
        tasks = self._find_amazon_tasks()
        result = super().unlink()
        tasks._close()
        return result
