"""Jobs that do not run well for long: how that is worded, and running them again."""

from odoo import api, models

from .trouble_kind import TroubleKind


class AmazonTrouble(models.Model):
    _inherit = "amazon.trouble"

    @api.model
    def _get_stuck_kind(self):
        """The trouble ``job_stuck:<model of the job>`` of an account or store.

        :return: ``TroubleKind`` with the argument ``job`` (its model)
        """
        return TroubleKind(
            title=self.env._("An Amazon job does not get through"),
            sentence=self.env._(
                "No run of the job %(job)s has come to an end for long; it is tried again "
                "automatically. Operations says what is in the way."
            ),
            action="action_run_stuck_jobs",
            action_text=self.env._("Run Now"),
            words={"job": self._get_job_words()},
        )

    @api.model
    def _get_job_words(self):
        """:return: dict model of a job → its name in the reader's language"""
        return dict(self.env["amazon.operation"]._fields["kind"]._description_selection(self.env))

    @api.model
    def _run_stuck(self, owner):
        """Run the jobs that an account or store has trouble with.

        :return: the ``amazon.operation`` records
        """
        scope = "accounts" if owner._name == "amazon.account" else "stores"
        operations = self.env["amazon.operation"]
        for trouble in self._find_open(owner, "job_stuck"):
            model_name = trouble.key.partition(":")[2]
            operations |= self.env["amazon.schedule"]._run_now(model_name, **{scope: owner})
        return operations
