"""The buyer on the Amazon order, as the sales order knows him."""

from odoo import fields, models


class AmazonOrder(models.Model):
    _inherit = "amazon.order"

    partner_id = fields.Many2one(
        related="sale_order_id.partner_id",
        string="Customer",
        help="Customer of the sales order.",
    )
    partner_shipping_id = fields.Many2one(
        related="sale_order_id.partner_shipping_id",
        string="Deliver to",
        help="Recipient of the sales order.",
    )
    buyer_email = fields.Char(
        related="sale_order_id.partner_id.amazon_email",
        string="E-mail at Amazon",
        groups="sales_team.group_sale_salesman,amazon_connector.group_manager",
        help="The address that Amazon made up for this buyer; Odoo sends nothing to it.",
    )
