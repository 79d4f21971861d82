"""Until when a warehouse gets parcels out on the same day (H3)."""

from odoo import api, fields, models
from odoo.exceptions import ValidationError

# As PostgreSQL counts them: Monday is the first.
PICKUP_DAYS = tuple(
    f"amazon_pickup_{day}" for day in ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
)


class StockWarehouse(models.Model):
    _inherit = "stock.warehouse"

    amazon_cut_off = fields.Float(
        string="Cut-off for Amazon",
        default=16.0,
        help="Local time at which the carrier collects. What Amazon wants shipped on a day has to "
        "be done by then; what is due earlier on that day, by the last collection before. Nothing "
        "is collected on public holidays, as the company's working hours have them. The time zone "
        "is that of the warehouse's contact, else of the company's.",
    )
    amazon_cut_off_warning = fields.Float(
        string="Warn Before the Cut-off (hours)",
        default=2.0,
        help="So many hours before the cut-off an open delivery counts as at risk, and the person "
        "responsible for the store is told. 0: nobody is told.",
    )

    amazon_pickup_mon = fields.Boolean(string="Monday", default=True)
    amazon_pickup_tue = fields.Boolean(string="Tuesday", default=True)
    amazon_pickup_wed = fields.Boolean(string="Wednesday", default=True)
    amazon_pickup_thu = fields.Boolean(string="Thursday", default=True)
    amazon_pickup_fri = fields.Boolean(string="Friday", default=True)
    amazon_pickup_sat = fields.Boolean(string="Saturday")
    amazon_pickup_sun = fields.Boolean(string="Sunday")

    @api.constrains(*PICKUP_DAYS)
    def _check_amazon_pickup(self):
        for warehouse in self:
            if not any(warehouse[day] for day in PICKUP_DAYS):
                raise ValidationError(
                    self.env._("Choose at least one day on which the carrier collects.")
                )

    @api.constrains("amazon_cut_off", "amazon_cut_off_warning")
    def _check_amazon_cut_off(self):
        for warehouse in self:
            if not 0 <= warehouse.amazon_cut_off < 24 or warehouse.amazon_cut_off_warning < 0:
                raise ValidationError(
                    self.env._("The cut-off is a time of day, 0:00 to 23:59; the warning hours.")
                )
