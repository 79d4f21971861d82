"""Orders of a store that wait for a person: how that is told, and the way to them."""

from odoo import models
from odoo.tools import LazyTranslate

from ..troubles.trouble_kind import TroubleKind

_lt = LazyTranslate(__name__)

HOLDS = {
    "held_sale": TroubleKind(
        title=_lt("Amazon orders are sales orders already"),
        sentence=_lt(
            "Orders on hold: %(count)s. Sales orders bear their numbers and differ from them. "
            "Correct or cancel those and try again, or ignore the Amazon orders."
        ),
        action="action_view_existing",
        action_text=_lt("Open Orders"),
    ),
    "held_address": TroubleKind(
        title=_lt("Amazon orders wait for an address"),
        sentence=_lt(
            "Orders on hold: %(count)s. Amazon gives no complete address for them. Reload them "
            "once Seller Central shows it, or import them without address and complete it on "
            "the sales order."
        ),
        action="action_view_unaddressed",
        action_text=_lt("Open Orders"),
    ),
}


class AmazonStore(models.Model):
    _inherit = "amazon.store"

    def action_view_unaddressed(self):
        """The orders of the store that wait for a complete address.

        :return: window action
        """
        return self._get_held_action("address:")

    def action_view_existing(self):
        """The orders of the store whose number a sales order bears already.

        :return: window action
        """
        return self._get_held_action("sale:")

    def _get_held_action(self, hold_key):
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "amazon_connector.amazon_order_action"
        )
        held = [("store_id", "in", self.ids), ("state", "=", "held")]
        return dict(action, domain=[*held, ("hold_key", "=", hold_key)], context={})
