"""Listings from Amazon's report: what it says is taken over, what it leaves out is not.

Absent, unreadable or cut off is no value, no zero and no removal. A report that was not read
whole, or that misses much, takes listings away only when a second one says the same.
"""

from dataclasses import dataclass, field
from datetime import datetime
from functools import partial

from odoo import api, models

from ...spapi.errors import UnreadableDocument
from ...spapi.listings import ListingsReader
from ...spapi.payload import REPLACEMENT
from ...spapi.words import is_amazons
from ..sync.amazon_sync_mixin import NO_SUCH_REF
from ..sync.isolation import explain_failure, isolate, log_failure
from ..sync.races import in_new_transaction, make_alone

# Rows that are stored together, with one commit.
BATCH_SIZE = 1000
# A report in a foreign layout would fill the log with the same sentence.
MOST_WARNINGS = 20


@dataclass
class Reading:
    """What came of a report so far; ``skus`` are those that it has, readable or not.

    ``damaged`` is what is left of SKUs of which letters are lost; ``amazons`` are those that Amazon
    ships; ``unwanted`` are those of one batch that the store does not load.
    """

    store: models.Model
    told_at: datetime
    is_whole: bool = True
    broken: UnreadableDocument | None = None
    skus: set = field(default_factory=set)
    damaged: set = field(default_factory=set)
    amazons: set = field(default_factory=set)
    unwanted: set = field(default_factory=set)
    warnings: list = field(default_factory=list)
    new: int = 0
    changed: int = 0
    unchanged: int = 0
    linked: int = 0
    left_out: int = 0
    listed: int = 0

    def add_unread(self, skus):
        """:param skus: as far as rows that cannot be read tell them"""
        self.skus |= skus
        self.damaged |= {_plain(sku) for sku in skus if REPLACEMENT in sku}

    def names(self, sku):
        """Whether the report has, or may have, a SKU."""
        return sku in self.skus or _plain(sku) in self.damaged

    def add(self, part):
        """Add what came of a part of the rows."""
        self.skus |= part.skus
        self.warnings += part.warnings
        self.new += part.new
        self.changed += part.changed
        self.unchanged += part.unchanged
        self.linked += part.linked
        self.left_out += part.left_out


