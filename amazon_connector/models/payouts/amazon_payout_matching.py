"""Which line of the bank is which payout: by the trace id in its text, or by amount and days."""

from datetime import timedelta

from odoo import models
from odoo.exceptions import UserError
from odoo.tools import formatLang

# A bank may value a payout before Amazon's date, and show it days later.
EARLIEST, LATEST = timedelta(days=3), timedelta(days=12)


class AmazonPayout(models.Model):
    _inherit = "amazon.payout"

    def _find_bank_lines(self):
        """:return: open lines of statements that may be this payout: its days, and its direction"""
        line = self.transit_line_id
        if not line or line.reconciled:
            return self.env["account.bank.statement.line"]
        return self.env["account.bank.statement.line"].search(
            [
                ("journal_id.company_id", "in", line.company_id.parent_ids.ids),
                ("is_reconciled", "=", False),
                ("amount", ">" if line.amount_residual > 0 else "<", 0),
                ("date", ">=", line.date - EARLIEST),
                ("date", "<=", line.date + LATEST),
            ]
        )

    def action_match(self):
        """Match these payouts with the bank; where it is not certain, show what may be it.

        :return: client action that reloads, or a window action with the lines of the bank
        """
        self.check_access("write")
        unsure = self.browse()
        for payout in self.filtered(lambda payout: not payout.is_matched):
            payout.sudo()._find_bank_lines()._match_amazon_payouts()
            if not payout.is_matched:
                unsure |= payout
        if unsure:
            return unsure._propose_bank_lines()
        return {"type": "ir.actions.client", "tag": "soft_reload"}

    def _propose_bank_lines(self):
        """:return: window action: lines of the bank for the first of these that has any"""
        if not self.transit_line_id:
            raise UserError(
                self.env._(
                    "Nothing of this payout is on its way in the books. Post its settlement first."
                )
            )
        found = ((payout, payout.sudo()._find_bank_lines()) for payout in self)
        payout, lines = next(((one, lines) for one, lines in found if lines), (None, None))
        if not payout:
            raise UserError(
                self.env._(
                    "No open line of a bank statement lies within the days of this payout. "
                    "Import the statement; it is then matched automatically."
                )
            )
        view = self.env.ref("amazon_connector.amazon_payout_bank_line_view_list")
        return {
            "type": "ir.actions.act_window",
            "name": self.env._(
                "Bank Lines for the Payout of %s",
                formatLang(self.env, payout.amount, currency_obj=payout.currency_id),
            ),
            "res_model": "account.bank.statement.line",
            "view_mode": "list",
            "views": [(view.id, "list")],
            "domain": [("id", "in", lines.ids)],
            "context": {"amazon_payout_id": payout.id, "create": False},
            "target": "new",
        }

    def action_view_bank_line(self):
        """Open the entry of the line of the bank that has brought this payout.

        :return: window action
        """
        self.ensure_one()
        return self._get_form_action("account.move", self.bank_line_id.move_id)

    def action_unmatch(self):
        """Take the matching back, by Odoo's own undo.

        :return: client action that reloads
        """
        self.ensure_one()
        self.check_access("write")
        self.bank_line_id.action_undo_reconciliation()
        return {"type": "ir.actions.client", "tag": "soft_reload"}
