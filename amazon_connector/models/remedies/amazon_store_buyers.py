"""Stores whose every buyer is nameless: the application lacks Amazon's restricted role."""

import json
from datetime import timedelta

from odoo import api, fields, models
from odoo.tools import LazyTranslate

from ...spapi.orders import parse_order
from ...spapi.words import MERCHANT, PARTIALLY_SHIPPED, SHIPPED, UNSHIPPED
from ..troubles.trouble_kind import TroubleKind

_lt = LazyTranslate(__name__)

# The latest orders that are looked at; of fewer than the least, nothing is concluded.
LATEST, LEAST = 5, 3
RECENT = timedelta(days=14)

HIDDEN = {
    "buyers_hidden": TroubleKind(
        title=_lt("Amazon hides your buyers"),
        sentence=_lt(
            "None of the last %(count)s orders that you ship has a name or an address. Add the "
            "restricted role Direct-to-Consumer Delivery (also called Direct to Consumer "
            "Shipping) to your application in Amazon's Solution Provider Portal, authorize it "
            "again and test the connection. Then reload the orders that still need an address."
        ),
        action="action_open_account",
        action_text=_lt("Open Account"),
        severity="warning",
    ),
}


class AmazonStore(models.Model):
    _inherit = "amazon.store"

    @api.model
    def _notice_troubles(self):
        """Stores of whose latest orders none says to whom it goes, or some come in a status that
        nobody knows; deliveries at risk.
        """
        result = super()._notice_troubles()
        self.env["amazon.ship.by"]._warn()
        live = self.search([("state", "=", "live")])
        live._notice_new_statuses()
        for store in live:
            if count := store._count_hidden_buyers():
                store._raise_trouble("buyers_hidden", count=count)
        return result

    def _count_hidden_buyers(self):
        """How many of the latest orders that the seller ships come without name and address.

        :return: their number where that is all of them and enough to tell, else 0
        """
        latest = self.env["amazon.order"].search(
            [
                ("store_id", "=", self.id),
                ("fulfilled_by", "=", MERCHANT),
                ("status", "in", (UNSHIPPED, PARTIALLY_SHIPPED, SHIPPED)),
                ("state", "in", ("done", "held", "received")),
                ("purchase_date", ">=", fields.Datetime.now() - RECENT),
                ("payload", "!=", False),
                ("holds_buyer", "=", True),
            ],
            order="purchase_date desc, id desc",
            limit=LATEST,
        )
        if len(latest) < LEAST or not self.keep_addresses:
            return 0
        is_guest = self.env["amazon.partner.mapper"]._is_guest
        orders = [parse_order(json.loads(payload)) for payload in latest.sudo().mapped("payload")]
        return len(orders) if all(map(is_guest, orders)) else 0

    def action_open_account(self):
        """The form of the store's account, where the connection is tested.

        :return: window action
        """
        self.ensure_one()
        return self.account_id.action_open_form()
