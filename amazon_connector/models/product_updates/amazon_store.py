"""*Amazon is master*: a store's catalog overwrites what a person has chosen, once a day."""

from datetime import timedelta
from functools import partial

from odoo import api, fields, models

from ...mapping.amazon_product_changes import KEYS, get_bearer
from ...mapping.amazon_product_mapper import Book
from ..products.amazon_listing_loading import CHUNK
from ..sync.races import in_new_transaction

# What was looked up since then is fresh enough; one round a day.
FRESH = timedelta(hours=20)


class AmazonStore(models.Model):
    _inherit = "amazon.store"

    amazon_is_master = fields.Boolean(
        readonly=True,
        copy=False,
        help="Once a day, what was chosen of the linked products is overwritten with what Amazon's "
        "catalog says. What was there can be put back under Amazon > Listings > Product Updates.",
    )
    master_fields = fields.Json(
        readonly=True, copy=False, help="What Amazon is master of: names of parts of a product."
    )
    mastered_at = fields.Datetime(
        string="Products Overwritten", readonly=True, copy=False, help="When a round ended last."
    )
    master_cursor = fields.Integer(
        readonly=True, copy=False, help="The last listing of the round that is under way."
    )
    master_update_id = fields.Many2one(
        "amazon.product.update",
        readonly=True,
        copy=False,
        ondelete="set null",
        index="btree_not_null",
        help="Where the round that is under way keeps what it overwrites.",
    )

    def _become_mastered(self, keys):
        """A person lets Amazon overwrite the linked products; the first round begins soon.

        :param keys: list of ``KEYS``
        """
        self.sudo().write(
            {
                "amazon_is_master": bool(keys),
                "master_fields": [key for key in KEYS if key in keys],
                "mastered_at": False,
                "master_cursor": 0,
                "master_update_id": False,
            }
        )
        self.env["amazon.schedule"]._find_for("amazon.product.load", stores=self)._run_soon()

    def action_stop_master(self):
        """Amazon overwrites nothing any more."""
        self.check_access("write")
        self.sudo()._stop_master()

    def _stop_master(self):
        """Pictures that were to replace others, and have not come yet, are not awaited any more."""
        self.amazon_is_master = False
        waiting = self.env["amazon.listing"].search(
            [("store_id", "in", self.ids), ("picture_update_id", "!=", False)]
        )
        waiting.write({"picture_url": False, "picture_update_id": False})

    def action_ask_master(self):
        """Show what Amazon would overwrite before it may.

        :return: window action of the dialogue
        """
        self.ensure_one()
        self.check_access("write")
        dialogue = self.env["amazon.product.master"].create({"store_id": self.id})
        return dialogue._get_action()

    def action_load_products(self):
        """Find or make the products of all listings of the store that have none.

        :return: the ``amazon.operation`` records
        """
        self.check_access("read")
        self.env["amazon.listing"].check_access("write")
        listings = (
            self.env["amazon.listing"]
            .sudo()
            .search(
                [
                    ("store_id", "in", self.ids),
                    ("product_id", "=", False),
                    ("is_listed", "=", True),
                    ("is_left_blank", "=", False),
                ]
            )
        )
        listings._filter_loadable().is_product_wanted = True
        return self.env["amazon.schedule"]._run_now("amazon.product.load", stores=self)

    # A round

    def _follow_amazon(self, client, operation):
        """Overwrite the next products of the round, where one is due.

        :return: whether there may be more
        """
        if not (self.amazon_is_master and self.product_sync and self.master_fields):
            return False
        now = fields.Datetime.now()
        if not self.master_cursor and self.mastered_at and self.mastered_at > now - FRESH:
            return False
        listings = self._find_mastered([("id", ">", self.master_cursor)], limit=CHUNK)
        if not listings:
            self.write({"mastered_at": now, "master_cursor": 0, "master_update_id": False})
            return False
        self._filter_stale(listings)._look_up(client)
        in_new_transaction(self.env, partial(self._overwrite_products, listings, operation))
        return True

    def _overwrite_products(self, listings, operation):
        if not self.amazon_is_master:
            return  # A person has stopped it while Amazon was asked.
        changes = self._get_changes(listings, self.master_fields)
        if changes:
            if not self.master_update_id:
                self.master_update_id = self.master_update_id.create({"store_id": self.id})
            for product, problem in self.master_update_id._apply(changes).items():
                operation._warning(f"{product.display_name}: {problem}", self)
        self.master_cursor = max(listings.ids)

    def _find_mastered(self, domain=(), limit=None):
        """:return: linked listings of the store that Amazon can say something of"""
        return self.env["amazon.listing"].search(
            [
                ("store_id", "=", self.id),
                ("is_listed", "=", True),
                ("product_id", "!=", False),
                ("asin", "!=", False),
                *domain,
            ],
            order="id",
            limit=limit,
        )

    def _find_mastered_elsewhere(self, products):
        """What an older store overwrites of products: two masters would never agree.

        Of prices they do, unless they share the pricelist.

        :return: set of (``product.product`` or its template, one of ``KEYS``)
        """
        older = [("id", "<", self.id), ("amazon_is_master", "=", True), ("product_sync", "=", True)]
        mastered = set()
        templates = [("product_id.product_tmpl_id", "in", products.product_tmpl_id.ids)]
        for store in self.sudo().search(older):
            keys = set(store.master_fields or ())
            if store.pricelist_id != self.pricelist_id:
                keys.discard("price")
            for product in store._find_mastered(templates).filtered("catalog").product_id:
                mastered |= {(get_bearer(product, key), key) for key in keys}
        return mastered

    def _filter_speaking(self, listings):
        """Of several listings of one product the first speaks: they would never agree either.

        One that sells single units comes before those of packs.
        """
        first = {}
        found = self._find_mastered([("product_id", "in", listings.product_id.ids)])
        for listing in found.sorted(lambda listing: not listing._is_sold_singly()):
            if listing.catalog:
                first.setdefault(listing.product_id, listing)
        return listings.filtered(lambda listing: first.get(listing.product_id) == listing)

    @api.model
    def _filter_stale(self, listings):
        oldest = fields.Datetime.now() - FRESH
        return listings.filtered(
            lambda listing: not listing.catalog_asked_at or listing.catalog_asked_at < oldest
        )

    def _get_changes(self, listings, keys):
        """What Amazon says otherwise of the products of listings, as far as it was looked up.

        :return: list of ``Change``
        """
        mapper = self.env["amazon.product.mapper"]
        listings = listings.with_context(lang=self._get_catalog_lang())
        known = self._filter_speaking(listings.filtered("catalog"))
        strange = self._find_mastered_elsewhere(known.product_id)
        facts = {listing: mapper._prepare_facts(listing) for listing in known}
        taken = mapper._get_taken_barcodes(facts.values())
        rules = self.pricelist_id._find_amazon_rules(known.product_id)
        book = Book(
            mapper._get_units(),
            taken_barcodes=taken,
            rules={rule.product_id: rule for rule in reversed(rules)},
        )
        return [
            change
            for listing, told in facts.items()
            for change in mapper._get_changes(listing, told, book, keys)
            if (get_bearer(change.product, change.key), change.key) not in strange
        ]

    def _get_catalog_lang(self):
        """:return: code of the language that Amazon's catalog speaks, if Odoo has it; else of the
        company's
        """
        country = self.marketplace_id.country_id.code
        own = self.company_id.partner_id.lang or "en_US"
        spoken = [code for code, _name in self.env["res.lang"].get_installed()]
        fitting = [code for code in spoken if code.endswith(f"_{country}")]
        return own if own in fitting or not fitting else fitting[0]
