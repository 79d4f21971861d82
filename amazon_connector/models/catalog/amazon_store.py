"""A store's listings: which are loaded, how they find their products, how old they are."""

from itertools import permutations

from odoo import fields, models

LINK_WAYS = {"sku": "Seller SKU", "asin": "ASIN", "barcode": "Barcode"}


class AmazonStore(models.Model):
    _inherit = "amazon.store"

    sync_listings = fields.Boolean(default=True, help="Keep the listings of the store current.")
    listings_since = fields.Datetime(
        string="Load Listings Since",
        help="Listings that were opened at Amazon before this time are not loaded. Those that Odoo "
        "has already are kept current. Empty: all.",
    )
    only_active_listings = fields.Boolean(
        help="Listings that are inactive or incomplete at Amazon are not loaded. Those that Odoo "
        "has already are kept current.",
    )
    link_by_sku = fields.Boolean(
        string="Link by Seller SKU", default=True, help="Seller SKU equals internal reference."
    )
    link_by_asin = fields.Boolean(
        string="Link by ASIN",
        help="Amazon's ASIN equals internal reference, or a listing with the same ASIN, in any "
        "store of the company, is linked to a product already.",
    )
    link_by_barcode = fields.Boolean(
        string="Link by Barcode", help="Amazon's product id (EAN, UPC) equals the barcode."
    )
    link_order = fields.Selection(
        [
            (",".join(ways), ", ".join(LINK_WAYS[way] for way in ways))
            for ways in permutations(LINK_WAYS)
        ],
        string="Linked in This Order",
        required=True,
        default="sku,asin,barcode",
        help="Which way is tried first, where several are on. The first that finds exactly one "
        "product counts. With all ways off, listings are linked by hand.",
    )
    create_products = fields.Boolean(
        string="Create Missing Products",
        help="With each load of the listings, a product is created for every listing that is not "
        "linked, left blank, or cancelled.",
    )
    listings_read_at = fields.Datetime(
        string="Listings As Of",
        readonly=True,
        copy=False,
        help="When Amazon made the latest report that was read.",
    )

    def _get_link_ways(self):
        """:return: list of the ways to link that are on, in the store's order"""
        self.ensure_one()
        return [way for way in self.link_order.split(",") if self[f"link_by_{way}"]]

    def _get_unlinked_domain(self):
        """:return: domain of the stores' listings that wait to be linked"""
        own = ("store_id", "in", self.ids)
        return [own, ("link_state", "=", "unlinked"), ("is_listed", "=", True)]
