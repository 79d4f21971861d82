"""Parts of orders that Amazon refuses to tell an account: they are left out, and named."""

from datetime import timedelta

from odoo import fields, models

from ...spapi.operations.permitted import ALL_ORDER_DATA, PERSONAL_DATA
from ...spapi.words import FULFILLMENT

# For so long a data set is not asked for again: each time costs one of the few searches of a day.
REFUSAL = timedelta(days=1)


class AmazonAccount(models.Model):
    _inherit = "amazon.account"

    refused_data = fields.Char(
        readonly=True,
        copy=False,
        help="Parts of an order that Amazon does not give this application; orders are imported "
        "without them. Without BUYER and RECIPIENT there are no names and addresses. They are "
        "asked for again after a day, or when you test the connection.",
    )
    refused_data_at = fields.Datetime(
        readonly=True, copy=False, help="When Amazon refused them last."
    )
    status_untold_since = fields.Datetime(readonly=True, copy=False)

    def _get_included_data(self):
        """:return: tuple of the data sets of an order to ask for: what was refused rests a day"""
        refused_at = self.refused_data_at
        rests = refused_at and refused_at > fields.Datetime.now() - REFUSAL
        refused = self._get_refused_data() if rests else ()
        return tuple(part for part in ALL_ORDER_DATA if part not in refused)

    def _get_refused_data(self):
        """:return: frozenset of the data sets that Amazon refused when last asked for them"""
        return frozenset(filter(None, (self.refused_data or "").split(", ")))

    def _note_refused_data(self, asked, refused, operation):
        """Remember what Amazon has just refused or tells again; say once what it refuses.

        :param asked: names of the data sets that were asked for
        :param refused: those of them that were left out
        :param operation: ``amazon.operation``
        """
        known = self._get_refused_data()
        left = known.difference(asked) | refused
        now = fields.Datetime.now()
        if refused:
            self.refused_data_at = now
        if left != known:
            self.refused_data = ", ".join(part for part in ALL_ORDER_DATA if part in left)
        if FULFILLMENT in refused:
            self.status_untold_since = self.status_untold_since or now
        if not refused <= known:
            self._tell_refused_data(left, operation)

    def _tell_refused_data(self, refused, operation):
        names = ", ".join(part for part in ALL_ORDER_DATA if part in refused)
        operation._warning(
            self.env._(
                "Amazon refuses these parts of orders: %s. Orders are imported without them.",
                names,
            )
        )
        if refused & set(PERSONAL_DATA):
            operation._warning(
                self.env._("Amazon does not give this application names and addresses of buyers.")
            )
