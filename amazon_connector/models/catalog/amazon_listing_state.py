"""How a listing stands at Amazon and here: listed or not, out of step, in need of a person."""

from odoo import api, fields, models
from odoo.tools import SQL

# Amazon's words for what is in the seller's catalog and not on offer; any other word is an offer.
NOT_ON_OFFER = ("inactive", "incomplete")


class AmazonListing(models.Model):
    _inherit = "amazon.listing"

    listing_state = fields.Selection(
        [("listed", "Listed"), ("not_listed", "Not listed"), ("cancelled", "Cancelled")],
        string="At Amazon",
        compute="_compute_listing_state",
        store=True,
        index=True,
        help="Listed: in Amazon's report and on offer. Not listed: in the report, inactive or "
        "incomplete. Cancelled: Amazon's reports no longer have this SKU.",
    )
    vanished_at = fields.Datetime(
        readonly=True, help="When Amazon's report no longer had this SKU (UTC)."
    )
    needs_attention = fields.Boolean(
        compute="_compute_needs_attention",
        store=True,
        help="Not linked, linked to what Amazon has since changed, or refused by Amazon.",
    )
    is_out_of_step = fields.Boolean(
        string="Out of Step",
        compute="_compute_is_out_of_step",
        search="_search_is_out_of_step",
        help="Amazon was told, or shows, another quantity than Odoo has for it.",
    )
    alias_title = fields.Char(
        string="Alias",
        help="How you call the product on this marketplace. Empty: Amazon's title.",
    )
    shown_title = fields.Char(string="Name", compute="_compute_shown_title")
    family_ref = fields.Char(
        string="Family",
        readonly=True,
        index="btree_not_null",
        help="The parent SKU or ASIN that Amazon groups variations under, where it is known.",
    )
    product_tmpl_id = fields.Many2one(related="product_id.product_tmpl_id")
    image_128 = fields.Image(related="product_id.image_128")

    @api.depends("is_listed", "status")
    def _compute_listing_state(self):
        for listing in self:
            if not listing.is_listed:
                listing.listing_state = "cancelled"
            else:
                off = listing.status in NOT_ON_OFFER
                listing.listing_state = "not_listed" if off else "listed"

    @api.depends("link_state", "is_listed", "push_error")
    def _compute_needs_attention(self):
        for listing in self:
            listing.needs_attention = listing.is_listed and (
                listing.link_state in ("unlinked", "broken") or bool(listing.push_error)
            )

    @api.depends("alias_title", "title", "product_id")
    def _compute_shown_title(self):
        for listing in self:
            listing.shown_title = listing.alias_title or listing.title or listing.product_id.name

    @api.depends("is_fba", "is_listed", "product_id", "wanted_quantity", "pushed_quantity")
    @api.depends("pushed_at", "amazon_quantity", "amazon_quantity_at")
    def _compute_is_out_of_step(self):
        own = self.filtered(lambda listing: listing.is_listed and not listing.is_fba)
        for listing in self:
            listing.is_out_of_step = listing in own and (
                listing._differs_from_told() or bool(listing._filter_drifted())
            )

    def _differs_from_told(self):
        return bool(self.pushed_at) and self.pushed_quantity != self.wanted_quantity

    def _search_is_out_of_step(self, operator, value):
        """The same in the database, since two columns are compared."""
        if operator != "in":
            return NotImplemented
        self.flush_model()
        query = SQL(
            "SELECT id FROM amazon_listing WHERE is_listed AND NOT COALESCE(is_fba, FALSE)"
            " AND pushed_at IS NOT NULL"
            " AND (COALESCE(wanted_quantity, 0) <> COALESCE(pushed_quantity, 0)"
            " OR amazon_quantity_at >= pushed_at AND push_error IS NULL"
            " AND COALESCE(amazon_quantity, 0) <> COALESCE(pushed_quantity, 0))"
        )
        ids = [id_ for (id_,) in self.env.execute_query(query)]
        return [("id", "in" if True in value else "not in", ids)]
