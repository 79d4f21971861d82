"""How a store's settlements are booked: locked periods, and the way to the bank."""

from odoo import fields, models


class AmazonStore(models.Model):
    _inherit = "amazon.store"

    locked_period = fields.Selection(
        [("wait", "Wait until it is opened"), ("next", "Move to the first open day")],
        string="Locked Periods",
        required=True,
        default="wait",
        help="What becomes of entries of settlements whose day lies in a locked period.",
    )

    def _get_transit_account(self):
        """Where a payout stands on its way to the bank, as Odoo itself chooses for payments.

        :return: ``account.account``: of the bank's journal, else of the chart, else the company's
        """
        self.ensure_one()
        kinds = self.env["amazon.fee.kind"]
        return kinds._find_transit_account(self.company_id, self.payout_journal_id)
