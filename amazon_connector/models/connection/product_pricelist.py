"""A technical pricelist per currency: it carries Amazon's currency into sales orders."""

from odoo import api, models


class ProductPricelist(models.Model):
    _inherit = "product.pricelist"

    @api.model
    def _get_or_create_amazon(self, company, currency):
        """The pricelist that Amazon stores of a company use for a currency.

        Odoo takes a sales order's currency from its pricelist and from nothing else.

        :param company: ``res.company``
        :param currency: ``res.currency``
        :return: ``product.pricelist`` without rules
        """
        name = f"Amazon {currency.name}"
        found = self.search(
            [
                ("name", "=", name),
                ("company_id", "=", company.id),
                ("currency_id", "=", currency.id),
            ],
            limit=1,
        )
        return found or self.create(
            {"name": name, "company_id": company.id, "currency_id": currency.id}
        )
