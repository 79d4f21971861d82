"""What of the stock a listing offers, and why that is the number."""

from odoo import api, fields, models
from odoo.exceptions import ValidationError


class AmazonListing(models.Model):
    _inherit = "amazon.listing"

    has_own_limits = fields.Boolean(
        string="Own Limits Only",
        help="The store's buffer, maximum and share do not count for this listing: 0 keeps nothing "
        "back, offers any number, and shares with all.",
    )
    buffer = fields.Integer(
        aggregator=None,
        help="Pieces that are kept back. 0: the store's buffer, or none with own limits only.",
    )
    maximum = fields.Integer(
        aggregator=None,
        help="Most pieces that are offered. 0: the store's maximum, or any number with own limits "
        "only.",
    )
    share = fields.Float(
        string="Share (%)",
        digits=(5, 2),
        aggregator=None,
        help="Which part of the stock this listing offers; no other listing offers that part. 100: "
        "all that the shares of other listings leave. 0: the store's share, or 100 with own limits "
        "only.",
    )

    @api.constrains("buffer", "maximum", "share")
    def _check_stock_rules(self):
        for listing in self:
            self._check_rule(listing.buffer, listing.maximum, listing.share)

    @api.model
    def _check_rule(self, kept_back, most, share):
        """:raises ValidationError: no such quantity can be offered"""
        if kept_back < 0 or most < 0:
            raise ValidationError(self.env._("Buffer and maximum are pieces: 0 or more."))
        if not 0 <= share <= 100:
            raise ValidationError(self.env._("A share is 0 to 100 %."))

    def action_explain(self):
        """*Why this number?*: the sum behind the quantity that this listing offers, as of now.

        :return: window action of the sum
        """
        self.ensure_one()
        self.check_access("read")
        explanation = self.env["amazon.listing.explanation"].create({"listing_id": self.id})
        explanation._explain()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Why This Number?"),
            "res_model": explanation._name,
            "res_id": explanation.id,
            "view_mode": "form",
            "target": "current",
        }
