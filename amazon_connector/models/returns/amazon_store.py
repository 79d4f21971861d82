"""What a store makes of returns."""

from odoo import fields, models
from odoo.exceptions import UserError


class AmazonStore(models.Model):
    _inherit = "amazon.store"

    fba_returns = fields.Selection(
        [("none", "Not booked"), ("done", "Receipts, done")],
        string="Returns to Amazon",
        required=True,
        default="none",
        help="Of units that came back to Amazon: sellable ones go to the FBA stock, all others to "
        "the place for damaged units. Units that somebody has returned by hand are not returned "
        "again.",
    )
    fbm_returns = fields.Selection(
        [("none", "Not booked"), ("ready", "Receipts, made ready")],
        string="Returns to You",
        required=True,
        default="none",
        help="Of returns that buyers ask for: the receipt is made ready, and done by who has the "
        "goods in hand.",
    )
    damaged_location_id = fields.Many2one(
        "stock.location",
        string="Place for Damaged Units",
        check_company=True,
        domain="[('usage', 'in', ('internal', 'inventory'))]",
        help="Of returns to Amazon that are not sellable. Empty: scrap.",
    )

    def _get_damaged_location(self):
        """:return: ``stock.location`` for units that Amazon has and nobody can sell
        :raises UserError: there is no such place
        """
        scrap = self.damaged_location_id or self.env["stock.location"].search(
            [("usage", "=", "inventory"), ("company_id", "=", self.company_id.id)],
            limit=1,
            order="id",
        )
        if not scrap:
            raise UserError(
                self.env._("Choose in store %s where damaged units go.", self.display_name)
            )
        return scrap
