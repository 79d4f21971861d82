"""A message of the operations log, with the document that it is about."""

from odoo import api, fields, models


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

    can_open = fields.Boolean(compute="_compute_can_open", export_string_translation=False)

    @api.depends("res_model", "res_id")
    @api.depends_context("uid")
    def _compute_can_open(self):
        for line in self:
            model = self.env.get(line.res_model or "")
            line.can_open = bool(line.res_id) and model is not None and model.has_access("read")

    def _is_about_document(self):
        """Whether it tells of a single document, and not of an account, a store or the job."""
        return self.res_model not in (False, "amazon.account", "amazon.store")

    def action_open_document(self):
        """Open the document that the message is about."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": self.res_model,
            "res_id": self.res_id,
            "view_mode": "form",
        }
