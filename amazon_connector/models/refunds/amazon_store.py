"""What a store makes of refunds."""

from odoo import fields, models


class AmazonStore(models.Model):
    _inherit = "amazon.store"

    credit_notes = fields.Selection(
        [("none", "By hand"), ("posted", "Posted")],
        required=True,
        default="posted",
        follow="_follow_credit_notes",
        help="Of refunds that Amazon has released, once their order is invoiced. By hand: you "
        "create them; they are found by order and amount. Posted: created and posted with "
        "Amazon's amounts. Nothing is credited twice. Where settlements alone book everything, "
        "there are no credit notes.",
    )

    def _follow_credit_notes(self):
        """Refunds may have waited for this setting."""
        self.env["amazon.refund"]._retry_held(
            [("store_id", "in", self.ids), ("is_released", "=", True)]
        )
