"""Stores whose goods at Amazon are sold elsewhere too."""

from odoo import models


class AmazonStore(models.Model):
    _inherit = "amazon.store"

    def action_open_multi_channel(self):
        """The settings of multi-channel fulfillment: those of the FBA warehouse.

        :return: window action
        """
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "amazon_connector.amazon_multi_channel_action"
        )
        return dict(action, res_id=self.fba_warehouse_id.id)
