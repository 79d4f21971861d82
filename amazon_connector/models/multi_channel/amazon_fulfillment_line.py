"""What Amazon is to ship, per seller SKU: as it was told, and what became of it."""

from odoo import fields, models


class AmazonFulfillmentLine(models.Model):
    _name = "amazon.fulfillment.line"
    _description = "Amazon Fulfillment Content"
    _rec_name = "seller_sku"

    fulfillment_id = fields.Many2one(
        "amazon.fulfillment", required=True, ondelete="cascade", index=True, readonly=True
    )
    company_id = fields.Many2one(related="fulfillment_id.company_id", store=True)
    product_id = fields.Many2one(
        "product.product", required=True, ondelete="restrict", readonly=True
    )
    seller_sku = fields.Char(string="Seller SKU", required=True, readonly=True)
    uom_id = fields.Many2one(
        "uom.uom",
        string="Sold By",
        ondelete="restrict",
        readonly=True,
        help="What Amazon counts as one piece. Empty: one unit of the product.",
    )
    quantity = fields.Integer(required=True, readonly=True, help="Pieces that Amazon is to ship.")
    shipped = fields.Integer(readonly=True, help="Pieces that have left, as Amazon says.")
    cancelled = fields.Integer(readonly=True)
    unfulfillable = fields.Integer(
        readonly=True, help="Pieces that Amazon did not find, or found damaged."
    )

    def _count_awaited(self):
        """:return: pieces that Amazon is still to ship"""
        return sum(line.quantity - line.cancelled - line.unfulfillable for line in self)
