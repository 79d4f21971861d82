"""Products whose stock at Amazon Odoo can keep."""

from odoo import models


class ProductProduct(models.Model):
    _inherit = "product.product"

    def _filter_kept_at_amazon(self, company):
        """Products of which Odoo keeps a stock of their own. A hook, for kits.

        :param company: ``res.company``
        """
        return self.filtered("is_storable")

    def action_view_amazon_fba_stock(self):
        """The units of these products in Amazon's warehouses.

        :return: window action
        """
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "amazon_connector.amazon_fba_stock_action"
        )
        return dict(action, domain=[("product_id", "in", self.ids)], context={})
