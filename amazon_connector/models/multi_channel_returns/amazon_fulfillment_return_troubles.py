"""What can be wrong with returns of fulfillments, and what helps."""

from odoo import api, models
from odoo.tools import LazyTranslate

from ..troubles.trouble_kind import TroubleKind

_lt = LazyTranslate(__name__)

KINDS = {
    "refused": TroubleKind(
        title=_lt("Return refused by Amazon"),
        sentence=_lt(
            "Amazon does not take back %(document)s. Open it to read Amazon's answer; send it "
            "again once that is settled, or agree with the recipient on another way."
        ),
        action="action_retry",
        action_text=_lt("Send Again"),
    ),
    "not_booked": TroubleKind(
        title=_lt("A return does not come back in Odoo"),
        sentence=_lt(
            "Amazon has received %(document)s and Odoo could not book it: see the log for the "
            "reason, or return the delivery by hand. It is tried again automatically."
        ),
        action="action_view_picking",
        action_text=_lt("Open Delivery"),
    ),
}


class AmazonFulfillmentReturn(models.Model):
    _inherit = "amazon.fulfillment.return"

    @api.model
    def _get_trouble_kinds(self):
        return super()._get_trouble_kinds() | KINDS

    @api.model
    def _tell_unbooked(self, pieces, failed):
        """:param failed: dict piece → why its receipt could not be booked"""
        (pieces - self.browse().union(*failed))._close_troubles("not_booked")
        for piece in failed:
            piece._raise_trouble("not_booked", document=piece.display_name)

    def _is_settled(self, trouble):
        if trouble.kind == "not_booked":
            return self.state != "sent"
        return super()._is_settled(trouble)

    def action_view_picking(self):
        """Open the delivery that the piece has left with."""
        return self._open(self.picking_id)

    def action_view_receipt(self):
        """Open the receipt with which it came back."""
        return self._open(self.receipt_id)

    def _open(self, record):
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": record._name,
            "res_id": record.id,
            "view_mode": "form",
            "views": [(False, "form")],
        }
