"""Which orders are imported: what the store wants, and what the connector understands."""

from odoo import models
from odoo.exceptions import UserError
from odoo.tools import LazyTranslate

from ...spapi.words import AMAZON, CANCELLED
from .amazon_order import CHANNELS

_lt = LazyTranslate(__name__)

OFF = _lt("Store %(store)s does not import orders now.")
# What does not hold (``_get_wanted_checks``) → why the order is not imported.
UNWANTED = {
    "marketplace": _lt("It belongs to a marketplace that is not in Odoo's list."),
    "store": _lt(
        "%(marketplace)s is no store of this account: load the stores to import its orders."
    ),
    "archived": _lt(
        "Store %(store)s is archived. Unarchive it and press Go Live to import its orders."
    ),
    "live": OFF,
    "switched_off": OFF,
    "no_sale": _lt("Multi-channel fulfillment order: not an Amazon sale."),
    "too_old": _lt("It was placed before the date from which orders are imported."),
    "fba": _lt("Orders that Amazon ships (FBA) are not imported into %(store)s."),
    "cancelled": _lt("It was cancelled at Amazon before it became a sales order."),
    "empty": _lt("It has no item with a quantity."),
    "no_status": _lt("Amazon tells no status of it, so it is not imported yet."),
    "unmapped": _lt("Orders that are %(status)s are not imported (Statuses of store %(store)s)."),
}


class AmazonOrder(models.Model):
    _inherit = "amazon.order"

    def _filter_wanted(self, orders):
        """Ignore what the store does not want, with the reason; return the rest."""
        reasons = self.grouped(lambda document: document._judge(orders[document]))
        for reason, documents in reasons.items():
            if reason:
                documents._ignore(reason)
        return reasons.get("", self.browse())

    def _filter_known_channels(self, orders):
        """Leave new orders to a person of which nobody knows who ships them, or whether Amazon
        sold them; return the rest.

        :param orders: dict document → ``spapi.orders.Order``
        """
        known = self.browse()
        for document in self:
            if not document._is_channel_known():
                document._fail(UserError(document._get_unknown_channel_reason()))
            elif not document.sale_order_id and not orders[document].is_sale:
                document._fail(UserError(document._word_unknown_platform(orders[document])))
            else:
                known |= document
        return known

    def _word_unknown_platform(self, order):
        return self.env._(
            "Amazon says that this order was placed on %s, a word that is not known here. "
            "Handle it in Seller Central until the connector knows it.",
            order.channel_name,
        )

    def _is_channel_known(self):
        return bool(self.sale_order_id) or self.fulfilled_by in CHANNELS

    def _get_unknown_channel_reason(self):
        return self.env._(
            "Amazon says that %s fulfills this order, a word that is not known here. "
            "Handle it in Seller Central until the connector knows it.",
            self.fulfilled_by or self.env._("nobody"),
        )

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
        if self.sale_order_id:
            return ""
        checks = self._get_wanted_checks(order)
        unmet = next((key for key, holds in checks.items() if not holds), None)
        return self._word_unwanted(unmet) if unmet else ""

    def _get_wanted_checks(self, order):
        """What has to hold for a new order to be imported, the first question first.

        :param order: ``spapi.orders.Order``
        :return: dict key of ``UNWANTED`` → whether it holds
        """
        store = self.store_id
        is_known = self.fulfilled_by in CHANNELS
        is_open = self.status and self.status != CANCELLED
        return {
            "marketplace": bool(self.marketplace_id),
            "store": bool(store),
            "archived": store.active,
            "live": store.state == "live",
            "switched_off": store.import_orders,
            "no_sale": not order.is_elsewhere,
            "too_old": not self._is_too_old(),
            "fba": order.fulfilled_by != AMAZON or store.import_fba,
            "cancelled": self.status != CANCELLED,
            "empty": any(item.quantity_ordered for item in order.items),
            "no_status": bool(self.status),
            "unmapped": not is_known or not is_open or self._get_target() != "none",
        }

    def _word_unwanted(self, key):
        """:return: sentence why an order is not imported for which a check does not hold"""
        sentence = self.env._(UNWANTED[key])
        return sentence % {
            "marketplace": self.marketplace_id.name,
            "store": self.store_id.display_name,
            "status": self.status,
        }

    def _is_too_old(self):
        """Whether the order was placed before the store's first import date, and nobody asked."""
        first = self.store_id.import_from
        return bool(first and self.purchase_date < first and not self.is_requested)
