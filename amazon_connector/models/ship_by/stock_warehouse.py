"""Until when a warehouse gets parcels out on the same day (H3)."""

from odoo import api, fields, models
from odoo.exceptions import ValidationError


class StockWarehouse(models.Model):
    _inherit = "stock.warehouse"

    amazon_cut_off = fields.Float(
        string="Cut-off for Amazon",
        default=16.0,
        help="Local time at which the carrier collects. What Amazon wants shipped on a day has to "
        "be done by then; what is due earlier on that day, by the day before. The time zone is "
        "that of the warehouse's contact, else of the company's.",
    )
    amazon_cut_off_warning = fields.Float(
        string="Warn Before the Cut-off (hours)",
        default=2.0,
        help="So many hours before the cut-off an open delivery counts as at risk, and the person "
        "responsible for the store is told. 0: nobody is told.",
    )

    @api.constrains("amazon_cut_off", "amazon_cut_off_warning")
    def _check_amazon_cut_off(self):
        for warehouse in self:
            if not 0 <= warehouse.amazon_cut_off < 24 or warehouse.amazon_cut_off_warning < 0:
                raise ValidationError(
                    self.env._("The cut-off is a time of day, 0:00 to 23:59; the warning hours.")
                )
