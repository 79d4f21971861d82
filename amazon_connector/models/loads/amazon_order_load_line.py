"""An order that a load is about: to be loaded by id, or found to be missing."""

from odoo import fields, models

from ..words.label import label_of


class AmazonOrderLoadLine(models.Model):
    _name = "amazon.order.load.line"
    _description = "Amazon Order to Load"
    _order = "load_id, id"
    _rec_name = "amazon_ref"

    load_id = fields.Many2one("amazon.order.load", required=True, ondelete="cascade", index=True)
    company_id = fields.Many2one(related="load_id.company_id", store=True)
    amazon_ref = fields.Char(string="Amazon Id", required=True)
    purchase_date = fields.Datetime()
    status = fields.Char(string="Amazon Status Code")
    status_label = label_of("status", string="Amazon Status")
    reason = fields.Char(help="Why the order counts as missing, or what loading it came to.")
    state = fields.Selection(
        [
            ("open", "To load"),
            ("loaded", "Loaded"),
            ("unknown", "Unknown at Amazon"),
            ("unreadable", "Cannot be read"),
        ],
        default="open",
        required=True,
    )
    attempts = fields.Integer(
        readonly=True, help="How often Amazon had no answer; the others go first."
    )
    order_id = fields.Many2one("amazon.order", string="In Odoo", ondelete="set null")

    _ref_unique = models.UniqueIndex("(load_id, amazon_ref)", "This order is in the list already.")
