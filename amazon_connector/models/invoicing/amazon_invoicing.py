"""The job that invoices what has left, and books as paid what Amazon shows as paid."""

from odoo import models
from odoo.tools import LazyTranslate

_lt = LazyTranslate(__name__)


class AmazonInvoicing(models.AbstractModel):
    """Work without documents of its own: those are Odoo's sales orders and invoices."""

    _name = "amazon.invoicing"
    _description = "Amazon Invoicing"
    _inherit = ["amazon.sync.mixin"]
    _sync_scope = "store"
    _sync_minutes = 30
    _sync_lane = "amazon.invoicing"
    _sync_name = _lt("Invoices and payments")
    _sync_words = {
        "processed": (_lt("1 order invoiced or paid"), _lt("%(count)s orders invoiced or paid"))
    }

    def _sync(self, schedule, operation):
        store = schedule.store_id
        finished = store._invoice_due(operation) and store._pay_due(operation)
        store._follow_invoice_troubles()
        if not finished:
            operation.state = "partial"
