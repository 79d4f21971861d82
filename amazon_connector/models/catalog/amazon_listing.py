"""Listings: the seller SKUs of a store, the products they are, the quantities they offer."""

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.tools import LazyTranslate

from ...spapi.words import DEFAULT_CHANNEL, ENGLISH_REPORT, LISTINGS_REPORT, is_amazons
from ..words.label import label_of
from ..words.notification import notify

UNKNOWN = "unknown"
# A listing's own rules: what it offers, and how fast it ships.
OFFERED = frozenset(("has_own_limits", "buffer", "maximum", "share", "lead_time"))

# What a buyer gets, and from whom.
SOLD = frozenset(("product_id", "uom_id", "fulfillment_channel", "is_listed"))
# The first of the pool takes the place of a product that is taken away.
LEADING = frozenset(("product_id", "pool_ids"))
# With another of these a listing may be told no quantity any more.
QUIT = LEADING | {"fulfillment_channel"}

_lt = LazyTranslate(__name__)


class AmazonListing(models.Model):
    _name = "amazon.listing"
    _description = "Amazon Listing"
    _inherit = ["amazon.report.mixin", "mail.thread", "mail.activity.mixin"]
    _order = "store_id, seller_sku"
    _rec_name = "seller_sku"
    _rec_names_search = ["seller_sku", "asin", "title"]
    _check_company_auto = True
    _sync_scope = "store"
    _sync_minutes = 12 * 60
    _sync_name = _lt("Listings")
    _sync_words = {"processed": (_lt("1 listing linked"), _lt("%(count)s listings linked"))}
    _report_type = LISTINGS_REPORT
    # Amazon answers in English where it can; all other languages are read as well.
    _report_options = ENGLISH_REPORT

    store_id = fields.Many2one(
        "amazon.store", required=True, ondelete="cascade", index=True, readonly=True
    )
    account_id = fields.Many2one(related="store_id.account_id", store=True, index=True)
    company_id = fields.Many2one(related="store_id.company_id", store=True, index=True)
    currency_id = fields.Many2one(related="store_id.marketplace_id.currency_id")
    seller_sku = fields.Char(string="Seller SKU", required=True, index="trigram", readonly=True)
    asin = fields.Char(string="ASIN", index="btree_not_null", readonly=True)
    title = fields.Char(readonly=True)
    price = fields.Float(
        readonly=True, aggregator=None, help="Price at Amazon, in the marketplace's currency."
    )
    product_code = fields.Char(string="Product Id", readonly=True, help="EAN, UPC, ISBN or ASIN.")
    fulfillment_channel = fields.Char(
        string="Channel Code",
        readonly=True,
        help="DEFAULT: you ship (FBM). AMAZON and its like: Amazon ships (FBA). Empty: not known "
        "yet; no quantity is pushed, since it would turn an FBA offer into one of your own.",
    )
    is_used = fields.Boolean(
        readonly=True,
        export_string_translation=False,
        help="Amazon offers it as anything but new: it is no piece of what is new on its page.",
    )
    fulfillment_channel_label = label_of("fulfillment_channel", string="Channel")
    channel_at = fields.Datetime(
        readonly=True,
        help="When Amazon told of the order that tells the channel; an older report does "
        "not change it.",
    )
    is_fba = fields.Boolean(string="FBA", compute="_compute_is_fba", store=True)
    status = fields.Char(
        string="Status Code",
        default=UNKNOWN,
        required=True,
        readonly=True,
        help="Amazon's word, in small letters.",
    )
    status_label = label_of("status", string="Status", help="What Amazon's last report says.")
    is_listed = fields.Boolean(
        string="Listed",
        default=True,
        readonly=True,
        help="Off: Amazon's reports no longer have this SKU.",
    )
    missing_since = fields.Datetime(
        readonly=True,
        help="A report did not have this SKU, but left out too much to be believed alone.",
    )
    product_id = fields.Many2one(
        "product.product",
        check_company=True,
        index="btree_not_null",
        ondelete="set null",
        tracking=True,
        help="The product that is sold under this seller SKU.",
    )
    pool_ids = fields.One2many(
        "amazon.listing.product",
        "listing_id",
        string="Further Products",
        help="Products that are sold under this seller SKU as well: their stock is added up, and "
        "an order takes the first of all that has enough.",
    )
    is_left_blank = fields.Boolean(
        string="Left Blank",
        help="Deliberately linked to no product: it does not count as unlinked.",
    )
    lead_time = fields.Integer(
        string="Lead Time (days)",
        aggregator=None,
        help="Days to ship, 1 to 30. 0: the store's value.",
    )
    wanted_quantity = fields.Integer(readonly=True, help="What Odoo has available for Amazon.")
    pushed_quantity = fields.Integer(readonly=True, help="What Amazon was told last.")
    pushed_at = fields.Datetime(readonly=True)
    amazon_quantity = fields.Integer(
        string="Quantity at Amazon", readonly=True, help="As read from Amazon's last report."
    )
    push_error = fields.Char(
        string="Refused", readonly=True, help="Why Amazon did not take the last quantity."
    )

    _sku_unique = models.UniqueIndex(
        "(store_id, seller_sku)", "This seller SKU is in the store's list already."
    )

    @api.depends("fulfillment_channel")
    def _compute_is_fba(self):
        for listing in self:
            listing.is_fba = is_amazons(listing.fulfillment_channel or "")

    @api.constrains("lead_time")
    def _check_lead_time(self):
        if any(not 0 <= listing.lead_time <= 30 for listing in self):
            raise ValidationError(self._explain_lead_time())

    def _explain_lead_time(self):
        return self.env._("Amazon takes lead times of 1 to 30 days; 0 means the store's value.")

    @api.model_create_multi
    def create(self, vals_list):
        listings = super().create(vals_list)
        for listing in listings.filtered("product_id"):
            listing.linked_asin = listing.asin
        listings._release_orders()
        return listings

    def write(self, vals):
        vals = self._complete_link_vals(vals)
        before = {listing: listing.product_id for listing in self if "product_id" in vals}
        result = super().write(vals)
        if not LEADING.isdisjoint(vals):
            self.sudo()._lead_by_pool()
        for listing, product in before.items():
            if not product and not listing.product_id:
                continue
            super(AmazonListing, listing.sudo()).write(listing._prepare_linked_vals(product))
        if before and "uom_id" not in vals:
            self.sudo()._take_over_units()
        if not QUIT.isdisjoint(vals):
            self.sudo()._drop_refusals()
        if not SOLD.isdisjoint(vals):
            # What was told was about another product, another pack of it, or an offer that ended.
            self.sudo()._tell_again()
            self.store_id._compare_soon()
        if before:
            self._release_orders()
            self.store_id._close_settled_links()
        if not OFFERED.isdisjoint(vals):
            self.store_id._follow_stock_rules()
        return result

    def _get_products(self):
        """:return: ``product.product`` that are sold under these listings, first choice first"""
        return self.product_id | self.pool_ids.product_id

    def _lead_by_pool(self):
        """Quantities, claims and orders go by a listing's own product: where it is gone, the first
        of the further ones takes its place.
        """
        # The database itself empties the place of a deleted product.
        self.invalidate_recordset(["product_id", "pool_ids"])
        for listing in self.filtered(lambda one: one.pool_ids and not one.product_id):
            first = listing.pool_ids[:1]
            product = first.product_id
            first.unlink()
            listing.product_id = product

    def _link(self, found):
        """Link listings to products, all at once: what waits for them is woken once.

        :param found: dict ``amazon.listing`` → ``product.product``, of each one
        :return: the listings
        :raises AccessError: for who may not write one of them
        """
        linked = self.browse().concat(*found)
        linked.check_access("write")
        # The check of the company asks each product for its own: read them with one query.
        self.env["product.product"].concat(*found.values()).mapped("company_id")
        # Past our own ``write``, which would wake the orders of each listing by itself.
        for listing, product in found.items():
            told = listing._prepare_linked_vals(listing.product_id)
            vals = {**told, "product_id": product.id, "is_left_blank": False}
            # pylint: disable-next=super-method-mismatch
            super(AmazonListing, listing.sudo()).write(vals)
        linked.sudo()._take_over_units()
        linked.sudo()._tell_again()
        linked.store_id._compare_soon()
        linked._release_orders()
        linked.store_id._close_settled_links()
        return linked

    def _release_orders(self):
        """A product is linked now: orders that were held for it go on."""
        linked = self.filtered(lambda listing: listing._get_products())
        for store, listings in linked.grouped("store_id").items():
            keys = {
                f"product:{name}"
                for name in (*listings.mapped("seller_sku"), *listings.mapped("asin"))
                if name
            }
            self.env["amazon.order"]._retry_held(
                [
                    ("store_id", "=", store.id),
                    "|",
                    ("hold_key", "in", list(keys)),
                    ("hold_key", "=", "catalog:"),
                ]
            )

    def action_ship_yourself(self):
        """A person says what no report does: these listings are shipped by the seller.

        :return: client action: a notification that says how many
        """
        self.check_access("write")
        unknown = self.sudo().filtered(lambda listing: not listing.fulfillment_channel)
        unknown.fulfillment_channel = DEFAULT_CHANNEL
        return notify(self.env._("Listings that you ship: %s.", len(unknown)), unknown)
