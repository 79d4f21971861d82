"""Routing rules of a store: which warehouse delivers which orders; the first match wins."""

from odoo import api, fields, models

from ...mapping.shipping_services import normalise_service


class AmazonRoutingRule(models.Model):
    _name = "amazon.routing.rule"
    _description = "Amazon Routing Rule"
    _order = "store_id, sequence, id"
    _check_company_auto = True

    store_id = fields.Many2one("amazon.store", required=True, ondelete="cascade", index=True)
    company_id = fields.Many2one(related="store_id.company_id", store=True)
    sequence = fields.Integer(default=10, help="Rules are tried from top to bottom.")
    name = fields.Char(required=True, help="Shown on the orders that this rule decided.")
    fulfilled_by = fields.Selection(
        [("MERCHANT", "You ship (FBM)"), ("AMAZON", "Amazon ships (FBA)")],
        string="Fulfillment",
        required=True,
        default="MERCHANT",
    )
    country_ids = fields.Many2many(
        "res.country", string="Countries", help="Where the order goes to. Empty: anywhere."
    )
    state_ids = fields.Many2many(
        "res.country.state",
        string="States",
        domain="[('country_id', 'in', country_ids)] if country_ids else []",
        help="Where the order goes to. Empty: any state.",
    )
    service_level = fields.Char(
        string="Shipping Service",
        help="As Amazon names it, for example Expedited or NextDay. Empty: any.",
    )
    needs_stock = fields.Boolean(
        string="All in Stock",
        help="The warehouse must have everything that the order needs, not reserved for others.",
    )
    warehouse_id = fields.Many2one(
        "stock.warehouse", required=True, ondelete="restrict", check_company=True
    )

    @api.onchange("warehouse_id")
    def _onchange_warehouse_id(self):
        for rule in self:
            rule.name = rule.name or rule.warehouse_id.name

    def _find_for(self, document, destination, needs, free):
        """The first of these rules that fits an order.

        :param document: ``amazon.order``
        :param destination: tuple (``res.country``, ``res.country.state``), either may be empty
        :param needs: dict product → quantity that the order takes from stock
        :param free: dict (warehouse, product) → quantity that is reserved for nobody
        :return: ``amazon.routing.rule``, empty when none fits
        """
        for rule in self:
            fits = rule.warehouse_id.active and rule._fits(document, destination)
            if fits and rule._has_stock(needs, free):
                return rule
        return self.browse()

    def _fits(self, document, destination):
        country, state = destination
        service = normalise_service(self.service_level)
        return (
            self.fulfilled_by == document.fulfilled_by
            and (not self.country_ids or country in self.country_ids)
            and (not self.state_ids or state in self.state_ids)
            and (not service or service == normalise_service(document.service_level))
        )

    def _has_stock(self, needs, free):
        if not self.needs_stock:
            return True
        return all(
            product.uom_id.compare(free.get((self.warehouse_id, product), 0), quantity) >= 0
            for product, quantity in needs.items()
        )
