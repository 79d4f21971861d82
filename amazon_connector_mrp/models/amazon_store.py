"""A store's auto-assembly: what is manufactured for its orders."""

from odoo import fields, models


class AmazonStore(models.Model):
    _inherit = "amazon.store"

    assembly_mode = fields.Selection(
        [
            ("none", "Nothing"),
            ("ordered", "For ordered quantity"),
            ("minimum", "For minimum quantity required for picking"),
        ],
        string="Assemble",
        required=True,
        default="none",
        help="What is assembled when an order that you ship (FBM) has products with a bill of "
        "materials to manufacture. For ordered quantity: as many as were ordered, whatever is in "
        "stock. For minimum quantity: only what the order's warehouse lacks; goods on order do "
        "not count; where more is promised than there is, that is made too; where enough is "
        "there, nothing is. It is produced at once where all components are in stock, else the "
        "manufacturing order waits. Kits are never assembled: Odoo delivers their parts.",
    )
    stock_manufacturable = fields.Boolean(
        string="Count What Can Be Manufactured",
        follow="_compare_soon",
        help="Products with a bill of materials to manufacture are offered with as many more as "
        "can be made at once of the parts in stock, at any depth. Kits always count with their "
        "parts.",
    )
