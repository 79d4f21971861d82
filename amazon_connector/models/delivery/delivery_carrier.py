"""Delivery methods: which ones cost money when a delivery is validated."""

from odoo import models

# Odoo's own methods only compute a price, whatever their integration level says.
WITHOUT_LABELS = ("fixed", "base_on_rule")


class DeliveryCarrier(models.Model):
    _inherit = "delivery.carrier"

    def _buys_labels(self):
        """:return: whether validating a delivery of this method orders a label"""
        carrier = self.sudo()  # Asked by settings, whose owners need no rights in stock.
        return carrier.integration_level == "rate_and_ship" and carrier.delivery_type not in (
            False,
            *WITHOUT_LABELS,
        )
