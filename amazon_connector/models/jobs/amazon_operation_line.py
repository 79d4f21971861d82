"""A message of the operations log, with the document that it is about."""

from odoo import fields, models


class AmazonOperationLine(models.Model):
    _name = "amazon.operation.line"
    _description = "Amazon Operation Message"
    _order = "id"
    _rec_name = "message"

    operation_id = fields.Many2one(
        "amazon.operation", required=True, ondelete="cascade", index=True
    )
    company_id = fields.Many2one(related="operation_id.company_id", store=True)
    level = fields.Selection(
        [("info", "Info"), ("warning", "Warning"), ("error", "Error")], required=True
    )
    message = fields.Text(required=True)
    res_model = fields.Char(string="Document Model")
    res_id = fields.Many2oneReference(string="Document", model_field="res_model")

    def action_open_document(self):
        """Open the document that the message is about."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": self.res_model,
            "res_id": self.res_id,
            "view_mode": "form",
        }
