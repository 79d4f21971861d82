"""Which tax of Odoo stands for which tax of Amazon, per store."""

from odoo import api, fields, models
from odoo.exceptions import ValidationError

KINDS = [
    ("default", "Goods"),
    ("rate", "Goods at a rate"),
    ("charges", "Shipping and other charges"),
    ("tax_free", "Tax-free"),
    ("collected", "Collected by Amazon"),
    ("country", "Destination country"),
]


class AmazonTaxMap(models.Model):
    _name = "amazon.tax.map"
    _description = "Amazon Tax Mapping"
    _order = "store_id, kind, rate, id"
    _rec_name = "kind"
    _copy_key = ("kind", "rate", "country_id")
    _check_company_auto = True

    store_id = fields.Many2one("amazon.store", required=True, ondelete="cascade", index=True)
    company_id = fields.Many2one(related="store_id.company_id", store=True)
    kind = fields.Selection(
        KINDS,
        string="Applies To",
        required=True,
        default="default",
        help="Goods: any line of goods that no other row fits. Goods at a rate: where Amazon "
        "states a tax of this percentage. Shipping and other charges: without this row they are "
        "taxed as their goods are. Tax-free: lines without tax, and those for which Amazon is the "
        "supplier in law (IOSS, UOSS). Collected by Amazon: tax that Amazon collects and remits "
        "itself. Destination country: where prices include tax and the goods leave the "
        "marketplace's country; in Europe, a fiscal position that changes the product's own tax "
        "goes first. Goods that leave for a country of which nothing says the tax wait.",
    )
    rate = fields.Float(string="Rate (%)", digits=(6, 4))
    country_id = fields.Many2one("res.country")
    tax_id = fields.Many2one(
        "account.tax",
        required=True,
        check_company=True,
        domain="[('type_tax_use', '=', 'sale')]",
        help="Amazon's amounts are booked on this tax to the cent, whatever its own rate.",
    )

    _kind_unique = models.UniqueIndex(
        "(store_id, kind, COALESCE(rate, 0), COALESCE(country_id, 0))",
        "This tax of Amazon is mapped already.",
    )

    @api.constrains("kind", "rate", "country_id")
    def _check_kind(self):
        for line in self:
            if line.kind == "rate" and not line.rate:
                raise ValidationError(self.env._("Enter the percentage of the rate."))
            if line.kind == "country" and not line.country_id:
                raise ValidationError(self.env._("Choose the destination country."))

    @api.model_create_multi
    def create(self, vals_list):
        lines = super().create([self._normalised(vals) for vals in vals_list])
        lines._release_orders()
        return lines

    def write(self, vals):
        result = super().write(vals)
        self._release_orders()
        return result

    def _release_orders(self):
        """Orders that were held for a tax of these stores go on."""
        self.env["amazon.order"]._retry_held(
            [("store_id", "in", self.store_id.ids), ("hold_key", "=like", "tax:%")]
        )

    @api.model
    def _normalised(self, vals):
        """Keep rate and country for the kinds that they belong to."""
        kind = vals.get("kind", "default")
        return dict(
            vals,
            rate=vals.get("rate") if kind == "rate" else 0.0,
            country_id=vals.get("country_id") if kind == "country" else False,
        )

    def _get_tax(self, kind, country=None):
        """The tax of a kind among these rows.

        :param kind: one of ``KINDS``, but not ``rate``
        :param country: ``res.country``, for the kind ``country``
        :return: ``account.tax``, or None when the kind is not mapped
        """
        for line in self:
            if line.kind == kind and (not country or line.country_id == country):
                return line.tax_id
        return None

    def _get_tax_at_rate(self, amount, tax, tolerance):
        """The tax whose rate explains a stated tax amount.

        :param amount: ``Decimal`` before tax
        :param tax: ``Decimal`` that Amazon states
        :param tolerance: ``Decimal``, what rounding may have changed
        :return: ``account.tax`` of the nearest rate, or None
        """
        rated = self.filtered(lambda line: line.kind == "rate")
        misses = {line: abs(float(amount) * line.rate / 100 - float(tax)) for line in rated}
        nearest = min(misses, key=misses.get, default=None)
        if nearest is None or misses[nearest] > float(tolerance):
            return None
        return nearest.tax_id
