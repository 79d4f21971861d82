"""A store's share of late shipments, as Amazon will count it (H3)."""

from odoo import fields, models

from .amazon_ship_by import TARGET


class AmazonStore(models.Model):
    _inherit = "amazon.store"

    late_rate = fields.Float(
        string="Late Shipments (%)",
        compute="_compute_late_rate",
        digits=(16, 1),
        help="Deliveries of the last 30 days that left after Amazon's deadline, and open ones that "
        "are past it, in percent. Amazon's target is less than 4 %.",
    )
    is_late_rate_high = fields.Boolean(compute="_compute_late_rate")

    def _compute_late_rate(self):
        groups = self.env["amazon.ship.by"].sudo()
        rates = dict(
            groups._read_group([("store_id", "in", self.ids)], ["store_id"], ["late_rate:avg"])
        )
        for store in self:
            store.late_rate = rates.get(store) or 0.0
            store.is_late_rate_high = store.late_rate >= TARGET

    def action_view_ship_by(self):
        """The deliveries of this store by Amazon's deadline.

        :return: window action
        """
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "amazon_connector.amazon_ship_by_action"
        )
        return dict(action, domain=[("store_id", "in", self.ids)])

    def action_view_at_risk(self):
        """Those of them that may miss the carrier.

        :return: window action
        """
        return dict(self.action_view_ship_by(), context={"search_default_at_risk": 1})
