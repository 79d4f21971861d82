"""Listings that Amazon's report does not have any more: kept, or taken for gone, and told."""

from functools import partial

from odoo import api, models

from ..sync.races import in_new_transaction

# More than one listing in so many missing at once is taken for a fault of the report.
BELIEVED_SHARE = 5
MOST_NAMED = 20


class AmazonListing(models.Model):
    _inherit = "amazon.listing"

    def _follow_missing(self, reading, operation):
        """Take away what the report does not have, and tell of it."""
        kept, gone = in_new_transaction(self.env, partial(self._take_away_missing, reading))
        if kept:
            self._tell_missing(reading, kept, operation)
        else:
            reading.store._close_troubles("listings_missing")
        if gone:
            self._tell_vanished(reading.store, gone, operation)

    @api.model
    def _take_away_missing(self, reading):
        """Listings that the report does not have are listed no longer, if it can be believed.

        :return: tuple (those that are missing and kept all the same, those that are gone)
        """
        listed = self.search_fetch(
            [("store_id", "=", reading.store.id), ("is_listed", "=", True)],
            ["seller_sku", "missing_since", "channel_at"],
        )
        # An order that is newer than the report tells more than what the report leaves out.
        told = listed.filtered("channel_at").filtered(lambda one: one.channel_at >= reading.told_at)
        missing = (listed - told).filtered(lambda one: not reading.names(one.seller_sku))
        reading.listed = len(listed)
        if not reading.skus:
            # A file without a single row is no word on any listing, however often it comes.
            return missing, self.browse()
        (listed - missing).filtered("missing_since").missing_since = False
        if reading.is_whole and _is_believable(len(missing), len(listed), reading.new):
            gone = missing
        else:
            gone = missing.filtered("missing_since")
        kept = missing - gone
        kept.missing_since = reading.told_at
        gone.write({"is_listed": False, "missing_since": False, "vanished_at": reading.told_at})
        return kept, gone

    @api.model
    def _tell_missing(self, reading, kept, operation):
        missing, listed = len(kept), reading.listed
        note = self.env._(
            "%(missing)s of %(listed)s listings are missing in Amazon's report, or it could not be "
            "read whole. They are kept until the next report says the same. Look in Seller "
            "Central whether they are still there.",
            missing=missing,
            listed=listed,
        )
        operation._warning(note, reading.store)
        if missing * BELIEVED_SHARE > listed:
            reading.store._raise_trouble("listings_missing", missing=missing, listed=listed)

    @api.model
    def _tell_vanished(self, store, gone, operation):
        """Tell which SKUs are no longer at Amazon; those that have a product need a look."""
        skus = gone[:MOST_NAMED].mapped("seller_sku")
        operation._info(
            self.env._(
                "No longer at Amazon: %(count)s (%(skus)s).", count=len(gone), skus=", ".join(skus)
            ),
            store,
        )
        linked = gone.filtered(lambda listing: listing.link_state in ("linked", "broken"))
        if linked:
            skus = linked[:MOST_NAMED].mapped("seller_sku")
            store._raise_trouble("listings_vanished", skus=skus)


def _is_believable(missing, listed, new):
    """Whether a whole report that misses some listings is believed at once.

    Few may have gone; and where as many came as went, while most are still there, nothing was cut
    off: the seller has replaced them.

    :param listed: how many are listed, the new ones among them
    """
    few = missing * BELIEVED_SHARE <= listed
    return few or (missing <= new and 2 * missing <= listed - new)
