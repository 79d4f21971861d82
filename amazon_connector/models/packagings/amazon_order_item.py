"""Items of listings that are sold by a packaging: pieces of Amazon's, units of the warehouse."""

from odoo import fields, models


class AmazonOrderItem(models.Model):
    _inherit = "amazon.order.item"

    uom_id = fields.Many2one(
        "uom.uom",
        string="Sold By",
        readonly=True,
        ondelete="restrict",
        help="What Amazon counts as one piece. Empty: one unit of the product.",
    )

    def _get_goods_of_piece(self):
        """:return: tuple (product id, units of it in one piece at Amazon), False without product"""
        line = self.sale_line_id
        product = line.product_id or self.product_id
        # Another product, which a person has put on the line, is counted as that person has it.
        unit = self.uom_id if product == self.product_id else line.product_uom_id
        return product and (product.id, unit._get_amazon_size(product))

    def _get_goods(self, pieces):
        """What pieces of this item take from stock. Kits take their parts.

        :param pieces: as Amazon counts them
        :return: dict ``product.product`` → quantity in its unit
        """
        product_id, size = self._get_goods_of_piece() or (False, 1.0)
        product = self.env["product.product"].browse(product_id or ())
        return product._get_amazon_goods(pieces * size, self.company_id)

    def _get_piece(self):
        """How many of its sales line one piece at Amazon is: 1, unless that counts otherwise.

        So it is where others have made the sales order, or a person has changed the line's unit:
        12 units for 2 packs of 6, 1 box of 12 for 12 units.
        """
        line = self.sale_line_id
        piece = self.uom_id or self.product_id.uom_id
        if not line or line.product_id != self.product_id or line.product_uom_id == piece:
            return 1.0
        return piece._compute_quantity(1.0, line.product_uom_id, round=False)

    def _count_as_line(self):
        """The line of a sales order that others have made counts by any unit, as Amazon does: one
        piece of items that say nothing else is one of those.
        """
        for item in self.filtered(lambda item: not item.uom_id):
            unit = item.sale_line_id.product_uom_id
            if unit != item.product_id.uom_id:
                item.uom_id = unit

    def _follow_units(self):
        """Items that are no sales line yet are counted as their listings say now."""
        for item in self.filtered(lambda item: item.listing_id and not item.sale_line_id):
            is_listed = item.product_id in item.listing_id._get_products()
            if is_listed and item.uom_id != item.listing_id.uom_id:
                item.uom_id = item.listing_id.uom_id
