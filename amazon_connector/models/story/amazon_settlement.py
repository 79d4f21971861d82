"""The conversation of a settlement says when it was posted, by whom, and into how many entries.

What else people do with it is tracked by its state.
"""

from odoo import models

from ...mapping.settlement_parts import PAYMENTS, PAYOUT, RESULT
from ..entries.account_move import UNREVERSED


class AmazonSettlement(models.Model):
    _inherit = "amazon.settlement"

    def _tell_posted(self):
        """All of it is posted: said once, in the transaction of its last entry."""
        count = self.env["account.move"].search_count(
            [
                ("amazon_settlement_id", "=", self.id),
                ("amazon_entry", "in", (RESULT, PAYMENTS, PAYOUT)),
                UNREVERSED,
            ]
        )
        body = self.env._(
            "Posted. Journal entries: %(count)s. Total: %(total)s.",
            count=count,
            total=self.currency_id.format(self.amount_total),
        )
        self._message_log(body=body)
