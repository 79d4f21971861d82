"""The job: settlement reports that Amazon has made are listed, and each is fetched once."""

from odoo import api, models

# Begins the id of what could not be read so far as to know the settlement's own.
UNREAD = "report-"


class AmazonSettlement(models.Model):
    _inherit = "amazon.settlement"

    @api.model
    def _probe(self, client) -> bool:
        # Amazon opens these reports to the role Finance and Accounting alone.
        client.get_reports([self._report_type])
        return True

    def _sync(self, schedule, operation):
        """Fetch what Amazon has settled since the last look, then process it."""
        account = schedule.account_id
        if account.store_ids.filtered(lambda store: store.state == "live"):
            self._sync_report(schedule, operation)
        else:
            operation._info(self.env._("No store is live: nothing was fetched."), account)
        if not self._work_off(account, operation):
            operation.state = "partial"

    def _fetch_missing(self, account, operation):
        return False

    def _find_known_reports(self, schedule, report_refs):
        """Two reports may bring one settlement, so that a settlement keeps the numbers of both."""
        known = self.search_fetch(
            [("account_id", "=", schedule.account_id.id), ("report_refs", "!=", False)],
            ["report_refs"],
        )
        return set(report_refs) & set(" ".join(known.mapped("report_refs")).split())

    def _receive_report(self, schedule, report, document, operation):
        account = schedule.account_id
        name = f"settlement-{report.report_id}.txt"
        files, problems = self._open_files(name, document)
        for file in files:
            settlement = self._keep_file(account, file, report.report_id)
            operation._count(received=1)
            operation._info(
                self.env._("Settlement %s received.", settlement.amazon_ref), settlement
            )
        if problems:
            self._fail_report(schedule, report, " ".join(problems), operation)

    def _fail_report(self, schedule, report, reason, operation):
        """Keep a report that cannot be read as a failed settlement: told, and not fetched again."""
        ref = f"{UNREAD}{report.report_id}"
        if not self._find_received(schedule.account_id, [ref]):
            settlement = self.create(
                {
                    "account_id": schedule.account_id.id,
                    "amazon_ref": ref,
                    "report_refs": report.report_id,
                    **_get_period(report),
                    "state": "failed",
                    "reason": f"{reason.rstrip('.')}. {self._tell_remedy(report)}",
                }
            )
            settlement._tell_failed()
        return super()._fail_report(schedule, report, reason, operation)

    def _tell_remedy(self, report):
        """:return: sentence on what to do in place of a report that cannot be read"""
        if report.data_start and report.data_end:
            return self.env._(
                "Upload the Flat File V2 of the same settlement: it takes the place of this one."
            )
        return self.env._("Upload the Flat File V2 of the same settlement, then press Ignore here.")


def _get_period(report):
    """:return: value dict with the period that Amazon's list tells of a report, if it does"""
    told = {"date_start": report.data_start, "date_end": report.data_end}
    return {
        name: moment.replace(tzinfo=None, microsecond=0) for name, moment in told.items() if moment
    }
