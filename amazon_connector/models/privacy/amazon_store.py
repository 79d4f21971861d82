"""Which stores went into the archive with their account."""

from odoo import fields, models


class AmazonStore(models.Model):
    _inherit = "amazon.store"

    was_disconnected = fields.Boolean(
        readonly=True, copy=False, help="Comes out of the archive together with its account."
    )
