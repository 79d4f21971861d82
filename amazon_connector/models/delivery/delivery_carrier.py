"""Delivery methods: which ones cost money when a delivery is validated."""

from odoo import models

# Odoo's own methods only compute a price, whatever their integration level says.
WITHOUT_LABELS = ("fixed", "base_on_rule")


class DeliveryCarrier(models.Model):
    _inherit = "delivery.carrier"

    def _buys_labels(self):
        """:return: whether validating a delivery of this method orders a label"""
        return self.integration_level == "rate_and_ship" and self.delivery_type not in (
            False,
            *WITHOUT_LABELS,
        )
