"""How long a store waits for its payouts."""

from odoo import fields, models


class AmazonStore(models.Model):
    _inherit = "amazon.store"

    payout_patience = fields.Integer(
        string="Days Until a Payout Is Missed",
        default=14,
        help="A payout that no line of a bank statement matches within this many days after its "
        "deposit is told to the responsible person. 0: never.",
    )

    _payout_patience_positive = models.Constraint(
        "CHECK (payout_patience >= 0)", "Days cannot be below zero."
    )
