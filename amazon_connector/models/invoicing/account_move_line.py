"""Lines of Amazon's buyers: no reminder is sent for them; which line pays which invoice."""

from odoo import fields, models


class AccountMoveLine(models.Model):
    _inherit = "account.move.line"

    amazon_invoice_id = fields.Many2one(
        "account.move",
        string="Paid Invoice",
        index="btree_not_null",
        readonly=True,
        copy=False,
        ondelete="set null",
        help="Invoice or credit note that this line of an entry pays on Amazon clearing.",
    )

    def _compute_no_followup(self):
        result = super()._compute_no_followup()
        self.filtered(lambda line: line.move_id.is_amazon).no_followup = True
        return result
