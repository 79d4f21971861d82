"""Storing what Amazon tells of a pool: units count once, whatever SKUs and stores show them."""

from odoo import api, fields, models

from ...mapping.amazon_fba_stock_mapper import NUMBERS
from ..sync.isolation import explain_failure, isolate, log_failure

# Where at most one of so many is missing, that is believed at once; all others when told twice.
BELIEVED_SHARE = 2
# So many bad SKUs are named in the log of a run.
MOST_NAMED = 20


class AmazonFbaStock(models.Model):
    _inherit = "amazon.fba.stock"

    def _take_page(self, page, store, reading, operation):
        """Store what a page tells; what cannot be read or stored is named and left alone."""
        for sku, reason in page.unreadable:
            self._leave_out(sku, reason, store, reading, operation)

        def give_up(summaries, error):
            log_failure(self, error)
            reason = explain_failure(self.env, error)
            self._leave_out(summaries[0].sku, reason, store, reading, operation)

        def act(summaries):
            return self._receive(summaries, store, reading)

        outcomes = isolate(self.env.cr, page.summaries, act, give_up)
        operation._count(
            received=sum(changed for changed, _alike in outcomes),
            skipped=sum(alike for _changed, alike in outcomes),
        )

    def _leave_out(self, sku, reason, store, reading, operation):
        reading.unreadable.add(sku)
        operation._count(failed=1)
        if len(reading.unreadable) <= MOST_NAMED:
            operation._warning(
                self.env._(
                    "%(sku)s is left out: %(reason)s",
                    sku=sku[:100] or self.env._("SKU unknown"),
                    reason=reason,
                ),
                store,
            )

    def _receive(self, summaries, store, reading):
        """Create and update the rows of a page, each pool key once.

        :return: tuple of how many tell something new, and how many do not
        """
        account, warehouse = reading.lead.account_id, reading.lead.fba_warehouse_id
        keys = list(dict.fromkeys(map(_get_pool_key, summaries)))
        owner = {"account_id": account.id, "warehouse_id": warehouse.id}
        pool = [(name, "=", value) for name, value in owner.items()]
        rows = {row.pool_key: row for row in self.search([*pool, ("pool_key", "in", keys)])}
        self._believe_units(summaries, rows, store, is_first=not reading.lead.fba_read_from)
        nothing = owner | dict.fromkeys(NUMBERS, 0)
        new = self.create([nothing | {"pool_key": key} for key in keys if key not in rows])
        rows.update({row.pool_key: row for row in new})
        changed = sum(
            rows[_get_pool_key(summary)]._take(summary, store, reading) for summary in summaries
        )
        return changed, len(summaries) - changed

    @api.model
    def _believe_units(self, summaries, rows, store, is_first=False):
        """A SKU that Amazon has got units of to sell is one that Amazon ships.

        Units that were there before prove nothing of a listing that the seller ships: whoever
        takes the shipping over leaves units at Amazon.

        :param rows: dict pool key → row, as the last reading left it
        :param is_first: nothing was read before, so that nothing is known to have come
        """
        told = {summary.sku: _get_pool_key(summary) for summary in summaries if summary.fulfillable}
        listings = self.env["amazon.listing"].search(
            [("store_id", "=", store.id), ("seller_sku", "in", list(told)), ("is_fba", "=", False)]
        )
        now = fields.Datetime.now()
        for listing in listings:
            row = rows.get(told[listing.seller_sku], self.browse())
            has_come = not is_first and (row.is_gone or not row.fulfillable)
            if not listing.fulfillment_channel or has_come:
                listing._believe_amazon_ships(now)

    def _take(self, summary, store, reading):
        """Believe a summary, unless this reading has told these units already.

        The first store that shows them is believed, so the leading one; of SKUs that share their
        units the one that shows more.

        :return: whether it changes anything
        """
        self.ensure_one()
        vals = self.env["amazon.fba.stock.mapper"]._prepare_fba_stock_vals(summary)
        is_read = self.reading == reading.number
        skus = (self.skus or []) if is_read else []
        is_other = is_read and (self.seller_sku != summary.sku or self.store_id != store)
        if is_other and not (self.store_id == store and self._shows_less_than(vals)):
            vals = {}
        vals["skus"] = skus if summary.sku in skus else [*skus, summary.sku]
        vals["store_id"] = self.store_id.id if is_other else store.id
        vals.update(
            reading=reading.number,
            read_at=max(fields.Datetime.now(), reading.started_at),
            is_stale=False,
            missing_since=False,
            is_gone=False,
        )
        changes = {
            name: value
            for name, value in vals.items()
            if value != (self[name].id if name == "store_id" else self[name])
        }
        self.write(changes)
        return bool(changes.keys() - {"read_at", "reading"})

    def _shows_less_than(self, vals):
        told = vals.get("fulfillable", 0) + vals.get("reserved", 0)
        return self.fulfillable + self.reserved < told

    # What was not told

    def _close_reading(self, reading, operation):
        """Rows that Amazon was asked for and did not list are gone, if it can be believed."""
        reading.lead.fba_read_from = reading.started_at
        rows = self._get_rows_of(reading)
        unread = rows.filtered(lambda row: row.reading != reading.number and not row.is_gone)
        unread.is_stale = True
        if "" in reading.unreadable:
            return  # What cannot be read does not say which SKU it is about.
        left = unread.filtered(lambda row: not reading.unreadable.intersection(row.skus or ()))
        is_believed = reading.is_whole and len(left) * BELIEVED_SHARE <= len(rows)
        gone = left.filtered(lambda row: is_believed or row.missing_since)
        now = fields.Datetime.now()
        (left - gone).missing_since = now
        vals = {"missing_since": False, "untold": [], "is_gone": True, "is_stale": False}
        gone.write(vals | dict.fromkeys(NUMBERS, 0))
        if left - gone:
            operation._warning(
                self.env._(
                    "Amazon no longer lists %s SKUs. They keep their numbers until it says so "
                    "again.",
                    len(left - gone),
                ),
                reading.lead,
            )


def _get_pool_key(summary):
    """The FNSKU, which SKUs and marketplaces share; the SKU where Amazon names none."""
    return summary.fnsku or f"sku:{summary.sku}"
