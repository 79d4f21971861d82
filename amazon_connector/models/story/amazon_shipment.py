"""The conversation of an Amazon order says when Amazon was told of its packages and shows them."""

from odoo import models


class AmazonShipment(models.Model):
    _inherit = "amazon.shipment"

    def _tell_sent(self):
        """The packages were confirmed to Amazon."""
        for shipment in self:
            shipment.order_id._message_log(
                body=self.env._("Shipment %s confirmed to Amazon.", shipment._get_html_link())
            )

    def _tell_confirmed(self):
        """Amazon shows the packages as they were told: said for a whole batch at once."""
        by_order = self.grouped("order_id")
        self.order_id._message_log_batch(
            {
                order.id: self.env._(
                    "Amazon shows: %s.", ", ".join(shipments.mapped("display_name"))
                )
                for order, shipments in by_order.items()
            }
        )
