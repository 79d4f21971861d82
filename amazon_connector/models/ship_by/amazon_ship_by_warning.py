"""Deliveries that will miss the carrier are told before he comes, not after (H3)."""

from odoo import api, models
from odoo.tools import LazyTranslate

from ..troubles.trouble_kind import TroubleKind

_lt = LazyTranslate(__name__)

NEAR = "ship_by_near"
SHIP_BY = {
    NEAR: TroubleKind(
        title=_lt("Deliveries may miss the cut-off"),
        sentence=_lt(
            "%(count)s open deliveries have to leave with the next collection, or should have "
            "left with the last one. Ship them, those of Prime buyers first."
        ),
        action="action_view_at_risk",
        action_text=_lt("Open Deliveries"),
        severity="warning",
    )
}


class AmazonShipBy(models.Model):
    _inherit = "amazon.ship.by"

    @api.model
    def _count_at_risk(self, stores=None):
        """How many open deliveries will miss the carrier, of warehouses that want to be warned.

        :param stores: ``amazon.store``, None for all
        :return: dict ``amazon.store`` → number
        """
        domain = [
            ("state", "=", "at_risk"),
            ("warehouse_id.amazon_cut_off_warning", ">", 0),
            *([("store_id", "in", stores.ids)] if stores is not None else []),
        ]
        return dict(self.sudo()._read_group(domain, ["store_id"], ["__count"]))

    @api.model
    def _warn(self):
        """Tell of what is at risk; it is over once it has left or is late."""
        for store, count in self._count_at_risk().items():
            store._raise_trouble(NEAR, count=count)
