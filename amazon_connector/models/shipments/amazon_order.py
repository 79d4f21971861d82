"""Amazon orders and their parcels: who confirms them, whose numbers are taken."""

from odoo import api, fields, models

from ...spapi.errors import UnreadablePayload


class AmazonOrder(models.Model):
    _inherit = "amazon.order"

    has_serial_numbers = fields.Boolean(compute="_compute_has_serial_numbers", compute_sudo=True)

    @api.depends("item_ids.serial_numbers")
    def _compute_has_serial_numbers(self):
        for order in self:
            order.has_serial_numbers = any(order.item_ids.mapped("serial_numbers"))

    def _prepare_trouble_alerts(self):
        """What is wrong with a parcel is shown on its order too: that is where people look."""
        alerts = super()._prepare_trouble_alerts()
        for shipment in self.sudo().shipment_ids:
            for key, alert in shipment._prepare_trouble_alerts().items():
                alerts[f"shipment_{shipment.id}_{key}"] = alert
        return alerts

    def _is_shipped_by(self, warehouse):
        """Whether what leaves a warehouse for this order is the merchant's to confirm."""
        store = self.store_id
        # What a vendor sends to the buyer leaves no warehouse.
        is_amazons = bool(warehouse) and warehouse == store.fba_warehouse_id != store.warehouse_id
        return self.fulfilled_by == "MERCHANT" and store.push_shipments and not is_amazons

    def _get_taken_package_refs(self):
        """Numbers of packages that nobody may use again for this order.

        Those that Amazon has shown, whoever confirmed them, and those of our other shipments.

        :return: set of package references
        """
        self.ensure_one()
        taken = set(filter(None, self.shipment_ids.mapped("package_ref")))
        try:
            order = self._parse()[self]
        except UnreadablePayload:
            return taken
        return taken | {package.reference for package in order.packages}
