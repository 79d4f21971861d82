"""Bills of materials of a batch: whether its products are kits is looked up once."""

from collections import defaultdict

from odoo import api, models
from odoo.addons.amazon_connector.context_keys import BATCH


class MrpBom(models.Model):
    _inherit = "mrp.bom"

    @api.model_create_multi
    def create(self, vals_list):
        boms = super().create(vals_list)
        boms._tell_amazon_stores()
        return boms

    def write(self, vals):
        result = super().write(vals)
        self._tell_amazon_stores()
        return result

    def unlink(self):
        self._tell_amazon_stores()
        return super().unlink()

    def _tell_amazon_stores(self):
        """Other parts, or another number of them: other quantities of kits are offered soon."""
        if self:
            stores = self.env["amazon.store"].sudo().search([("push_stock", "=", True)])
            stores._compare_soon()

    @api.model
    def _bom_find(self, products, picking_type=None, company_id=False, bom_type=False):
        """A batch asks for the kits of its products again and again, one product at a time."""
        batch = self.env.context.get(BATCH)
        if not batch or picking_type or bom_type != "phantom":
            return super()._bom_find(products, picking_type, company_id, bom_type)
        kits = batch.kits[self.env, company_id]
        asked = {product_id for product_id in products.ids if product_id not in kits}
        if asked:
            several = products.browse(asked | batch.products)
            found = super()._bom_find(several, None, company_id, bom_type)
            kits.update({product.id: found[product].id for product in several})
        result = defaultdict(lambda: self.env["mrp.bom"])
        for product in products:
            if bom_id := kits[product.id]:
                result[product] = self.browse(bom_id)
        return result

    def _get_amazon_parts(self, product, lines):
        """What one unit of a product is made of.

        :param product: ``product.product`` that this bill of materials makes
        :param lines: ``mrp.bom.line`` of it
        :return: dict product id of a part → quantity in the part's unit
        """
        made = _convert(self.product_qty, self.product_uom_id, product.uom_id)
        parts = defaultdict(float)
        for line in lines:
            # Only lines of some variants ask for the product's values.
            if line.bom_product_template_attribute_value_ids and line._skip_bom_line(product):
                continue
            part = line.product_id
            quantity = _convert(line.product_qty, line.product_uom_id, part.uom_id)
            if quantity > 0 and made > 0:
                parts[part.id] += quantity / made
        return parts


def _convert(quantity, unit, other):
    """:return: a quantity in another unit, not rounded"""
    return quantity if unit == other else unit._compute_quantity(quantity, other, round=False)
