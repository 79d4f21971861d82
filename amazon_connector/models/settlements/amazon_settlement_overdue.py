"""Settlements that do not come, and those whose entries somebody has taken back: told in time.

Amazon lists a settlement for 90 days only.
"""

from datetime import timedelta

from odoo import api, models
from odoo.tools import LazyTranslate

from ..troubles.trouble_kind import TroubleKind, tell_date

_lt = LazyTranslate(__name__)

ENTRY_UNDONE = TroubleKind(
    title=_lt("An entry of a settlement was reversed by hand"),
    sentence=_lt(
        "Settlement %(settlement)s is posted, but %(entries)s was reversed by hand: its money is "
        "missing from your books. Reverse and Process Again books it anew."
    ),
    action="action_open_form",
    action_text=_lt("Open Settlement"),
    severity="warning",
)

LONGEST_SILENCE = timedelta(days=75)


class AmazonSettlement(models.Model):
    _inherit = "amazon.settlement"

    @api.model
    def _notice_troubles(self):
        """Live stores with orders of which no settlement tells, entries that were taken back."""
        result = super()._notice_troubles()
        stores = self.env["amazon.store"].search([("state", "=", "live")])
        for store, last in stores._find_unsettled().items():
            store._raise_trouble(
                "no_settlement",
                currency=store.marketplace_id.currency_id.name,
                last=tell_date(last),
            )
        for settlement, moves in self._find_undone().grouped("amazon_settlement_id").items():
            names = ", ".join(moves.mapped("display_name"))
            settlement._raise_trouble(
                "entry_undone", settlement=settlement.amazon_ref, entries=names
            )
        return result
