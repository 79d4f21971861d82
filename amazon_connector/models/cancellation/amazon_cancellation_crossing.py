"""Cancellations that cross with a shipment: Amazon would cancel what is on its way."""

from odoo import api, models
from odoo.tools import LazyTranslate

from ..troubles.trouble_kind import TroubleKind

_lt = LazyTranslate(__name__)

CROSSED = "refused_crossed"
KINDS = {
    CROSSED: TroubleKind(
        title=_lt("Goods have left before their cancellation"),
        sentence=_lt(
            "%(parcels)s has left since somebody asked to cancel the order, and Amazon does not "
            "know yet. Send Again cancels it all the same."
        ),
        action="action_retry",
        action_text=_lt("Send Again"),
    ),
}


class AmazonCancellation(models.Model):
    _inherit = "amazon.cancellation"

    def _refuse_crossed(self):
        """Goods have left since somebody asked, and Amazon is still to be told of them.

        :return: the cancellations that a person has to look at
        """
        crossed = self.filtered(lambda document: document._get_parcels_since())
        for document in crossed:
            parcels = ", ".join(document._get_parcels_since().mapped("display_name"))
            document.write(
                {
                    "state": "failed",
                    "reason": self.env._(
                        "%s has left since: Amazon was not asked to cancel what is on its way.",
                        parcels,
                    ),
                }
            )
            document._raise_trouble(CROSSED, parcels=parcels)
        return crossed

    def _get_parcels_since(self):
        """:return: ``amazon.shipment`` with goods that have left since, of which Amazon knows
        nothing
        """
        return self.order_id.shipment_ids.filtered(
            lambda parcel: (
                parcel.state in ("pending", "failed")
                and parcel.id > self.last_parcel
                and any(line._count_gone() for line in parcel.line_ids)
            )
        )

    @api.model
    def _get_trouble_kinds(self):
        return super()._get_trouble_kinds() | KINDS

    def _prepare_trouble_alerts(self):
        alerts = super()._prepare_trouble_alerts()
        if CROSSED in self.trouble_ids.mapped("kind"):
            alerts.pop("answer", None)  # Amazon has given none.
        return alerts
