"""A store's pending orders: how long they may hold stock."""

from odoo import fields, models


class AmazonStore(models.Model):
    _inherit = "amazon.store"

    pending_days = fields.Integer(
        string="Release Held Stock After (days)",
        default=7,
        help="For statuses that are set to “Hold stock” below: stock is put aside for an order as "
        "soon as the buyer has placed it, and given back when the order is paid (its delivery "
        "takes it), cancelled, or older than this. 0: it is held until Amazon says more.",
    )
