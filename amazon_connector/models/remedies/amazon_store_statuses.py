"""Orders in a status that Amazon has invented since: a person decides what becomes of them."""

from datetime import timedelta

from odoo import fields, models
from odoo.tools import LazyTranslate

from ...spapi.words import STATUSES
from ..troubles.trouble_kind import TroubleKind

_lt = LazyTranslate(__name__)

RECENT = timedelta(days=30)

NEW_STATUSES = {
    "status_unknown": TroubleKind(
        title=_lt("Amazon sends orders in a new status"),
        sentence=_lt(
            "Orders that are %(statuses)s are not imported: the connector does not know what that "
            "means. On the store's form, under What an Order Becomes, press Suggest and choose."
        ),
        action="action_open_store",
        action_text=_lt("Open Store"),
        severity="warning",
    ),
}


class AmazonStore(models.Model):
    _inherit = "amazon.store"

    def _notice_new_statuses(self):
        """Tell of statuses that nobody has decided about; the usual ones left out are choices."""
        for store in self:
            if new := store._get_new_statuses():
                store._raise_trouble("status_unknown", statuses=", ".join(new))

    def _get_new_statuses(self):
        """:return: sorted list of statuses of late orders, in nobody's list"""
        self.ensure_one()
        known = {*STATUSES, *self.status_map_ids.mapped("status")}
        found = self.env["amazon.order"]._read_group(
            [
                ("store_id", "=", self.id),
                ("state", "=", "ignored"),
                ("status", "not in", [False, *known]),
                ("purchase_date", ">=", fields.Datetime.now() - RECENT),
            ],
            ["status"],
        )
        return sorted(status for (status,) in found)
