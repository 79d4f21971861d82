"""The job that fetches what buyers ask to send back to the seller; ``amazon.return`` keeps it."""

from datetime import UTC

from odoo import api, fields, models
from odoo.tools import LazyTranslate

from ...spapi.words import ENGLISH_REPORT, FBM_RETURNS_REPORT
from .amazon_return import REACH

_lt = LazyTranslate(__name__)


class AmazonReturnRequest(models.AbstractModel):
    _name = "amazon.return.request"
    _description = "Amazon Return Requests"
    _inherit = ["amazon.report.mixin"]
    _sync_documents = "amazon.return"
    _sync_minutes = 4 * 60
    _sync_name = _lt("Returns to you")
    _report_type = FBM_RETURNS_REPORT
    _report_options = ENGLISH_REPORT

    @api.model
    def _get_report_start(self, schedule):
        return fields.Datetime.now().replace(tzinfo=UTC) - REACH

    def _sync(self, schedule, operation):
        if any(store.fbm_returns != "none" for store in schedule.account_id.store_ids):
            self._sync_report(schedule, operation)
            self.env["amazon.return"]._work_off(schedule.account_id, operation)

    def _receive_report(self, schedule, report, document, operation):
        self.env["amazon.return"]._receive_rows(schedule, document, operation, is_by_amazon=False)
