"""The store whose settlement it is: Amazon settles by currency and account, and may name none."""

from datetime import timedelta

from odoo import models

MINUTE = timedelta(minutes=1)
# Enough orders to tell whose settlement it is.
MOST_ORDERS = 5000


class AmazonSettlement(models.Model):
    _inherit = "amazon.settlement"

    def _find_main_store(self):
        """The store that rows without a marketplace belong to.

        :return: ``amazon.store``: that of most rows, or the only one in the file's currency; of
            several that of the orders, of the settlement before, or any where all are booked alike
        """
        counts = self.env["amazon.settlement.line"]._read_group(
            [("settlement_id", "=", self.id), ("store_id", "!=", False)],
            ["store_id"],
            ["__count"],
            order="__count desc, store_id",
            limit=1,
        )
        if counts:
            return counts[0][0]
        stores = self.account_id.store_ids.filtered(
            lambda store: store.marketplace_id.currency_id == self.currency_id
        )
        stores = stores.filtered(lambda store: store.state == "live") or stores
        if len(stores) > 1:
            stores = self._find_store_of_orders(stores) or self._find_store_before(stores) or stores
        return stores[:1] if _are_booked_alike(stores) else stores.browse()

    def _find_store_of_orders(self, stores):
        """:return: the one of these stores that most of the orders are of, empty where none is"""
        lines = self.env["amazon.settlement.line"]
        named = [("settlement_id", "=", self.id), ("order_ref", "!=", False)]
        refs = [ref for (ref,) in lines._read_group(named, ["order_ref"], limit=MOST_ORDERS)]
        known = [("store_id", "in", stores.ids), ("amazon_ref", "in", refs)]
        counts = self.env["amazon.order"]._read_group(
            known, ["store_id"], order="__count desc, store_id", limit=1
        )
        return counts[0][0] if counts else stores.browse()

    def _find_store_before(self, stores):
        """:return: the store of the settlement that ended when this one began, empty where it is
        none of these or there are several
        """
        if not self.date_start:
            return stores.browse()
        before = self.search(
            [
                ("store_id", "in", stores.ids),
                ("currency_id", "=", self.currency_id.id),
                ("date_end", ">=", self.date_start - MINUTE),
                ("date_end", "<=", self.date_start + MINUTE),
                ("id", "!=", self.id),
            ]
        ).store_id
        return before if len(before) == 1 else stores.browse()

    def _find_obstacle_of_store(self):
        """:return: see ``_find_obstacle``: none of the account's stores fits the settlement"""
        if self.store_id or self._is_empty():
            return None
        stores = self.account_id.store_ids.filtered(
            lambda store: store.marketplace_id.currency_id == self.currency_id
        )
        words = {"account": self.account_id.name, "currency": self.currency_id.name}
        if stores:
            reason = self.env._(
                "Its rows name no marketplace, and several stores of %(account)s are in "
                "%(currency)s. Choose the same journal, clearing account, and bank for them, then "
                "press Try Again; or press Ignore and enter it by hand.",
                **words,
            )
        else:
            reason = self.env._(
                "No store of %(account)s is on a marketplace of this settlement (%(currency)s). "
                "Press Load Stores on the account; the settlement then continues automatically.",
                **words,
            )
        return reason, "store"


def _are_booked_alike(stores):
    """Whether it does not matter which of these stores a settlement is of."""
    books = {
        (store.settlement_journal_id, store.clearing_account_id, store.payout_journal_id)
        for store in stores
    }
    return len(stores) == 1 or (len(books) == 1 and bool(stores.clearing_account_id))
