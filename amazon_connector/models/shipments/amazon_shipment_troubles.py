"""What can be wrong with a shipment: refused, not shown by Amazon, or never sent at all."""

from datetime import timedelta

from odoo import api, fields, models
from odoo.tools import LazyTranslate

from ..troubles.trouble_kind import TroubleKind

_lt = LazyTranslate(__name__)

# A parcel that has left is confirmed within a day, else Amazon counts it as late.
LONGEST_WAIT = timedelta(hours=24)

KINDS = {
    "refused": TroubleKind(
        title=_lt("Shipment refused by Amazon"),
        sentence=_lt(
            "Amazon refused the confirmation of %(document)s. Open it to read Amazon's "
            "answer, correct what it names, then send it again."
        ),
        action="action_retry",
        action_text=_lt("Send Again"),
    ),
    "refused_carrier": TroubleKind(
        title=_lt("Carrier refused by Amazon"),
        sentence=_lt(
            "Amazon refused the carrier of %(document)s. Map the carrier to one of "
            "Amazon's, then send the shipment again."
        ),
        action="action_map_carrier",
        action_text=_lt("Map Carrier"),
    ),
    "not_shown": TroubleKind(
        title=_lt("Amazon does not show a shipment"),
        sentence=_lt(
            "Amazon accepted the confirmation of %(shipment)s and shows no such package. "
            "Reload the order from Amazon; if it still says unshipped, send the shipment "
            "again."
        ),
        action="action_reload_order",
        action_text=_lt("Reload Order"),
        severity="warning",
    ),
    "not_sent": TroubleKind(
        title=_lt("Amazon is not told of a shipment"),
        sentence=_lt(
            "%(shipment)s left more than a day ago and Amazon does not know. Enter its "
            "tracking number on the delivery, or press Update Dispatched Orders."
        ),
        action="action_view_picking",
        action_text=_lt("Open Delivery"),
        severity="warning",
    ),
}


class AmazonShipment(models.Model):
    _inherit = "amazon.shipment"

    waits_for = fields.Char(
        compute="_compute_waits_for",
        compute_sudo=True,
        help="Why Amazon does not know of the shipment yet: what is missing, or its answer.",
    )

    def _is_untracked(self):
        """Whether Amazon is not told yet because there is no tracking number.

        A number that has just been entered on the delivery counts, though the shipment takes it
        over with the next run only.
        """
        if self.state != "pending" or self.tracking_ref:
            return False
        return not self.picking_id._get_amazon_tracking(self.package_id)

    def _waits_for_somebody(self):
        """Whether Amazon is told only once a person has entered a number or pressed the button."""
        return self._is_untracked() or (self.state == "pending" and not self.is_released)

    @api.depends(
        "state",
        "reason",
        "difference",
        "tracking_ref",
        "picking_id.carrier_tracking_ref",
        "is_released",
        "is_missing",
    )
    def _compute_waits_for(self):
        for shipment in self:
            shipment.waits_for = shipment._get_waits_for()

    def _get_waits_for(self):
        """:return: sentence on what keeps the shipment from being confirmed, or False"""
        if self._is_untracked():
            return self.env._("Waits for a tracking number on the delivery.")
        if self.state == "pending" and not self.is_released:
            return self.env._("Waits for Update Dispatched Orders.")
        if self.is_missing:
            return self.env._("Amazon does not show the package.")
        return self.reason or self.difference

    @api.model
    def _get_trouble_kinds(self):
        return super()._get_trouble_kinds() | KINDS

    def _get_refusal_key(self, reason):
        # Amazon has one code for all that it does not like; its words alone name the carrier.
        return "refused_carrier" if "carrier" in reason.casefold() else "refused"

    @api.model
    def _notice_troubles(self):
        """Parcels that left long ago and still wait for a tracking number or for a button."""
        result = super()._notice_troubles()
        late = self.search(
            [
                ("state", "=", "pending"),
                ("shipped_at", "<", fields.Datetime.now() - LONGEST_WAIT),
                ("account_id.state", "=", "connected"),
                ("store_id.push_shipments", "=", True),
                "|",
                ("tracking_ref", "=", False),
                ("is_released", "=", False),
            ]
        )
        for shipment in late:
            shipment._raise_trouble("not_sent", shipment=shipment.display_name)
        return result

    def _is_settled(self, trouble):
        if trouble.kind == "not_shown":
            return not self.is_missing
        if trouble.kind == "not_sent":
            return self.state != "pending"
        return super()._is_settled(trouble)

    # Remedies

    def action_map_carrier(self):
        return self.store_id.action_open_carriers()

    def action_reload_order(self):
        """Ask Amazon for the order again.

        :return: the ``amazon.operation`` records
        """
        return self.order_id.action_reload()
