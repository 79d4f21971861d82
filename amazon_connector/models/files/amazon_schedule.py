"""The report that Amazon prepares for a job: which one it is, and since when it is awaited."""

from odoo import fields, models


class AmazonSchedule(models.Model):
    _inherit = "amazon.schedule"

    report_asked_at = fields.Datetime(readonly=True, help="When that report was asked for.")
    report_awaited_since = fields.Datetime(
        readonly=True,
        help="When the first of the reports was asked for that have brought nothing yet.",
    )

    def _remember_report(self, report_ref):
        """A report was asked for; it stands for those before it that came to nothing."""
        now = fields.Datetime.now()
        self.write(
            {
                "report_ref": report_ref,
                "report_asked_at": now,
                "report_awaited_since": self.report_awaited_since or now,
            }
        )

    def _drop_report(self):
        """Forget the report: the next question is for a new one."""
        self.write({"report_ref": False, "report_asked_at": False})

    def _end_report(self):
        """The job has what it waited for."""
        self.write({"report_ref": False, "report_asked_at": False, "report_awaited_since": False})
        self._get_owner()._close_troubles(
            f"report_late:{self.model_name}", f"report_unreadable:{self.model_name}"
        )
