"""The page *Troubleshoot*: every condition for syncing a record, ticked or crossed."""

from odoo import api, fields, models


class AmazonTroubleshoot(models.TransientModel):
    _name = "amazon.troubleshoot"
    _description = "Amazon Troubleshooting"

    res_model = fields.Char(required=True, readonly=True)
    res_id = fields.Many2oneReference(model_field="res_model", required=True, readonly=True)
    record_name = fields.Char(readonly=True)
    condition_ids = fields.One2many("amazon.condition", "page_id", readonly=True)
    unmet_count = fields.Integer(compute="_compute_unmet_count")

    @api.depends("condition_ids.is_met")
    def _compute_unmet_count(self):
        for page in self:
            page.unmet_count = len(page.condition_ids.filtered(lambda row: not row.is_met))

    @api.depends("record_name")
    def _compute_display_name(self):
        for page in self:
            page.display_name = self.env._("Troubleshoot %(record)s", record=page.record_name)

    def _get_record(self):
        self.ensure_one()
        return self.env[self.res_model].browse(self.res_id)

    def action_refresh(self):
        """Look again.

        :return: window action of a new page
        """
        return self._get_record().action_troubleshoot()

    def action_open_record(self):
        """Back to the record that is looked at.

        :return: window action
        """
        return self._get_record().get_formview_action()


class AmazonCondition(models.TransientModel):
    _name = "amazon.condition"
    _description = "Amazon Condition"
    _order = "is_met, sequence, id"

    page_id = fields.Many2one(
        "amazon.troubleshoot", required=True, readonly=True, ondelete="cascade", index=True
    )
    sequence = fields.Integer(readonly=True)
    name = fields.Char(string="Condition", required=True, readonly=True)
    is_met = fields.Boolean(readonly=True)
    reason = fields.Text(readonly=True)
    remedy = fields.Char(string="Method", readonly=True, export_string_translation=False)
    remedy_text = fields.Char(string="Remedy", readonly=True)
    res_model = fields.Char(readonly=True)
    res_id = fields.Many2oneReference(model_field="res_model", readonly=True)

    @api.model
    def _prepare_vals(self, condition, record, sequence):
        """What the page shows of a condition; a remedy only for who may use it.

        :param condition: ``Condition``
        :param record: the record that is looked at
        :return: value dict
        """
        target = condition.record or record
        may_mend = target.with_env(self.env).has_access("read")
        for name, operation in ((condition.changes, "write"), (condition.opens, "read")):
            may_mend = may_mend and (not name or self.env[name].has_access(operation))
        is_offered = condition.remedy and may_mend and not condition.is_met
        return {
            "sequence": sequence,
            "name": condition.name,
            "is_met": condition.is_met,
            "reason": False if condition.is_met else condition.reason,
            "remedy": is_offered and condition.remedy,
            "remedy_text": is_offered and condition.remedy_text,
            "res_model": target._name,
            "res_id": target.id,
        }

    def action_remedy(self):
        """Do what helps, or open where it is done.

        :return: client or window action
        """
        self.ensure_one()
        self.check_access("read")
        record = self.env[self.res_model].browse(self.res_id)
        record.check_access("read")
        # The names come from the code alone: nobody may write a condition.
        outcome = getattr(record, self.sudo().remedy)()
        if isinstance(outcome, models.BaseModel) and outcome._name == "amazon.operation":
            return outcome._get_notification()
        return outcome
