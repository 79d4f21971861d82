"""What Amazon's catalog says of listings: looked up by ASIN, twenty at a time."""

from functools import partial

from odoo import api, fields, models
from odoo.tools import split_every

from ...spapi.errors import Unauthorized, Unavailable
from ..sync.try_each import try_steps
from .amazon_listing_asking import STUMBLE_PAUSE

# searchCatalogItems takes this many identifiers.
MOST_IDENTIFIERS = 20
# So often Amazon may stumble over a parent alone; then its variants are made without its words.
MOST_PARENT_TRIES = 6


class AmazonListing(models.Model):
    _inherit = "amazon.listing"

    catalog = fields.Json(
        readonly=True, help="What Amazon's catalog says: values for a new product."
    )
    catalog_asked_at = fields.Datetime(readonly=True)
    catalog_next_try = fields.Datetime(
        readonly=True, help="Amazon's answer could not be read; it is asked for again then."
    )
    parent_tries = fields.Integer(
        readonly=True,
        export_string_translation=False,
        help="So often Amazon has told of the product and stumbled over its parent.",
    )

    def _prepare_forgotten_vals(self, asin):
        """What the catalog said of another ASIN, or of none, is no word on this one.

        :param asin: text that a report shows, empty where it does not say
        :return: value dict, empty when nothing follows
        """
        if not asin or asin == self.asin or not (self.catalog_asked_at or self.catalog_next_try):
            return {}
        untold = dict.fromkeys(("catalog", "catalog_asked_at", "catalog_next_try"), False)
        return {**untold, "parent_tries": 0}

    def _is_catalog_awaited(self):
        """Whether one of these listings needs the catalog and was not looked up there yet."""
        return any(
            listing.store_id.unknown_product_policy == "catalog" and not listing.catalog_asked_at
            for listing in self
        )

    def _may_create_product(self):
        """Whether the store's policy makes a product of this listing now, for an order."""
        policy = self.store_id.unknown_product_policy
        return policy == "create" or (policy == "catalog" and bool(self.catalog))

    # Fetch

    @api.model
    def _fetch_catalog(self, account, operation):
        """Look up the products that orders wait for; the orders then go on.

        An application without Amazon's role *Product Listing* may not ask: the orders wait, and
        the operation says so.

        :return: whether anything was looked up
        """
        waiting = self._find_awaited(account)
        if not waiting:
            return False
        with operation._counting(account._get_client()) as client:
            try_steps(
                *(
                    partial(listings._look_up_where_open, client, operation)
                    for listings in waiting.grouped("store_id").values()
                ),
                partial(self._release_looked_up, account),
            )
        return bool(waiting.filtered("catalog_asked_at"))

    def _look_up_where_open(self, client, operation):
        try:
            self._look_up(client)
        except Unauthorized:  # For one marketplace, perhaps.
            operation._warning(self._explain_missing_role(), self.store_id)

    @api.model
    def _release_looked_up(self, account):
        """Orders that wait for the catalog, and for no listing any more, go on: what was looked up
        before the last run was ended counts, too.
        """
        unknown = [
            ("quantity_ordered", "!=", 0),
            ("product_id", "=", False),
            ("listing_id", "!=", False),
            ("listing_id.catalog_asked_at", "=", False),
        ]
        self.env["amazon.order"]._retry_held(
            [
                ("account_id", "=", account.id),
                ("hold_key", "=like", "catalog:%"),
                ("item_ids", "not any", unknown),
            ]
        )

    @api.model
    def _explain_missing_role(self):
        return self.env._(
            "Amazon does not let this application read its catalog. Give it the role "
            "Product Listing, or choose another policy for unknown seller SKUs."
        )

    @api.model
    def _find_awaited(self, account):
        """Listings of held orders that are to be looked up in the catalog."""
        items = self.env["amazon.order.item"].search(
            [
                ("order_id.account_id", "=", account.id),
                ("order_id.state", "=", "held"),
                ("product_id", "=", False),
                ("listing_id.catalog_asked_at", "=", False),
                ("listing_id.store_id.unknown_product_policy", "=", "catalog"),
            ]
        )
        return items.listing_id._filter_due()

    def _filter_due(self):
        now = fields.Datetime.now()
        return self.filtered(
            lambda listing: not listing.catalog_next_try or listing.catalog_next_try <= now
        )

    def _look_up(self, client):
        """Ask the catalog about these listings of one store; each answer is committed.

        Those that were asked for in vain come last and each alone: one keeps no other.

        :param client: ``spapi.client.Client``
        :raises SpApiError: what was answered until then is kept
        """
        tried = self.filtered("catalog_next_try").sorted("catalog_next_try")
        together = split_every(MOST_IDENTIFIERS, (self - tried).ids)
        for ids in [*together, *split_every(1, tried.ids)]:
            listings = self.browse(ids)
            try:
                listings._look_up_together(client)
            except Unavailable as error:
                if error.status is None:
                    # Over one of these, perhaps, Amazon is silent: the next run begins with others.
                    listings.catalog_next_try = fields.Datetime.now() + STUMBLE_PAUSE
                    self.env["ir.cron"]._commit_progress()
                raise
            self.env["ir.cron"]._commit_progress()

    def _look_up_together(self, client):
        store = self.store_id
        mapper = self.env["amazon.product.mapper"]
        found, unread = self._search_catalog(client, store, self.mapped("asin"))
        known = {asin: mapper._prepare_catalog_vals(item) for asin, item in found.items()}
        unread |= self._add_families(client, store, known)
        now = fields.Datetime.now()
        for listing in self:
            if listing.asin in unread:
                listing.catalog_next_try = now + unread[listing.asin]
                # Told itself, so that it waits for its parent.
                listing.parent_tries += listing.asin in known
                continue
            facts = known.get(listing.asin)
            listing.write(
                {
                    # What Amazon does not find today it has told before all the same.
                    "catalog": facts or listing.catalog,
                    "catalog_asked_at": now,
                    "catalog_next_try": False,
                    "parent_tries": 0,
                    "product_code": listing.product_code or (facts or {}).get("barcode"),
                }
            )
        self._link_automatically()

    def _add_families(self, client, store, known):
        """Say in the facts of variants what the catalog says of their parents.

        :param known: dict ASIN → facts
        :return: dict ASIN → pause, of variants over whose parent Amazon has stumbled
        """
        parents = [facts["parent"] for facts in known.values()]
        mapper = self.env["amazon.product.mapper"]
        try:
            found, unread = self._search_catalog(client, store, parents)
        except Unavailable:
            if len(known) > 1:
                raise
            # Not away: it has just told of the product.
            found, unread = {}, dict.fromkeys(parents, STUMBLE_PAUSE)
        families = {asin: mapper._prepare_parent_vals(item) for asin, item in found.items()}
        for facts in known.values():
            if facts["parent"] in families:
                facts["family"] = families[facts["parent"]]
        tired = self.filtered(lambda listing: listing.parent_tries >= MOST_PARENT_TRIES)
        return {
            asin: STUMBLE_PAUSE
            for asin, facts in known.items()
            if unread.get(facts["parent"]) == STUMBLE_PAUSE and asin not in tired.mapped("asin")
        }
