"""The way of a store's payouts to the bank."""

from odoo import models


class AmazonStore(models.Model):
    _inherit = "amazon.store"

    def _get_transit_account(self):
        """Where a payout stands on its way to the bank, as Odoo itself chooses for payments.

        :return: ``account.account``: of the bank's journal, else of the chart, else the company's
        """
        self.ensure_one()
        kinds = self.env["amazon.fee.kind"]
        return kinds._find_transit_account(self.company_id, self.payout_journal_id)
