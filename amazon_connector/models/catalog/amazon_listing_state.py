"""How a listing stands at Amazon and here: listed or not, in need of a person, how it is called."""

from odoo import api, fields, models

from ...mapping.amazon_listing_mapper import NOT_ON_OFFER


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
        readonly=True, help="When Amazon's report no longer had this SKU."
    )
    needs_attention = fields.Boolean(
        compute="_compute_needs_attention",
        store=True,
        help="Not linked, linked to what Amazon has since changed, or refused by Amazon.",
    )
    alias_title = fields.Char(
        string="Alias",
        help="How you call the product on this marketplace. Empty: Amazon's title.",
    )
    shown_title = fields.Char(string="Name", compute="_compute_shown_title")
    family_ref = fields.Char(
        string="Family",
        compute="_compute_family_ref",
        store=True,
        index="btree_not_null",
        help="The parent ASIN under which Amazon groups variations, where its catalog was asked.",
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

    @api.depends("catalog", "asin")
    def _compute_family_ref(self):
        for listing in self:
            known = listing.catalog or {}
            parent = listing.asin if known.get("is_parent") else known.get("parent")
            # An empty text would be a family of its own beside those without one.
            listing.family_ref = parent or False

    @api.depends("alias_title", "title", "product_id")
    def _compute_shown_title(self):
        for listing in self:
            listing.shown_title = listing.alias_title or listing.title or listing.product_id.name
