"""What accounts and stores share: a checklist that stays until the store is live."""

from odoo import api, fields, models


class AmazonSetupMixin(models.AbstractModel):
    _name = "amazon.setup.mixin"
    _description = "Amazon Record with a Checklist"

    setup_next = fields.Char(
        string="Next Step", compute="_compute_setup_next", export_string_translation=False
    )
    setup_next_text = fields.Char(
        string="Next",
        compute="_compute_setup_next",
        help="The first step that is required and not done yet.",
    )

    # Contract

    @api.model
    def _get_setup_steps(self):
        """Every step in its order. Extensions add theirs to what ``super()`` returns.

        :return: tuple of ``SetupStep``
        """
        return ()

    # What the records say

    def _find_done_steps(self):
        """:return: set of the codes of the steps that are done"""
        self.ensure_one()
        record = self.sudo().with_company(self.company_id)
        return {
            step.code
            for step in self._get_setup_steps()
            if getattr(record, f"_is_set_up_{step.code}")()
        }

    def _find_next_step(self):
        """:return: the ``SetupStep`` to take next, or None when what is required is done"""
        done = self._find_done_steps()
        required = (step for step in self._get_setup_steps() if step.is_required)
        return next((step for step in required if step.code not in done), None)

    def _get_step_words(self, step):
        """:return: what has been chosen or proposed for a step so far, or "" """
        record = self.sudo().with_company(self.company_id)
        words = getattr(record, f"_get_set_up_{step.code}", None)
        return words() if words else ""

    @api.depends("company_id")
    @api.depends_context("lang")
    def _compute_setup_next(self):
        for record in self:
            step = record._find_next_step() if record.ids else None
            record.setup_next = step.code if step else False
            record.setup_next_text = (
                f"{self.env._(step.name)}: {self.env._(step.why)}" if step else False
            )

    # Buttons

    def action_next_step(self):
        """Take the step that is next (Next Step).

        :return: action, or None when nothing that is required is open
        """
        self.ensure_one()
        self.check_access("write")
        step = self._find_next_step()
        return self._take_step(step) if step else None

    def _take_step(self, step):
        """:return: the action of what a step does or proposes, else of the place where it is set"""
        self.check_access("write")
        result = getattr(self, step.act or step.place)()
        if isinstance(result, models.BaseModel):
            return result._get_notification()
        return result or {"type": "ir.actions.client", "tag": "soft_reload"}
