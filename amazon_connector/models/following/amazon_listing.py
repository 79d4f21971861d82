"""Listings whose number is to be looked at soon, whatever the interval of their store.

What changes the stock of a product leaves a signal for each listing that sells it, in the same
transaction: rows are inserted and nothing else, so nobody waits for a lane and no picker conflicts
with one. The lane compares just these listings, and takes their signals in the transaction in
which it reads the stock: what it does not see of the one, it does not see of the other.
"""

from datetime import timedelta

from odoo import api, fields, models
from odoo.tools import SQL

from ...spapi.words import AMAZON, DEFAULT_CHANNEL
from ..words.notification import notify

# So long changes are gathered: a busy hour then costs a run in half a minute, not one per click.
# Odoo's cron workers look for what is due every minute, so Amazon knows within two.
FOLLOW_PAUSE = timedelta(seconds=20)
# Stores that push their quantities.
PUSHING = [("push_stock", "=", True), ("state", "=", "live")]
# Topics of signals: the stock has changed; a person wants everything told anew.
STOCK, AGAIN = "stock", "again"
# Orders that were placed so long ago say nothing of who ships a listing now.
KNOWN_ORDERS = timedelta(days=2)


class AmazonListing(models.Model):
    _inherit = "amazon.listing"

    @api.model
    def _follow_products(self, products):
        """The stock of products has changed: every store that sells them looks soon.

        :param products: ``product.product``; ids of some that are gone do no harm
        """
        if not products or not self.env["amazon.store"].sudo().search_count(PUSHING, limit=1):
            return
        sold = products.sudo()._get_amazon_sold_with()
        self.sudo().search(self._get_following_domain(sold))._look_soon()

    def _get_following_domain(self, products):
        """:return: domain of the listings that offer some of these products from your stock"""
        return [
            *((f"store_id.{name}", operator, value) for name, operator, value in PUSHING),
            ("fulfillment_channel", "=", DEFAULT_CHANNEL),
            ("is_listed", "=", True),
            "|",
            ("product_id", "in", products.ids),
            ("pool_ids.product_id", "in", products.ids),
        ]

    def _look_soon(self, topic=STOCK):
        """Leave a signal for the lanes; only inserts.

        :param topic: ``STOCK`` or ``AGAIN``
        """
        if self:
            self.env["amazon.signal"]._leave(self, topic=topic)
            now = fields.Datetime.now()
            at = now + FOLLOW_PAUSE if topic == STOCK else now
            self.env["ir.cron"]._trigger_amazon_lane("amazon.submission", at)

    @api.model
    def _find_stores_to_look(self, stores):
        """:return: those of the stores for which signals have been left, and for long enough"""
        self.env["amazon.signal"].flush_model()
        query = SQL(
            "SELECT DISTINCT l.store_id FROM amazon_signal s"
            " JOIN amazon_listing l ON l.id = s.res_id"
            " WHERE s.res_model = %s AND l.store_id IN %s"
            " AND (s.topic = %s OR s.create_date <= %s)",
            self._name,
            tuple(stores.ids) or (0,),
            AGAIN,
            fields.Datetime.now() - FOLLOW_PAUSE,
        )
        return stores.browse(store_id for (store_id,) in self.env.execute_query(query))

    @api.model
    def _take_looks(self, store):
        """Take the signals for the listings of a store; what is asked for is done by who takes it.

        :return: the listings whose stock has changed, or which a person wants told anew
        """
        self.env["amazon.signal"].flush_model()
        query = SQL(
            "DELETE FROM amazon_signal s USING amazon_listing l"
            " WHERE s.res_model = %s AND l.id = s.res_id AND l.store_id = %s"
            " RETURNING l.id, s.topic",
            self._name,
            store.id,
        )
        rows = self.env.execute_query(query)
        self.env["amazon.signal"].invalidate_model()
        self.browse({id_ for id_, topic in rows if topic == AGAIN})._forget_told()
        return self.browse({id_ for id_, _topic in rows})

    @api.model
    def _take_full_push(self, store):
        """Somebody may want all of a store told anew."""
        signals = self.env["amazon.signal"]._find_left(store)
        if signals.filtered(lambda signal: signal.topic == AGAIN):
            signals.unlink()
            self.search([("store_id", "=", store.id), ("pushed_at", "!=", False)])._forget_told()

    @api.model
    def _notice_moved(self, store):
        """Orders that Amazon ships say which listings are Amazon's now, imported or not.

        A quantity would turn such a listing into an offer of the seller's.
        """
        self.flush_model(["seller_sku", "store_id", "fulfillment_channel"])
        self.env["amazon.order.item"].flush_model(["seller_sku", "order_id"])
        self.env["amazon.order"].flush_model(["fulfilled_by", "purchase_date", "store_id"])
        since = store.listings_read_at or fields.Datetime.now()
        query = SQL(
            "SELECT l.id, max(o.purchase_date) FROM amazon_order o"
            " JOIN amazon_order_item i ON i.order_id = o.id"
            " JOIN amazon_listing l ON l.store_id = o.store_id AND l.seller_sku = i.seller_sku"
            " WHERE o.store_id = %s AND o.fulfilled_by = %s AND o.purchase_date >= %s"
            " AND l.fulfillment_channel = %s GROUP BY l.id",
            store.id,
            AMAZON,
            since - KNOWN_ORDERS,
            DEFAULT_CHANNEL,
        )
        for listing_id, told_at in self.env.execute_query(query):
            self.browse(listing_id)._believe_amazon_ships(told_at)

    # Buttons

    def action_push_again(self):
        """Tell Amazon the quantities of these listings anew, whatever it was told before.

        :return: client action that says how many go, and what becomes of the others
        """
        self.check_access("read")
        listings = self.sudo()
        sent = listings.filtered_domain(self._get_sent_domain())
        sent._look_soon(AGAIN)
        message = self.env._("Quantities that are sent within a minute: %s.", len(sent))
        if sent != listings:
            message += " " + self.env._(
                "Left out: %s. They are not linked to storable goods or no longer listed, Amazon "
                "ships them, or their store does not push.",
                len(listings - sent),
            )
        return notify(message, sent)

    def _get_sent_domain(self):
        return [
            *((f"store_id.{name}", operator, value) for name, operator, value in PUSHING),
            ("fulfillment_channel", "=", DEFAULT_CHANNEL),
            ("is_listed", "=", True),
            *self.env["amazon.submission"]._get_stocked_domain(),
        ]
