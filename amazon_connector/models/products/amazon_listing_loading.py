"""*Load Products*: products of many listings at once, whether on a click or with each report."""

import logging
import time
from functools import partial

from odoo import fields, models
from odoo.tools import split_every

from ...spapi.errors import SpApiError
from ..sync.isolation import explain_failure, isolate, log_failure
from ..sync.races import expected_races, in_new_transaction
from ..words.notification import notify

_logger = logging.getLogger(__name__)

# So many listings are looked up, made and committed together.
CHUNK = 200
# A click answers after this many seconds; the job goes on from there.
PATIENCE = 20


class AmazonListing(models.Model):
    _inherit = "amazon.listing"

    is_product_wanted = fields.Boolean(
        readonly=True, help="A product is to be found or made for this listing."
    )

    _product_wanted_index = models.Index("(store_id) WHERE is_product_wanted IS TRUE")

    def _load_products(self):
        """Find or make the products of listings that have none, as Amazon's catalog describes them.

        What takes longer than a moment, or what Amazon does not answer now, goes on in the job
        *Products from Amazon* of each store. It commits.

        :return: ``product.product`` that listings were linked to
        """
        wanted = self.sudo()._filter_loadable()
        wanted.is_product_wanted = True
        products = self.env["product.product"]
        deadline = time.monotonic() + PATIENCE
        with expected_races():
            for store, listings in wanted.grouped("store_id").items():
                products |= listings._load_for_store(store, deadline).with_env(self.env)
        return products

    def _load_for_store(self, store, deadline):
        """Load what can be loaded now; the job of the store goes on with the rest."""
        account = store.account_id._work_env()
        listings = self.with_env(account.env)
        products = account.env["product.product"]
        try:
            client = account._get_client()
            for ids in split_every(CHUNK, listings.ids):
                if time.monotonic() > deadline:
                    break
                products |= listings.browse(ids)._load_chunk(client)
        except SpApiError as error:
            _logger.info("Products of Amazon store %s wait: %s", store.id, error)
        if any(listing.is_product_wanted for listing in listings):
            schedules = self.env["amazon.schedule"]
            schedules._find_for("amazon.product.load", stores=store)._run_soon()
        return products

    def _filter_loadable(self):
        """Listings that are listed, and without a product for no purpose."""
        return self.filtered(
            lambda listing: (
                listing.is_listed and not listing.is_left_blank and not listing._get_products()
            )
        )

    def _load_chunk(self, client):
        """Look up what is not known yet, then make the products; each part is committed.

        :param client: ``spapi.client.Client``
        :return: ``product.product`` that listings were linked to
        :raises SpApiError: what was done until then is kept
        """
        self.filtered(lambda listing: not listing.catalog_asked_at)._filter_due()._look_up(client)
        return in_new_transaction(self.env, self._make_wanted)

    def _make_wanted(self):
        """Make products of those that were looked up; one that fails does not stop the others."""
        known = self.exists().filtered("catalog_asked_at")
        known.is_product_wanted = False
        # A parent is no product: nobody can buy it.
        parents = known.filtered(lambda listing: (listing.catalog or {}).get("is_parent"))
        parents.filtered(lambda listing: not listing.product_id).is_left_blank = True
        mapper = self.env["amazon.product.mapper"]
        facts = {
            listing: mapper._prepare_facts(listing)
            for listing in (known - parents)._filter_loadable()
        }
        linked = (known - parents).filtered("product_id")
        linked._write_prices({listing: listing.product_id for listing in linked})
        made = isolate(
            self.env.cr,
            _get_units(facts),
            partial(self._make_units, facts),
            self._give_up_units,
        )
        return linked.product_id.union(*made)

    def _make_units(self, facts, units):
        listings = self.browse().union(*units)
        return listings._make_products({listing: facts[listing] for listing in listings})

    def _give_up_units(self, units, error):
        log_failure(units[0], error)
        units[0].write({"product_problem": explain_failure(self.env, error)})

    # Buttons

    def action_load_products(self):
        """Load the products of these listings.

        :return: client action: a notification with the outcome
        """
        self.check_access("write")
        products = self._load_products()
        listings = self.sudo()
        waiting = listings.filtered("is_product_wanted")
        problems = listings.filtered(lambda one: one.product_problem and not one.product_id)
        message = self.env._(
            "Products created or linked: %(made)s. Not created: %(problems)s. Still loading: "
            "%(waiting)s.",
            made=len(products),
            problems=len(problems),
            waiting=len(waiting),
        )
        return notify(message, is_good=products and not problems)


def _get_units(facts):
    """Listings that stand or fall together: a family, or one product.

    :return: list of ``amazon.listing``
    """
    units = {}
    for listing, known in facts.items():
        key = known.get("parent") or listing.asin or listing.id
        units[key] = units.get(key, listing.browse()) | listing
    return list(units.values())
