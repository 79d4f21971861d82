"""The button that rehearses a store before it goes live."""

from odoo import models
from odoo.exceptions import UserError


class AmazonStore(models.Model):
    _inherit = "amazon.store"

    def action_rehearse(self):
        """See how yesterday's orders would be booked; nothing is written anywhere.

        :return: window action of the report, or a notification where there is none
        """
        self.check_access("write")
        waiting = self.filtered(lambda store: store.active and store.state != "live")
        if len(waiting.account_id) != 1:
            raise UserError(
                self.env._("A rehearsal is for the stores of one account that are not live yet.")
            )
        rehearsal, operation = self.env["amazon.rehearsal"].sudo()._rehearse(waiting)
        if not rehearsal:
            return operation._get_notification()
        return rehearsal._get_action()

    def _set_default_taxes_of_each(self):
        """What going live does to the taxes of each of these stores."""
        for store in self:
            store._set_default_taxes()
