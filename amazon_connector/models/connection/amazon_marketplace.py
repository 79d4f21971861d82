"""The marketplaces on which Amazon sells: reference data, the same for every database."""

import pytz

from odoo import api, fields, models

REGIONS = [("na", "North America"), ("eu", "Europe"), ("fe", "Far East")]

# Of countries with several time zones or territories overseas: the zone of most of its people,
# in the US the one in which Amazon counts its days.
TIME_ZONES = {
    "AU": "Australia/Sydney",
    "BR": "America/Sao_Paulo",
    "CA": "America/Toronto",
    "DE": "Europe/Berlin",
    "ES": "Europe/Madrid",
    "MX": "America/Mexico_City",
    "US": "America/Los_Angeles",
}


class AmazonMarketplace(models.Model):
    _name = "amazon.marketplace"
    _description = "Amazon Marketplace"
    _order = "region desc, name"
    _rec_names_search = ["name", "code", "country_id.code"]

    name = fields.Char(required=True, help="As Amazon writes it in reports, for example Amazon.de.")
    code = fields.Char(required=True, help="Amazon's marketplace id.")
    country_id = fields.Many2one("res.country", required=True)
    currency_id = fields.Many2one("res.currency", required=True)
    region = fields.Selection(
        REGIONS, required=True, help="The Selling Partner API endpoint that serves the marketplace."
    )
    domain = fields.Char(required=True)
    seller_central_url = fields.Char(
        string="Seller Central", required=True, help="Where the seller authorizes the application."
    )
    prices_include_tax = fields.Boolean(
        help="Prices on this marketplace include tax, and Amazon's order data usually "
        "shows no tax amount. Stores take this as their default."
    )
    active = fields.Boolean(default=True)

    _code_unique = models.UniqueIndex("(code)", "This Amazon marketplace exists already.")

    @api.model
    def _get_all(self):
        """:return: every ``amazon.marketplace``, archived ones too; there are few"""
        return self.with_context(active_test=False).search([("code", "!=", False)])

    @api.model
    def _find_by_code(self, codes):
        """Marketplaces by Amazon's id, archived ones too.

        :param codes: iterable of Amazon marketplace ids
        :return: dict id → ``amazon.marketplace``
        """
        wanted = set(codes)
        return {market.code: market for market in self._get_all() if market.code in wanted}

    def _get_time_zone(self):
        """:return: name of the local time zone of the marketplace's country"""
        code = self.country_id.code or ""
        return TIME_ZONES.get(code) or pytz.country_timezones.get(code, ["UTC"])[0]
