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
        return self._find_amazon(company, currency) or self.create(
            {
                "name": f"Amazon {currency.name}",
                "company_id": company.id,
                "currency_id": currency.id,
            }
        )

    @api.model
    def _find_amazon(self, company, currency):
        """:return: the technical pricelist of a currency, empty where there is none"""
        return self.search(
            [
                ("name", "=", f"Amazon {currency.name}"),
                ("company_id", "=", company.id),
                ("currency_id", "=", currency.id),
            ],
            limit=1,
        )
