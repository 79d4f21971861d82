"""What can be wrong with an account as a whole, and the way to all that is wrong below it."""

from odoo import api, models

from ..troubles.trouble_kind import TroubleKind


class AmazonAccount(models.Model):
    _inherit = "amazon.account"

    def _get_trouble_owner(self):
        return self, self.env["amazon.store"]

    @api.model
    def _get_trouble_kinds(self):
        denied = self.env._("Amazon denies the access to %(operation)s.")
        return super()._get_trouble_kinds() | {
            "connection_refused": TroubleKind(
                title=self.env._("Amazon refuses the connection"),
                sentence=self.env._("%(advice)s Then test the connection."),
                action="action_test_connection",
                action_text=self.env._("Test Connection"),
                words={"advice": self._get_advice() | {"denied": denied}},
            ),
            "role_missing": TroubleKind(
                title=self.env._("A job lacks a role at Amazon"),
                sentence=self.env._("The job %(job)s rests. %(advice)s Then test the connection."),
                action="action_test_connection",
                action_text=self.env._("Test Connection"),
                words={
                    "job": self.env["amazon.trouble"]._get_job_words(),
                    "advice": self._get_advice(),
                },
            ),
            **self.env["amazon.trouble"]._get_job_kinds(),
        }

    def _is_settled(self, trouble):
        if trouble.kind == "connection_refused":
            return self.state == "connected"
        return super()._is_settled(trouble)

    def action_run_stuck_jobs(self):
        """Run again what does not get through.

        :return: the ``amazon.operation`` records
        """
        return self.env["amazon.trouble"]._run_stuck(self)

    def action_view_troubles(self):
        """The issues of these accounts, with those of their stores and documents.

        :return: window action
        """
        return self.env["amazon.trouble"]._get_list_action([("account_id", "in", self.ids)])
