"""Reading a pool: page after page without a pause, and by fifty SKUs what the pages did not bring.

Amazon's page tokens die within 30 seconds and are never kept: a run that ends half-way leaves what
it has read, and the next one asks by name for the rest.
"""

import time
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError

from ...spapi.errors import ExpiredReference
from ...spapi.operations.inventory import split_skus
from ...spapi.redact import redact
from .amazon_fba_stock_ask import STORE_ERRORS, is_silence

# So often the list is begun anew when its token has died; then the rest is asked for by name.
MOST_STARTS = 3
# A run gives its worker back by then (seconds); Odoo ends a worker after two minutes.
LONGEST_LIST, LONGEST_RUN = 60, 80
# A reading that was interrupted longer ago is begun anew.
READING_LIFE = timedelta(hours=2)


@dataclass(slots=True)
class Reading:
    """One reading of a pool: by which stores, since when, and what came of it.

    :ivar lead: ``amazon.store`` that speaks for the pool
    :ivar pool: all its stores, the leading one first
    :ivar number: what was read in it bears it
    :ivar started_at: UTC, naive
    :ivar is_whole: Amazon's list was read to its end, and all of it
    :ivar refusals: so many SKUs were left out as Amazon answered nothing else
    :ivar stumbles: so many of them in a row as Amazon stumbled over them
    :ivar failures: dict store → why Amazon tells nothing of it now
    """

    lead: object
    pool: object
    number: int
    started_at: datetime
    began: float
    is_resumed: bool = False
    is_whole: bool = False
    unreadable: set = field(default_factory=set)
    refusals: int = 0
    stumbles: int = 0
    failures: dict = field(default_factory=dict)

    def is_late(self, seconds: float) -> bool:
        """Whether the run has taken so many seconds."""
        return time.monotonic() - self.began > seconds


