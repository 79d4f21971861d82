"""What Amazon shows otherwise than it was told.

Accepted is not applied. What a newer report shows otherwise is told again once, then a person is
told. Only what no order explains counts: units just sold must not be offered again.
"""

from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL

from ...spapi.words import PARTIALLY_SHIPPED, PENDING, PENDING_AVAILABILITY, UNSHIPPED

# What a difference may be explained by: units that Amazon holds for orders not yet in Odoo.
OPEN_STATUSES = (PENDING, PENDING_AVAILABILITY, UNSHIPPED, PARTIALLY_SHIPPED)
MOST_NAMED = 20


class AmazonListing(models.Model):
    _inherit = "amazon.listing"

    def _filter_drifted(self):
        """Listings of which a report made after the last push shows another quantity.

        A quantity that Amazon has refused is not among them: that has been said.
        """
        return self.filtered(
            lambda listing: (
                listing.pushed_at
                and listing.amazon_quantity_at
                and listing.amazon_quantity_at >= listing.pushed_at
                and listing.amazon_quantity != listing.pushed_quantity
                and not listing.push_error
            )
        )

    @api.model
    def _look_at_orders(self, store):
        """Where a report differs, look at the orders made until then: they may explain it.

        :param store: ``amazon.store``
        :return: time (UTC, by Amazon's clock as that of a report) until which the orders at
            Amazon are known, or False
        """
        reported_at = self._get_drift_reported_at(store)
        orders = self.env["amazon.schedule"]._find_for("amazon.order", accounts=store.account_id)
        known = orders.echoed_until or orders.cursor
        if reported_at and not (known and known > reported_at):
            try:
                store.account_id.action_sync_orders()
            except UserError:
                # Another worker is looking at them right now: our next run knows what it found.
                return False
            return orders.echoed_until or orders.cursor
        # Times are whole seconds: what happened within the last one may be unknown.
        return known and known - timedelta(seconds=1)

    @api.model
    def _get_drift_reported_at(self, store):
        """When Amazon made the newest report that shows a listing drifted (UTC), or False.

        As ``_filter_drifted``, but in the database, since a store may have 100,000 listings.
        """
        self.flush_model()
        query = SQL(
            "SELECT max(amazon_quantity_at) FROM amazon_listing"
            " WHERE store_id = %s AND amazon_quantity_at >= pushed_at AND push_error IS NULL"
            " AND COALESCE(amazon_quantity, 0) <> COALESCE(pushed_quantity, 0)",
            store.id,
        )
        return self.env.execute_query(query)[0][0] or False

    def _follow_drift(self, known_until, operation):
        """Tell again, once, what Amazon shows otherwise; then tell a person.

        :param known_until: time (UTC) until which the orders at Amazon are known
        """
        drifted = self._filter_drifted().filtered(
            lambda listing: (
                known_until
                and listing.amazon_quantity_at <= known_until
                and listing.pushed_quantity == listing.wanted_quantity
            )
        )
        drifted = drifted._filter_unexplained()
        again = drifted.filtered(lambda listing: not listing.told_again_at)
        again.write({"pushed_at": False, "told_again_at": fields.Datetime.now()})
        (drifted - again)._tell_not_applied(operation)

    def _filter_unexplained(self):
        """Without those whose missing units are held for open orders that Odoo does not have."""
        if not self:
            return self
        # Orders that are not imported have no link to their listings.
        groups = self.env["amazon.order.item"]._read_group(
            [
                ("store_id", "in", self.store_id.ids),
                ("seller_sku", "in", self.mapped("seller_sku")),
                ("order_id.status", "in", OPEN_STATUSES),
                ("order_id.sale_order_id", "=", False),
            ],
            ["store_id", "seller_sku"],
            ["quantity_ordered:sum"],
        )
        held = {(store, sku): units for store, sku, units in groups}
        return self.filtered(
            lambda listing: (
                not 0
                < listing.pushed_quantity - listing.amazon_quantity
                <= held.get((listing.store_id, listing.seller_sku), 0)
            )
        )

    def _tell_not_applied(self, operation):
        """Told twice, and Amazon still shows another quantity: a person has to look."""
        for listing in self:
            listing.push_error = self.env._(
                "Amazon was told %(told)s twice and still shows %(shown)s.",
                told=listing.pushed_quantity,
                shown=listing.amazon_quantity,
            )
        for store, listings in self.grouped("store_id").items():
            skus = ", ".join(listings[:MOST_NAMED].mapped("seller_sku"))
            operation._warning(
                self.env._("Amazon accepted these quantities and does not show them: %s.", skus),
                store,
            )
            store._raise_trouble("quantities_not_shown", skus=skus)
