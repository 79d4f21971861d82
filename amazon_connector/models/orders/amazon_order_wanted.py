"""Which orders are imported: what the store wants, and what the connector understands."""

from odoo import models
from odoo.exceptions import UserError

from ...spapi.words import AMAZON, CANCELLED
from .amazon_order import CHANNELS


class AmazonOrder(models.Model):
    _inherit = "amazon.order"

    def _filter_wanted(self, orders):
        """Ignore what the store does not want, with the reason; return the rest."""
        reasons = self.grouped(lambda document: document._judge(orders[document]))
        for reason, documents in reasons.items():
            if reason:
                documents._ignore(reason)
        return reasons.get("", self.browse())

    def _filter_known_channels(self):
        """Leave new orders to a person of which nobody knows who ships them; return the rest."""
        known = self.filtered(
            lambda document: document.sale_order_id or document.fulfilled_by in CHANNELS
        )
        for document in self - known:
            document._fail(
                UserError(
                    self.env._(
                        "Amazon says that %s fulfills this order, a word that is not known here. "
                        "Handle it in Seller Central until the connector knows it.",
                        document.fulfilled_by or self.env._("nobody"),
                    )
                )
            )
        return known

    def _judge(self, order):
        """:return: "" when the order is wanted, else the reason why not"""
        # What is imported is followed to its end, whatever an extension thinks of it by now.
        if self.sale_order_id or self._is_wanted(order):
            return ""
        return self._get_unwanted_reason(order) or self.env._("Excluded by another module.")

    def _is_wanted(self, order):
        """Whether this Amazon order becomes, or already is, a sales order. A hook.

        For example, to leave out gift orders::

            def _is_wanted(self, order):
                return super()._is_wanted(order) and not any(
                    item.gift_message for item in order.items
                )

        :param order: ``spapi.orders.Order``
        """
        return not self._get_unwanted_reason(order)

    def _get_unwanted_reason(self, order):
        """:return: sentence why the order is not imported, or "" when it is"""
        store = self.store_id
        if self.sale_order_id:
            return ""
        if not self.marketplace_id:
            return self.env._("It belongs to a marketplace that is not in Odoo's list.")
        if not store:
            return self.env._(
                "%s is no store of this account: load the stores to import its orders.",
                self.marketplace_id.name,
            )
        if not store.active:
            return self.env._(
                "Store %s is archived. Unarchive it and press Go Live to import its orders.",
                store.display_name,
            )
        if store.state != "live" or not store.import_orders:
            return self.env._("Store %s does not import orders now.", store.display_name)
        if not order.is_sale:
            return self.env._("Multi-channel fulfillment order: not an Amazon sale.")
        return self._get_unwanted_status_reason(order)

    def _is_too_old(self):
        """Whether the order was placed before the store's first import date, and nobody asked."""
        first = self.store_id.import_from
        return bool(first and self.purchase_date < first and not self.is_requested)

    def _get_unwanted_status_reason(self, order):
        if self._is_too_old():
            return self.env._("It was placed before the date from which orders are imported.")
        if order.fulfilled_by == AMAZON and not self.store_id.import_fba:
            return self.env._(
                "Orders that Amazon ships (FBA) are not imported into %s.",
                self.store_id.display_name,
            )
        if self.status == CANCELLED:
            return self.env._("It was cancelled at Amazon before it became a sales order.")
        if not any(item.quantity_ordered for item in order.items):
            return self.env._("It has no item with a quantity.")
        if not self.status:
            return self.env._("Amazon tells no status of it, so it is not imported yet.")
        if self.fulfilled_by in CHANNELS and self._get_target() == "none":
            return self.env._(
                "Orders that are %(status)s are not imported (Statuses of store %(store)s).",
                status=self.status,
                store=self.store_id.display_name,
            )
        return ""
