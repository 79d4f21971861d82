"""Records that say which conditions for syncing hold, by the same methods that the jobs ask."""

from odoo import models

from .condition import Condition


class AmazonConditionMixin(models.AbstractModel):
    _name = "amazon.condition.mixin"
    _description = "Amazon Record with Conditions"

    def _get_conditions(self) -> list[Condition]:
        """Every condition for syncing this record. Extensions add theirs::

            def _get_conditions(self):
                return [
                    *super()._get_conditions(),
                    Condition(
                        name=self.env._("The label is printed"),
                        is_met=self.has_label,
                        reason=self.env._("Print it on the delivery."),
                        remedy="action_view_picking",
                        remedy_text=self.env._("Open Delivery"),
                    ),
                ]

        :return: list of ``Condition``
        """
        return []

    def _get_issue_conditions(self, covered):
        """What is told of this record besides: each open issue is a condition that does not hold.

        :param covered: conditions that say the same as some issues
        """
        if "trouble_ids" not in self._fields:
            return []
        known = {kind for condition in covered for kind in condition.covers}
        return [
            Condition(
                name=trouble.title,
                is_met=False,
                reason=trouble.sentence,
                remedy="action_remedy",
                remedy_text=trouble.action_text or self.env._("Show"),
                record=trouble,
            )
            for trouble in self.trouble_ids
            if trouble.kind not in known
        ]

    def action_troubleshoot(self):
        """*Troubleshoot*: the page of all conditions, as of now.

        :return: window action
        """
        self.ensure_one()
        self.check_access("read")
        own = self.sudo()
        conditions = own._get_conditions()
        conditions += own._get_issue_conditions(conditions)
        rows = self.env["amazon.condition"]
        page = (
            self.env["amazon.troubleshoot"]
            .sudo()
            .create(
                {
                    "res_model": self._name,
                    "res_id": self.id,
                    "record_name": self.display_name,
                    "condition_ids": [
                        (0, 0, rows._prepare_vals(condition, self, number))
                        for number, condition in enumerate(conditions)
                    ],
                }
            )
        )
        return {
            "type": "ir.actions.act_window",
            "name": page.display_name,
            "res_model": page._name,
            "res_id": page.id,
            "view_mode": "form",
            "views": [(False, "form")],
        }
