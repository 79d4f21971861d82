"""What a package holds, per Amazon order item."""

from odoo import fields, models


class AmazonShipmentLine(models.Model):
    _name = "amazon.shipment.line"
    _description = "Amazon Shipment Content"
    _rec_name = "item_id"

    shipment_id = fields.Many2one("amazon.shipment", required=True, ondelete="cascade", index=True)
    company_id = fields.Many2one(related="shipment_id.company_id", store=True)
    item_id = fields.Many2one("amazon.order.item", required=True, ondelete="restrict")
    product_id = fields.Many2one(related="item_id.product_id")
    quantity = fields.Integer(required=True)
