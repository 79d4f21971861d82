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
    refused_data_at = fields.Datetime(readonly=True, copy=False)
    status_untold_since = fields.Datetime(readonly=True, copy=False)

    def _get_included_data(self):
        """:return: tuple of the data sets of an order to ask for"""
        refused = self._get_refused_data()
        return tuple(part for part in ALL_ORDER_DATA if part not in refused)

    def _get_refused_data(self):
        now = fields.Datetime.now()
        if not self.refused_data or self.refused_data_at <= now - REFUSAL:
            return frozenset()
        return frozenset(self.refused_data.split(", "))

    def _note_refused_data(self, refused, operation):
        """Remember what Amazon has just refused, and say so once.

        :param refused: names of the data sets that were asked for and left out
        :param operation: ``amazon.operation``
        """
        known = self._get_refused_data()
        if refused <= known:
            return
        names = ", ".join(part for part in ALL_ORDER_DATA if part in refused | known)
        now = fields.Datetime.now()
        self.write({"refused_data": names, "refused_data_at": now})
        if FULFILLMENT in refused:
            self.status_untold_since = self.status_untold_since or now
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
