"""How a store's settlements are booked where a period is locked."""

from odoo import fields, models


class AmazonStore(models.Model):
    _inherit = "amazon.store"

    locked_period = fields.Selection(
        [("wait", "Wait until it is opened"), ("next", "Move to the first open day")],
        string="Locked Periods",
        required=True,
        default="wait",
        help="What becomes of entries of settlements whose day lies in a locked period.",
    )
