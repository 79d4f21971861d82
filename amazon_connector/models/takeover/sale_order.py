"""Sales orders that another connector, or a person, has made of Amazon orders."""

from odoo import models


class SaleOrder(models.Model):
    _inherit = "sale.order"

    def _match_amazon_items(self, items):
        """Which line of this sales order stands for which item of its Amazon order.

        By product, else by the seller SKU as the product's reference, else as the only one left;
        the quantity is the same in any case.

        :param items: ``amazon.order.item`` that have a quantity
        :return: dict item → ``sale.order.line``, without those that have no line
        """
        lines = self.order_line.filtered(lambda line: not line.display_type)
        found = {}
        for is_twin in (_has_product, _has_sku):
            for item in items.filtered(lambda item: item not in found):
                for line in lines:
                    if is_twin(line, item) and _has_quantity(line, item):
                        found[item] = line
                        lines -= line
                        break
        goods = lines.filtered(lambda line: line.product_id.type == "consu")
        left = items.filtered(lambda item: item not in found)
        if len(left) == len(goods) == 1 and _has_quantity(goods, left):
            found[left] = goods
        return found

    def _adopt_for_takeover(self, document, matches):
        """Let this sales order and its lines stand for an Amazon order; what they say stays.

        :param document: ``amazon.order``
        :param matches: see ``_match_amazon_items``
        """
        lines = self.order_line.filtered(lambda line: not line.display_type)
        lines.amazon_order_id = document
        for item, line in matches.items():
            line.amazon_item_id = item
            vals = {"sale_line_id": line.id, "product_id": line.product_id.id}
            if line.product_id != item.product_id:
                vals["uom_id"] = False
            item.write(vals)
            item._count_as_line()
        self.amazon_store_id = document.store_id


def _has_product(line, item):
    return bool(item.product_id) and line.product_id == item.product_id


def _has_sku(line, item):
    return bool(item.seller_sku) and line.product_id.default_code == item.seller_sku


def _has_quantity(line, item):
    pieces = line.product_uom_qty
    if item.uom_id and item.product_id == line.product_id:
        pieces = line.product_uom_id._compute_quantity(pieces, item.uom_id, round=False)
    return line.product_uom_id.compare(pieces, item.quantity_ordered) == 0
