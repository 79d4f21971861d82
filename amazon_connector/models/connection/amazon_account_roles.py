"""Which jobs Amazon lets the application do: one missing role stops only the jobs that need it."""

from odoo import api, fields, models

from ...spapi.errors import Rejected, SpApiError, Unauthorized

FORBIDDEN = 403


class AmazonAccount(models.Model):
    _inherit = "amazon.account"

    role_summary = fields.Text(
        string="Roles",
        compute="_compute_role_summary",
        help="Which jobs Amazon lets the application do, as the last runs and the test of the "
        "connection have shown.",
    )

    @api.depends("schedule_ids.denied_operation", "schedule_ids.proved_at")
    @api.depends_context("lang")
    def _compute_role_summary(self):
        for account in self:
            jobs = account.sudo().schedule_ids.grouped("model_name")
            account.role_summary = "\n".join(rows._get_role_line() for rows in jobs.values())

    def _check_roles(self, client, operation):
        """Ask once for each job whether Amazon lets the application do it; note what it says.

        An id that cannot exist answers "not found" where the role is there and "denied" where it
        is not. A role that is missing stops the jobs that need it, and no others.

        :return: the ``Unauthorized`` answers, one per role that is missing
        :raises Unauthorized: when nothing at all may be done
        """
        denied, proved = [], 0
        for job in self.env["amazon.schedule"]._get_jobs():
            schedules = self.schedule_ids.filtered(lambda row, job=job: row.model_name == job._name)
            try:
                if not self._is_permitted(job, client):
                    continue
            except Unauthorized as error:
                # Amazon has just answered this account, so that a closed door is this job's.
                if error.reason != "missing_role" and error.status != FORBIDDEN:
                    raise
                denied.append((job, schedules, error))
            else:
                proved += 1
                schedules._permit()
                operation._info(self.env._("✓ %s", job._get_job_name()), self)
        if denied and not proved:
            raise denied[0][2]
        for job, schedules, answer in denied:
            schedules._rest_without_role(answer.operation)
            operation._error(f"✗ {job._get_job_name()}: {self._explain(answer)}", self)
        return [answer for _job, _schedules, answer in denied]

    @api.model
    def _get_role_advice(self):
        """:return: dict reason of an ``Unauthorized`` → what to do, where a role is missing"""
        return {
            "missing_role": self.env._(
                "Your application lacks a role for %(operation)s. Add the role in the Solution "
                "Provider Portal, then authorize the application again."
            ),
            "no_buyers": self.env._(
                "Amazon does not give your application names and addresses of buyers. If you ship "
                "orders yourself, add the restricted role Direct-to-Consumer Delivery in the "
                "Solution Provider Portal, then authorize the application again."
            ),
        }

    def _is_permitted(self, job, client):
        """Whether Amazon has answered the question of a job; False if it has none."""
        try:
            return job._probe(client)
        except Rejected:
            return True  # Amazon looked the id up: the role is there.

    def _fetch_reach(self, error):
        """How far a refusal goes: the cheapest question tells whether it is about a job alone.

        Amazon words a missing role in many ways: as a bare *Forbidden*, even as a bad token.

        :param error: ``Unauthorized``
        :return: the same where Amazon shuts us out altogether; the reason ``missing_role`` where it
            answers; what keeps it from answering, as then nobody knows
        """
        if error.reason == "missing_role" or error.status != FORBIDDEN:
            return error
        try:
            self._get_client().get_marketplace_participations()
        except Unauthorized:
            return error
        except SpApiError as silence:
            return silence
        return Unauthorized(error.message, reason="missing_role", **error.facts)
