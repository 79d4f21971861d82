"""*Why this number?*: the sum behind what a listing offers, on a screen."""

from odoo import api, fields, models

from ...mapping.stock.terms import Term


class AmazonListingExplanation(models.TransientModel):
    _name = "amazon.listing.explanation"
    _description = "Why This Number?"

    listing_id = fields.Many2one("amazon.listing", required=True, readonly=True, ondelete="cascade")
    store_id = fields.Many2one(related="listing_id.store_id", related_sudo=False)
    uom_id = fields.Many2one(related="listing_id.uom_id", related_sudo=False)
    quantity = fields.Integer(
        string="Offered Now", readonly=True, help="What the next push tells Amazon."
    )
    pushed_quantity = fields.Integer(
        related="listing_id.pushed_quantity", related_sudo=False, string="Pushed Last"
    )
    pushed_at = fields.Datetime(
        related="listing_id.pushed_at", related_sudo=False, string="Pushed On"
    )
    amazon_quantity = fields.Integer(related="listing_id.amazon_quantity", related_sudo=False)
    amazon_quantity_at = fields.Datetime(
        related="listing_id.amazon_quantity_at", related_sudo=False, string="Read On"
    )
    unpushed_reason = fields.Char(readonly=True)
    line_ids = fields.One2many(
        "amazon.listing.explanation.line",
        "explanation_id",
        domain=[("part_id", "=", False)],
        readonly=True,
    )
    part_line_ids = fields.One2many(
        "amazon.listing.explanation.line",
        "explanation_id",
        domain=[("part_id", "!=", False)],
        readonly=True,
    )

    @api.depends("listing_id")
    def _compute_display_name(self):
        for explanation in self:
            explanation.display_name = self.env._("Why This Number?")

    def _explain(self):
        """Write down the sum that pushing makes too, line by line."""
        self.ensure_one()
        own = self.sudo()
        listing = own.listing_id
        quantity = own.env["amazon.stock.mapper"]._get_quantities(listing)[listing]
        own.write(
            {"quantity": quantity.quantity, "unpushed_reason": own._get_unpushed_reason(listing)}
        )
        Line = own.env["amazon.listing.explanation.line"]
        vals_list, total = [], 0.0
        for term in quantity.terms:
            total += term.amount
            vals_list.append(Line._prepare_term_vals(own, term, total))
        for part in quantity.parts:
            there = 0.0
            for term in part.terms or (Term("nothing", 0.0, part.product_id),):
                there += term.amount
                vals_list.append(
                    Line._prepare_term_vals(own, term, there)
                    | {"product_id": part.kit_id, "part_id": part.product_id, "need": part.need}
                )
        Line.create(
            [dict(vals, sequence=number) for number, vals in enumerate(vals_list)]
        )._remember_links()

    def _get_unpushed_reason(self, listing):
        """:return: sentence why Amazon is not told this number now, or False"""
        unmet = (own for own in listing._get_offer_conditions() if not own.is_met)
        return next((condition.reason for condition in unmet), False)

    def action_refresh(self):
        """Make the sum anew."""
        self.ensure_one()
        return self.listing_id.action_explain()
