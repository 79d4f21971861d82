"""Settlements that do not come: told in time, since Amazon lists them for 90 days only."""

from datetime import timedelta

from odoo import api, fields, models

LONGEST_SILENCE = timedelta(days=75)


class AmazonSettlement(models.Model):
    _inherit = "amazon.settlement"

    @api.model
    def _notice_troubles(self):
        """Live stores with orders of which no settlement tells."""
        result = super()._notice_troubles()
        stores = self.env["amazon.store"].search([("state", "=", "live")])
        for store, last in stores._find_unsettled().items():
            store._raise_trouble(
                "no_settlement",
                currency=store.marketplace_id.currency_id.name,
                last=fields.Date.to_string(last) if last else "–",
            )
        return result
