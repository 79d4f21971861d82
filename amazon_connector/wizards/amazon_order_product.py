"""Dialogue: choose a product for this one order, where a seller SKU has none."""

from odoo import api, fields, models
from odoo.exceptions import UserError


class AmazonOrderProduct(models.TransientModel):
    _name = "amazon.order.product"
    _description = "Products of an Amazon Order"

    order_id = fields.Many2one("amazon.order", required=True, readonly=True)
    company_id = fields.Many2one(related="order_id.company_id")
    line_ids = fields.One2many(
        "amazon.order.product.line",
        "wizard_id",
        string="Items",
        compute="_compute_line_ids",
        store=True,
        precompute=True,
        readonly=False,
    )

    @api.depends("order_id")
    def _compute_line_ids(self):
        for wizard in self:
            items = wizard.order_id._get_items_to_choose()
            wizard.line_ids = [fields.Command.clear()] + [
                fields.Command.create({"item_id": item.id}) for item in items
            ]

    def action_use_products(self):
        """Take the chosen products for this order; listings stay as they are.

        :raises UserError: when an item has no product yet
        """
        self.ensure_one()
        if not all(line.product_id for line in self.line_ids):
            raise UserError(
                self.env._("Choose a product for each item, or take them as service lines.")
            )
        return self._use({line.item_id: line.product_id for line in self.line_ids})

    def action_use_service(self):
        """Take the items without a product as service lines, which move no stock."""
        self.ensure_one()
        service = self.order_id.store_id.product_unknown_id
        return self._use({line.item_id: line.product_id or service for line in self.line_ids})

    def _use(self, products):
        operations = self.order_id._use_products(products)
        return operations._get_notification()


class AmazonOrderProductLine(models.TransientModel):
    _name = "amazon.order.product.line"
    _description = "Product of an Amazon Order Item"
    _check_company_auto = True

    wizard_id = fields.Many2one("amazon.order.product", required=True, ondelete="cascade")
    company_id = fields.Many2one(related="wizard_id.company_id")
    item_id = fields.Many2one("amazon.order.item", required=True, readonly=True, ondelete="cascade")
    seller_sku = fields.Char(related="item_id.seller_sku")
    title = fields.Char(related="item_id.title")
    quantity_ordered = fields.Integer(related="item_id.quantity_ordered")
    product_id = fields.Many2one("product.product", check_company=True)
