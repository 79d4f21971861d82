"""The buyer on the Amazon order, as the sales order knows him."""

import json

from odoo import fields, models

from ...spapi.orders import Order, parse_order


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

    def _prepare_buyer_vals(self, order: Order) -> dict:
        """What is shown of the buyer as a business, and of the recipient's wishes. A hook.

        :return: value dict of the document, without what Amazon leaves out: it may have told that
            before
        """
        mapper = self.env["amazon.partner.mapper"]
        told = {
            "delivery_wishes": mapper._get_delivery_wishes(order.delivery_preference),
            "purchase_order_ref": order.buyer.purchase_order_number,
            "buyer_vat": mapper._get_vat(order),
        }
        return {name: value for name, value in told.items() if value}

    def _follow_purchase_orders(self):
        """A number that a business buyer gave later, or that Amazon told later, is the sales
        order's too; one that many orders share has none.
        """
        for document in self.filtered("purchase_order_ref"):
            sale, number = document.sale_order_id, document.purchase_order_ref
            if not sale.amazon_day and sale.amazon_purchase_order_ref != number:
                sale.amazon_purchase_order_ref = number

    def _get_private_words(self):
        """What names the buyer or the recipient: no log shows it.

        :return: list of texts, the longest first; empty where the order cannot be read
        """
        self.ensure_one()
        try:
            order = parse_order(json.loads(self.sudo().payload or "{}"))
        except ValueError:
            return []
        words = {order.buyer.name, order.buyer.email, order.buyer.company_name}
        if address := order.address:
            words.update(address.lines, (address.name, address.company_name, address.phone))
        # Shorter ones are part of other words.
        return sorted((word for word in words if len(word) > 3), key=len, reverse=True)
