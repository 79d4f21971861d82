"""Sales orders of a batch: what Odoo would ask for each is asked once."""

from odoo import api, models

from .batch import add_defaults


class SaleOrder(models.Model):
    _inherit = "sale.order"

    @api.model
    def _create_together(self, vals_list):
        """Create the sales orders of a batch.

        :param vals_list: value dicts of ``_prepare_sale_order_vals``
        :return: the sales orders
        """
        if not self.env["stock.move"]._may_work_together():
            return self.create(vals_list)
        nameless = {}
        for vals in vals_list:
            if not vals.get("name"):
                nameless.setdefault(vals["company_id"], []).append(vals)
        for company_id, several in nameless.items():
            company = self.env["res.company"].browse(company_id)
            names = self.env["ir.sequence"]._next_several_by_code(
                "sale.order", company, len(several)
            )
            # Without a sequence there are no names, and Odoo finds one.
            for vals, name in zip(several, names, strict=False):
                vals["name"] = name
        return self.create(add_defaults(self, vals_list))
