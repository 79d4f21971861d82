"""Payouts that no line of the bank matches: told once, so that no money is missed for long (H6)."""

from datetime import timedelta

from odoo import api, fields, models
from odoo.tools import LazyTranslate

from ..troubles.trouble_kind import TroubleKind, tell_amount, tell_date
from .amazon_payout import MADE

_lt = LazyTranslate(__name__)

KEY = "payout_unmatched"
UNMATCHED = TroubleKind(
    title=_lt("A payout is not in the bank"),
    sentence=_lt(
        "No line of a bank statement matches the payout of %(amount)s %(currency)s of %(date)s. "
        "Import the statement, or match it by hand. If the money never came, look at the payout "
        "in Seller Central (Payments)."
    ),
    action="action_match",
    action_text=_lt("Match"),
    severity="warning",
)


class AmazonPayout(models.Model):
    _inherit = "amazon.payout"

    @api.model
    def _notice_troubles(self):
        """Payouts that wait for the bank longer than their store allows."""
        result = super()._notice_troubles()
        waiting = self.search(
            [
                ("transit_line_id", "!=", False),
                ("transit_line_id.reconciled", "=", False),
                ("phase", "in", MADE),
                ("store_id.payout_patience", ">", 0),
            ]
        )
        for payout in waiting.filtered(lambda payout: payout._is_overdue()):
            payout._raise_trouble(
                KEY,
                amount=tell_amount(payout.amount, payout.currency_id),
                currency=payout.currency_id.name,
                date=tell_date(payout.transit_line_id.date),
            )
        return result

    def _is_overdue(self):
        """Whether the bank should have shown this payout by now."""
        line, days = self.transit_line_id, self.store_id.payout_patience
        return bool(
            line
            and not line.reconciled
            and self.phase in MADE
            and days > 0
            and line.date + timedelta(days=days) < fields.Date.context_today(self)
        )
