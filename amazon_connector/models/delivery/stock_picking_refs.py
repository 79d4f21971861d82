"""What of Amazon's order stands on a delivery: its number, the shipping service, the ship-by time.

Read as superuser: pickers have no rights at Amazon and in sales, and need none.
"""

from odoo import api, fields, models


class StockPicking(models.Model):
    _inherit = "stock.picking"

    amazon_refs = fields.Char(
        string="Amazon Order",
        compute="_compute_amazon_refs",
        search="_search_amazon_refs",
        compute_sudo=True,
        help="Amazon's number of the order that this delivery ships, or of each of them.",
    )
    amazon_service_level = fields.Char(
        string="Amazon Shipping Service",
        compute="_compute_amazon_refs",
        compute_sudo=True,
        help="The shipping service that the buyer chose at Amazon.",
    )
    amazon_ship_by = fields.Datetime(
        compute="_compute_amazon_refs",
        compute_sudo=True,
        help="Latest time at which Amazon expects the goods to leave.",
    )

    @api.depends("sale_id", "move_ids.sale_line_id")
    @api.depends_context("lang")
    def _compute_amazon_refs(self):
        for picking in self:
            orders = picking._get_amazon_owner().documents
            if orders._name != "amazon.order":
                orders = self.env["amazon.order"]
            services = dict.fromkeys(filter(None, orders.mapped("service_level_label")))
            picking.amazon_refs = orders._get_named_refs()
            picking.amazon_service_level = ", ".join(services) or False
            picking.amazon_ship_by = min(filter(None, orders.mapped("ship_by")), default=False)

    @api.model
    def _search_amazon_refs(self, operator, value):
        if operator not in ("in", "like", "ilike", "=like", "=ilike"):
            return NotImplemented
        orders = self.env["amazon.order"].sudo().search([("amazon_ref", operator, value)])
        return [
            "|",
            ("sale_id", "in", orders.sale_order_id.ids),
            ("id", "in", orders.hold_picking_ids.ids),
        ]
