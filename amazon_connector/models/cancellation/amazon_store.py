"""What a store does when its orders are cancelled in Odoo."""

from odoo import fields, models

from .amazon_cancellation import CANCEL_REASONS


class AmazonStore(models.Model):
    _inherit = "amazon.store"

    cancel_at_amazon = fields.Selection(
        [
            ("ask", "Ask a person"),
            ("always", "Cancel at Amazon too"),
            ("never", "Leave Amazon alone"),
        ],
        string="Cancelled in Odoo",
        required=True,
        default="ask",
        help="What a sales order that someone cancels in Odoo means for Amazon. Ask a person: a "
        "task and a banner say that the order is still open there, with a button to cancel it. "
        "Cancel at Amazon too: Amazon is told at once, with the reason below. Amazon counts "
        "cancellations against your account and none can be taken back, while people also cancel "
        "in Odoo to enter an order anew: that is why Odoo asks unless you say otherwise.",
    )
    cancel_reason = fields.Selection(
        CANCEL_REASONS,
        string="Default Cancellation Reason",
        required=True,
        default="NoInventory",
        help="Told to Amazon when orders are cancelled from Odoo; the dialog starts with it.",
    )
