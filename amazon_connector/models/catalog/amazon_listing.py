"""Listings: the seller SKUs of a store, the products they are, the quantities they offer."""

from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.tools import LazyTranslate

from ...context_keys import RELEASE_LATER
from ...spapi.listings import parse_listings_report
from ..sync.amazon_sync_mixin import NO_SUCH_REF

LISTINGS_REPORT = "GET_MERCHANT_LISTINGS_ALL_DATA"
# A report in a foreign layout would fill the log with the same sentence.
MOST_WARNINGS = 20
REPORT_POLL = timedelta(minutes=1)
STATUSES = [
    ("active", "Active"),
    ("inactive", "Inactive"),
    ("incomplete", "Incomplete"),
    ("unknown", "Unknown"),
]

_lt = LazyTranslate(__name__)


class AmazonListing(models.Model):
    _name = "amazon.listing"
    _description = "Amazon Listing"
    _inherit = ["amazon.sync.mixin"]
    _order = "store_id, seller_sku"
    _rec_name = "seller_sku"
    _rec_names_search = ["seller_sku", "asin", "title"]
    _check_company_auto = True
    _sync_scope = "store"
    _sync_minutes = 12 * 60
    _sync_name = _lt("Listings")

    store_id = fields.Many2one(
        "amazon.store", required=True, ondelete="cascade", index=True, readonly=True
    )
    account_id = fields.Many2one(related="store_id.account_id", store=True, index=True)
    company_id = fields.Many2one(related="store_id.company_id", store=True, index=True)
    currency_id = fields.Many2one(related="store_id.marketplace_id.currency_id")
    seller_sku = fields.Char(string="Seller SKU", required=True, index="trigram", readonly=True)
    asin = fields.Char(string="ASIN", index="btree_not_null", readonly=True)
    title = fields.Char(readonly=True)
    price = fields.Float(readonly=True, help="Price at Amazon, in the marketplace's currency.")
    product_code = fields.Char(string="Product Id", readonly=True, help="EAN, UPC, ISBN or ASIN.")
    fulfillment_channel = fields.Char(
        string="Channel",
        default="DEFAULT",
        help="DEFAULT: you ship (FBM). Anything else: Amazon ships (FBA).",
        readonly=True,
    )
    is_fba = fields.Boolean(string="FBA", compute="_compute_is_fba", store=True)
    status = fields.Selection(STATUSES, default="unknown", required=True, readonly=True)
    is_listed = fields.Boolean(
        string="Listed",
        default=True,
        help="Off: Amazon's latest report no longer has this SKU.",
        readonly=True,
    )
    product_id = fields.Many2one(
        "product.product",
        check_company=True,
        index="btree_not_null",
        ondelete="set null",
        help="The product that is sold under this seller SKU.",
    )
    lead_time = fields.Integer(
        string="Lead Time (days)", help="Days to ship, 1 to 30. 0: the store's value."
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
            listing.is_fba = (listing.fulfillment_channel or "DEFAULT") != "DEFAULT"

    @api.constrains("lead_time")
    def _check_lead_time(self):
        if any(not 0 <= listing.lead_time <= 30 for listing in self):
            raise ValidationError(
                self.env._("Amazon takes lead times of 1 to 30 days; 0 means the store's value.")
            )

    @api.model_create_multi
    def create(self, vals_list):
        listings = super().create(vals_list)
        listings._release_orders()
        return listings

    def write(self, vals):
        result = super().write(vals)
        if "product_id" in vals:
            self._release_orders()
        if {"product_id", "lead_time"} & set(vals):
            # What was told was about another product or promise: tell it again.
            super(AmazonListing, self.sudo()).write({"pushed_at": False})
        return result

    def _release_orders(self):
        """A product is linked now: orders that were held for it go on."""
        if self.env.context.get(RELEASE_LATER):
            return
        for store, listings in self.filtered("product_id").grouped("store_id").items():
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

    # Fetch

    @api.model
    def _probe(self, client) -> bool:
        client.get_report(NO_SUCH_REF)
        return True

    def _sync(self, schedule, operation):
        """Ask for the listings report, or fetch the one that Amazon has prepared by now."""
        store = schedule.store_id
        if not store.sync_listings:
            operation._info(self.env._("Loading listings is switched off."), store)
            return
        with operation._counting(schedule.account_id._get_client()) as client:
            if not schedule.report_ref:
                schedule.report_ref = client.create_report(
                    LISTINGS_REPORT, [store.marketplace_id.code]
                )
                schedule._checkpoint()
            report = client.get_report(schedule.report_ref)
            if report.status in ("IN_QUEUE", "IN_PROGRESS"):
                operation._wait(REPORT_POLL, self.env._("Amazon is preparing the listings report."))
                return
            schedule.report_ref = False
            if report.status != "DONE":
                operation._error(
                    self.env._(
                        "Amazon gave up on the report (%s). The next run asks for a new one.",
                        report.status,
                    )
                )
                return
            document = client.download_report(report.document_id)
        self._receive(store, parse_listings_report(document.text()), operation)

    # Receive

    @api.model
    def _receive(self, store, report, operation):
        """Create and update the store's listings, and link what can be linked.

        :param store: ``amazon.store``
        :param report: ``spapi.listings.ListingsReport``
        """
        mapper = self.env["amazon.listing.mapper"]
        rows = {row.sku: mapper._prepare_listing_vals(store, row) for row in report.rows}
        stored = self.search([("store_id", "=", store.id)])
        known = stored.filtered(lambda listing: listing.seller_sku in rows)
        changed = known._update_from({item: rows.pop(item.seller_sku) for item in known})
        (stored - known).filtered("is_listed").is_listed = False
        created = self.create(
            [dict(vals, store_id=store.id, seller_sku=sku) for sku, vals in rows.items()]
        )
        linked = (stored | created)._link_automatically()
        operation._count(
            received=len(created | changed), skipped=len(known - changed), processed=len(linked)
        )
        for error in report.unreadable[:MOST_WARNINGS]:
            operation._warning(
                self.env._("Line %(line)s: %(reason)s", line=error.line, reason=error.reason)
            )
        operation._info(
            self.env._(
                "%(new)s new, %(changed)s changed, %(linked)s linked.",
                new=len(created),
                changed=len(changed),
                linked=len(linked),
            )
        )
        return created

    def _update_from(self, wanted):
        """Write what differs.

        :param wanted: dict listing → value dict
        :return: the listings that were changed
        """
        changed = self.browse()
        for listing, vals in wanted.items():
            changes = {name: value for name, value in vals.items() if listing[name] != value}
            if changes:
                listing.write(changes)
                changed |= listing
        return changed
