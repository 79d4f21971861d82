"""Jobs that do not run well, reports that do not come: their words, and running them again."""

from odoo import api, models
from odoo.tools import LazyTranslate

from .trouble_kind import TroubleKind

_lt = LazyTranslate(__name__)

# Kind → title and sentence.
JOB_KINDS = {
    "job_stuck": (
        _lt("An Amazon job does not get through"),
        _lt(
            "No run of the job %(job)s has come to an end for long; it is tried again "
            "automatically. The Sync Log says what is in the way."
        ),
    ),
    "report_late": (
        _lt("Amazon prepares no report"),
        _lt(
            "The job %(job)s has been waiting for a report of Amazon's since %(since)s UTC. It "
            "asks for a new one every four hours. If reports fail in Seller Central too, open a "
            "case there."
        ),
    ),
    "report_unreadable": (
        _lt("A report of Amazon's cannot be read"),
        _lt(
            "The job %(job)s cannot read Amazon's report %(report)s, and nothing was changed. "
            "The Sync Log says where. Set the language of reports to English in Seller Central, or "
            "update the connector."
        ),
    ),
}


class AmazonTrouble(models.Model):
    _inherit = "amazon.trouble"

    @api.model
    def _get_job_kinds(self):
        """The troubles of an account or store with a job; each key names the job's model.

        :return: dict kind → ``TroubleKind`` with the argument ``job`` (the model)
        """
        return {kind: self._word_job_kind(*terms) for kind, terms in JOB_KINDS.items()}

    def _word_job_kind(self, title, sentence):
        return TroubleKind(
            title=title,
            sentence=sentence,
            action="action_run_stuck_jobs",
            action_text=_lt("Run Now"),
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
        jobs = {trouble.key.partition(":")[2] for trouble in self._find_open(owner, *JOB_KINDS)}
        for model_name in sorted(jobs):
            operations |= self.env["amazon.schedule"]._run_now(model_name, **{scope: owner})
        return operations
