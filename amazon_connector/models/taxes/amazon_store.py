"""A store's taxes: how Amazon's tax amounts come into Odoo."""

from odoo import api, fields, models
from odoo.exceptions import ValidationError

MODES = [
    ("import", "Import tax on mapped taxes"),
    ("charge", "Tax as a charge line"),
    ("ignore", "Ignore tax"),
]


class AmazonStore(models.Model):
    _inherit = "amazon.store"

    tax_mode = fields.Selection(
        MODES,
        string="Tax Handling",
        required=True,
        default="charge",
        follow="_follow_tax_mode",
        help="Import: each line shows Amazon's tax amount to the cent, on the taxes mapped below; "
        "an order whose tax is not mapped waits. Charge line: lines carry no tax, Amazon's tax "
        "is a line of its own. Ignore: Amazon's tax is left out, so the order's total is lower.",
    )
    tax_id = fields.Many2one(
        "account.tax",
        string="Included Tax",
        check_company=True,
        follow="_follow_orders",
        domain="[('type_tax_use', '=', 'sale'), ('price_include', '=', True)]",
        help="For marketplaces whose prices include tax: the included tax put on goods and "
        "charges that stay in the marketplace's country. Abroad, the fiscal position or the table "
        "below says which tax. Empty: lines carry no tax. The total is Amazon's either way.",
    )
    tax_map_ids = fields.One2many(
        "amazon.tax.map",
        "store_id",
        string="Taxes",
        help="Which tax of Odoo stands for which tax of Amazon. An order that needs a line that is "
        "missing waits and continues automatically once it is there.",
    )
    product_collected_tax_id = fields.Many2one(
        "product.product",
        string="Collected Tax Product",
        help="For tax that Amazon collects and remits itself, where tax is a charge line.",
    )

    def _follow_tax_mode(self):
        """Orders that waited for a tax may not need it any more."""
        self.env["amazon.order"]._retry_held(
            [("store_id", "in", self.ids), ("hold_key", "=like", "tax:%")]
        )

    @api.constrains("tax_id")
    def _check_tax_id(self):
        for store in self:
            if store.tax_id and not store.tax_id.price_include:
                raise ValidationError(
                    self.env._(
                        "%(tax)s is added to the price. Choose a tax that is included in it.",
                        tax=store.tax_id.name,
                    )
                )
