"""The line of a month's close that tells of the cost of goods, and the button that books it."""

from odoo import models
from odoo.exceptions import UserError


class AmazonClose(models.Model):
    _inherit = "amazon.close"

    def _check_cost(self):
        """Goods of orders without an invoice: their cost is booked, or left to stock closing."""
        if self.company_id.amazon_cost_of_goods != "entry":
            return True, self.env._("Left to invoices and Odoo's stock closing.")
        waiting = self.sudo().store_id._find_uncosted(self.day)
        if waiting:
            return False, self.env._("Deliveries and returns without cost: %s", len(waiting))
        return True, self.env._("The cost of all deliveries is booked.")

    def action_post_cost(self):
        """Book the cost of the goods that have left until the month's end, once.

        :return: window action: the entry
        :raises UserError: the month is not over, there is nothing to book, or a setting is missing
        """
        self.ensure_one()
        self.check_access("write")
        store = self.sudo().store_id
        if self.company_id.amazon_cost_of_goods != "entry":
            raise UserError(
                self.env._(
                    "The company leaves the cost of goods to Odoo's stock closing. Choose it in "
                    "the settings, section Amazon."
                )
            )
        if self.day >= store._get_today():
            raise UserError(self.env._("The month is not over: post it on its first day after."))
        if not store.settlement_journal_id:
            raise UserError(
                self.env._("Choose in store %s: Settlement Journal.", store.display_name)
            )
        entry = store._post_cost_of_goods(self.day)
        self.sudo()._check()
        if not entry:
            raise UserError(self.env._("There is no cost to book: it is booked already."))
        return self._get_cost_action(entry)

    def _get_cost_action(self, entries=None):
        """:return: window action to the entries of cost of the store"""
        domain = [("amazon_entry", "=", "cost"), ("amazon_store_id", "=", self.store_id.id)]
        action = {
            "type": "ir.actions.act_window",
            "name": self.env._("Cost of Goods"),
            "res_model": "account.move",
            "views": [(self.env.ref("account.view_move_tree").id, "list"), (False, "form")],
            "domain": domain,
            "help": self._get_empty_help(),
        }
        if entries:
            action |= {"views": [(False, "form")], "res_id": entries.id}
        return action