class AmazonListing(models.Model):
    _inherit = "amazon.listing"

    @api.model
    def _probe(self, client) -> bool:
        client.get_report(NO_SUCH_REF)
        return True

    def _sync(self, schedule, operation):
        """Ask for the listings report, or read the one that Amazon has prepared by now."""
        if not schedule.store_id.sync_listings:
            operation._info(self.env._("Loading listings is switched off."), schedule.store_id)
            return
        self._sync_report(schedule, operation)

    def _receive_report(self, schedule, report, document, operation):
        store = schedule.store_id
        reading = Reading(store, report.created_at.replace(tzinfo=None, microsecond=0))
        rows = ListingsReader(document.lines())
        for batch in _in_batches(rows, reading):
            # Who edits a listing meanwhile wins; these rows are then stored once more.
            reading.add(in_new_transaction(self.env, partial(self._receive_rows, reading, batch)))
            schedule._checkpoint()
        reading.is_whole = rows.complete and not reading.broken
        reading.add_unread(rows.unread_skus)
        reading.warnings += [self._explain_row(error) for error in rows.unreadable]
        self._follow_missing(reading, operation)
        store._follow_broken_links()
        store.listings_read_at = max(store.listings_read_at or reading.told_at, reading.told_at)
        self._tell_reading(reading, operation)
        self._create_products_for_listings(store)
        if reading.broken:
            raise reading.broken

    def _explain_row(self, error):
        return self.env._(
            "Line %(line)s (%(sku)s): %(reason)s",
            line=error.line,
            sku=error.sku or self.env._("SKU unknown"),
            reason=error.reason,
        )

    def _tell_reading(self, reading, operation):
        operation._count(
            received=reading.new + reading.changed,
            skipped=reading.unchanged + reading.left_out,
            processed=reading.linked,
        )
        for warning in reading.warnings[:MOST_WARNINGS]:
            operation._warning(warning)
        operation._info(
            self.env._(
                "%(new)s new, %(changed)s changed, %(linked)s linked.",
                new=reading.new,
                changed=reading.changed,
                linked=reading.linked,
            )
        )
        if reading.left_out:
            operation._info(
                self.env._("Left out, as the store is set: %s.", reading.left_out), reading.store
            )

    # Rows

    @api.model
    def _receive_rows(self, reading, rows):
        """Create and update listings, and link what can be linked; what fails fails alone.

        :param rows: list of ``spapi.listings.ListingRow``
        :return: a ``Reading`` of these rows alone
        """
        mapper = self.env["amazon.listing.mapper"]
        wanted = {}
        for row in rows:
            vals = mapper._prepare_listing_vals(reading.store, row)
            if is_amazons(row.fulfillment_channel or ""):
                reading.amazons.add(row.sku)
            elif row.sku in reading.amazons:
                # It stands there twice: a quantity would take the offer from Amazon.
                vals.pop("fulfillment_channel", None)
            wanted[row.sku] = wanted.get(row.sku, {}) | vals
        unwanted = {row.sku for row in rows if not mapper._is_wanted(reading.store, row)}
        part = Reading(reading.store, reading.told_at, skus=set(wanted), unwanted=unwanted)
        listings = self._store_rows(part, wanted)
        part.linked = len(listings._link_automatically())
        return part

    def _store_rows(self, part, wanted):
        """Store rows at once; what cannot be stored fails alone.

        :param part: ``Reading`` of these rows
        :param wanted: dict seller SKU → value dict
        :return: the listings of the rows that were stored
        """

        def store(skus):
            return self._upsert(part, {sku: wanted[sku] for sku in skus})

        def give_up(skus, error):
            log_failure(self, error)
            part.warnings.append(
                self.env._(
                    "%(sku)s cannot be stored: %(reason)s",
                    sku=skus[0][:100],
                    reason=explain_failure(self.env, error),
                )
            )

        listings = self.browse()
        for created, changed, unchanged, left_out in isolate(
            self.env.cr, list(wanted), store, give_up
        ):
            # Counted here alone: what is undone does not count.
            part.new += len(created)
            part.left_out += left_out
            part.changed += len(changed)
            part.unchanged += len(unchanged)
            listings |= created | changed | unchanged
        return listings

    def _upsert(self, part, wanted):
        """:return: tuple (created, changed, unchanged listings, how many are not loaded)"""
        known = self._find_by_skus(part.store, wanted)
        changed = known._update_from(wanted, part.told_at)
        skus = set(known.mapped("seller_sku"))
        common = {"store_id": part.store.id, "amazon_quantity_at": part.told_at}
        unknown = [sku for sku in wanted if sku not in skus]
        new = [sku for sku in unknown if sku not in part.unwanted]
        make_alone(self, ("store_id", "seller_sku"), [(part.store.id, sku) for sku in new])
        created = self.create([{**wanted[sku], **common, "seller_sku": sku} for sku in new])
        return created, changed, known - changed, len(unknown) - len(new)

    def _update_from(self, wanted, told_at):
        """Write what differs.

        :param wanted: dict seller SKU → value dict
        :return: the listings that were changed
        """
        changed, coded = self.browse(), self.browse()
        for listing in self:
            vals = dict(wanted[listing.seller_sku])
            if listing.is_fba and listing.channel_at and listing.channel_at >= told_at:
                # Amazon has shipped an order since then: that is the newer word.
                vals.pop("fulfillment_channel", None)
            changes = {name: value for name, value in vals.items() if listing[name] != value}
            follows = {
                **listing._prepare_asin_vals(vals.get("asin")),
                **listing._prepare_forgotten_vals(vals.get("asin")),
                **listing._prepare_shown_vals(vals.get("amazon_quantity"), told_at),
            }
            if listing.product_id and not listing.product_code and changes.get("product_code"):
                coded |= listing
            if changes or follows:
                listing.write({**changes, **follows})
            if changes:
                changed |= listing
        # An order had come before the report: the barcode says now what it is sold by.
        coded._take_units_of_barcodes()
        return changed


def _plain(sku):
    """What is left of a SKU where all letters are lost that may be: those beyond ASCII."""
    return sku.encode("ascii", "ignore")


def _in_batches(rows, reading):
    """Give rows in batches; a file that breaks off gives those before the break."""
    batch = []
    try:
        for row in rows:
            batch.append(row)
            if len(batch) == BATCH_SIZE:
                yield batch
                batch = []
    except UnreadableDocument as error:
        reading.broken = error
    if batch:
        yield batch
