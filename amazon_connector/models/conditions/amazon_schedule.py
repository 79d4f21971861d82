"""Whether a job is run: asked for what its lane asks before it takes the job."""

from odoo import api, models

from .condition import Condition


class AmazonSchedule(models.Model):
    _inherit = "amazon.schedule"

    @api.model
    def _find_job(self, model_name, account, store=None):
        """:return: the row of a job, switched off ones too; empty if there is none"""
        domain = [("model_name", "=", model_name), ("account_id", "=", account.id)]
        domain.append(("store_id", "=", store.id if store else False))
        return self.with_context(active_test=False).sudo().search(domain, limit=1)

    def _get_job_conditions(self):
        """The conditions of these jobs (rows of one account).

        :return: list of ``Condition``
        """
        conditions = self._get_account_conditions()
        for schedule in self:
            conditions += schedule._get_own_conditions() + schedule._get_run_conditions()
        return conditions

    def _get_account_conditions(self):
        account, parts = self.account_id, self._get_ready_parts()
        remedy = {
            "remedy": "action_open_form",
            "remedy_text": self.env._("Open Account"),
            "record": account,
        }
        return [
            Condition(
                name=self.env._("The account is not archived"),
                is_met=self.filtered_domain(parts["active"]) == self,
                reason=self.env._("Take %(account)s out of the archive.", account=account.name),
                **remedy,
            ),
            Condition(
                name=self.env._("The account is connected to Amazon"),
                is_met=self.filtered_domain(parts["connected"]) == self,
                reason=account.state_reason or self.env._("Test the connection of the account."),
                covers=("connection_refused",),
                **remedy,
            ),
        ]

    def _get_own_conditions(self):
        job = {"job": self.label}
        return [
            Condition(
                name=self.env._("The job %(job)s is switched on", **job),
                is_met=self.active and self._has_lane(),
                reason=self.env._("Its schedule, or its scheduled action in Odoo, is archived."),
                remedy="action_open_form",
                remedy_text=self.env._("Open Account"),
                record=self.account_id,
            ),
            Condition(
                name=self.env._("Amazon lets the application do the job %(job)s", **job),
                is_met=not self.denied_operation,
                reason=self._get_role_line(),
                remedy="action_open_form",
                remedy_text=self.env._("Open Account"),
                record=self.account_id,
                covers=("role_missing",),
            ),
        ]

    def _get_run_conditions(self):
        job = {"job": self.label}
        last = self._find_runs(limit=1)
        log = {
            "remedy": "action_view_runs",
            "remedy_text": self.env._("Sync Log"),
            "record": self,
        }
        return [
            Condition(
                name=self.env._("Nobody has stopped the job %(job)s", **job),
                is_met=not self.is_stopped,
                reason=self.env._("A person has stopped it. Open its last run and press Resume."),
                **log,
            ),
            Condition(
                name=self.env._("The last run of the job %(job)s went well", **job),
                is_met=not self.failures and not self._is_stuck(),
                reason="\n".join(last.line_ids.mapped("message")[:3])
                or self.env._("The Sync Log says what is in the way."),
                covers=("job_stuck",),
                **log,
            ),
        ]

    def _has_lane(self):
        """Whether a scheduled action of Odoo does this kind of work."""
        lane = self.env[self.model_name]._sync_lane
        return bool(self.env["ir.cron"].sudo().search_count([("amazon_lane", "=", lane)], limit=1))

    def _is_stuck(self):
        key = f"job_stuck:{self.model_name}"
        return bool(self.env["amazon.trouble"]._find_open(self._get_owner(), key))

    def _find_runs(self, limit=None):
        """:return: the ``amazon.operation`` of this job that have ended, the last one first"""
        own = [("schedule_id", "=", self.id), ("state", "!=", "running")]
        return self.env["amazon.operation"].search(own, limit=limit)

    def action_view_runs(self):
        """The runs of this job.

        :return: window action
        """
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "amazon_connector.amazon_operation_action"
        )
        return dict(action, domain=[("schedule_id", "in", self.ids)], context={})