class AmazonFbaStock(models.Model):
    _inherit = "amazon.fba.stock"

    # The job

    def _sync(self, schedule, operation):
        """Read what Amazon has, compare it with Odoo's stock, adjust that where it is wanted."""
        store = schedule.store_id
        lead = store.fba_lead_store_id
        if not lead:
            operation._info(self.env._("FBA stock is not read: see the store's setting."), store)
            return
        if lead != store:
            operation._info(
                self.env._("The stock at Amazon is counted by store %s.", lead.display_name), store
            )
            return
        if not store.fba_warehouse_id:
            operation._warning(self.env._("The store has no FBA warehouse."), store)
            return
        with operation._counting(schedule.account_id._get_client()) as client:
            if not self._read_pool(schedule, client, operation):
                operation.state = "partial"
                operation._info(self.env._("The reading goes on with the next run."), store)
                return
        self._look_at_orders(store)
        warehouse = store.fba_warehouse_id
        self._compare(warehouse)
        schedule._checkpoint()
        if store.fba_stock_mode == "adjust":
            self._adjust_unexplained(schedule, warehouse, operation)
        self._tell_differences(store, operation)

    @api.model
    def _look_at_orders(self, store):
        """What Amazon has shipped is looked at before units are missed."""
        try:
            store.account_id.action_sync_orders()
        except UserError:
            # Another worker is looking at them right now.
            return

    # Reading

    def _read_pool(self, schedule, client, operation):
        """:return: whether the pool is read, as far as Amazon tells it"""
        reading = self._open_reading(schedule)
        if not reading.is_resumed:
            reading.is_whole = self._read_list(schedule, client, reading, operation)
        if not self._read_rest(schedule, client, reading, operation):
            return False
        self._tell_failures(reading)
        self._close_reading(reading, operation)
        schedule.window_from = False
        schedule._checkpoint()
        return True

    def _open_reading(self, schedule):
        lead = schedule.store_id
        now = fields.Datetime.now()
        opened = schedule.window_from
        last = self._get_last_read(lead)
        is_resumed = bool(opened) and opened > now - READING_LIFE and bool(last)
        is_resumed = is_resumed and last.read_at >= opened
        if not is_resumed:
            # Odoo keeps seconds: a reading that ended within this one must not pass for its begin.
            after = last.read_at + timedelta(seconds=1) if last else now
            schedule.window_from = max(now, after)
        number = last.reading if is_resumed else last.reading + 1
        pool = lead._get_fba_pool()
        # What another warehouse stood for once is nobody's any more.
        self.search(
            [
                ("account_id", "=", lead.account_id.id),
                ("warehouse_id", "not in", lead.account_id.store_ids.fba_warehouse_id.ids),
            ]
        ).unlink()
        schedule._checkpoint()
        return Reading(
            lead, lead | pool, number, schedule.window_from, time.monotonic(), is_resumed
        )

    def _get_last_read(self, lead):
        pool = [
            ("account_id", "=", lead.account_id.id),
            ("warehouse_id", "=", lead.fba_warehouse_id.id),
        ]
        return self.search(pool, order="reading desc, read_at desc", limit=1)

    def _read_list(self, schedule, client, reading, operation):
        """Read Amazon's list of the leading store from its first page to its last.

        :return: whether it was read to its end and all of it
        """
        for _start in range(MOST_STARTS):
            try:
                return self._read_pages(schedule, client, reading, operation)
            except ExpiredReference:
                # The list is begun anew: rows that were read are read again.
                reading.unreadable.clear()
            except STORE_ERRORS as error:
                if is_silence(error):
                    raise
                reading.failures[reading.lead] = error
                operation._warning(
                    self.env._(
                        "Amazon does not give its list, so the stock is asked for by SKU: %s",
                        redact(str(error)),
                    ),
                    reading.lead,
                )
                return False
        operation._info(self.env._("Amazon's page tokens died: the rest is asked for by SKU."))
        return False

    def _read_pages(self, schedule, client, reading, operation):
        token, seen = None, set()
        while True:
            page = self._ask(client, reading.lead, next_token=token)
            self._take_page(page, reading.lead, reading, operation)
            schedule._checkpoint(len(page.summaries))
            if not page.next_token:
                return not reading.unreadable
            if page.next_token in seen or reading.is_late(LONGEST_LIST):
                return False
            token = page.next_token
            seen.add(token)

    def _read_rest(self, schedule, client, reading, operation):
        """Ask by name for what is not read yet, store by store, the leading one first.

        :return: whether there was time for all
        """
        for store in reading.pool:
            asked = self._get_skus_to_ask(store, reading)
            reading.refusals = reading.stumbles = 0
            for skus in split_skus(asked):
                if not self._ask_store(client, store, skus, reading, operation):
                    reading.unreadable.update(asked)
                    break
                schedule._checkpoint(len(skus))
                if reading.is_late(LONGEST_RUN):
                    return False
        return True

    def _get_skus_to_ask(self, store, reading):
        """SKUs that the pool may have and that nothing was read of; a list read whole is enough
        for the leading store, but for what it knew before.
        """
        rows = self._get_rows_of(reading)
        read = rows.filtered(lambda row: row.reading == reading.number)
        known = {sku for row in read for sku in row.skus or ()} | reading.unreadable
        wanted = []
        if store == reading.lead:
            wanted += [sku for row in rows - read if not row.is_gone for sku in row.skus or ()]
        if store != reading.lead or not reading.is_whole:
            listings = self.env["amazon.listing"].search_fetch(
                [("store_id", "=", store.id), ("is_fba", "=", True), ("is_listed", "=", True)],
                ["seller_sku"],
            )
            wanted += listings.mapped("seller_sku")
        return [sku for sku in dict.fromkeys(wanted) if sku not in known]

    def _get_rows_of(self, reading):
        return self.search_fetch(
            [
                ("account_id", "=", reading.lead.account_id.id),
                ("warehouse_id", "=", reading.lead.fba_warehouse_id.id),
            ],
            ["skus", "reading", "missing_since", "is_gone", "is_stale"],
        )
