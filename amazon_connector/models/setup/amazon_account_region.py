"""In which region an account sells: Amazon's word, asked where the company is at home first."""

from odoo import api, models

from ...spapi.errors import SpApiError, Unauthorized, UnreadablePayload
from ..connection.amazon_account_roles import FORBIDDEN
from ..connection.amazon_marketplace import REGIONS

# Countries without a marketplace of Amazon's: those outside the European Union.
EUROPE = ("CH", "NO", "IS", "LI", "MC", "RS", "UA", "IL")
FAR_EAST = ("NZ", "HK", "TW", "KR", "CN", "TH", "MY", "ID", "PH", "VN")


class AmazonAccount(models.Model):
    _inherit = "amazon.account"

    @api.model
    def _default_region(self):
        """:return: the region in which a company of this country most likely sells"""
        country = self.env.company.account_fiscal_country_id or self.env.company.country_id
        market = (
            self.env["amazon.marketplace"]
            ._get_all()
            .filtered(lambda market: market.country_id == country)
        )
        if country and market:
            return market[0].region
        if country in self.env.ref("base.europe").country_ids or country.code in EUROPE:
            return "eu"
        return "fe" if country.code in FAR_EAST else "na"

    def _fetch_region(self, operation=None):
        """Set the region in which Amazon says that the seller sells.

        The one that is set is tried first, then the others. An account that has stores already
        has its region: there, another one is an error that a person has to know of.

        :param operation: the ``amazon.operation`` to which the call counts, if there is one
        :return: what Amazon says of the region, so that nobody asks again; None where it said
            nothing of use, or was not asked
        :raises SpApiError: when Amazon answers in no region
        """
        if self.with_context(active_test=False).store_ids:
            return None
        chosen, refusal = self.region, None
        for region in dict.fromkeys((chosen, *dict(REGIONS))):
            self.region = region
            client = self._get_client()
            try:
                participations = client.get_marketplace_participations()
            except (SpApiError, UnreadablePayload) as error:
                if not isinstance(error, Unauthorized) or error.status != FORBIDDEN:
                    self.region = chosen
                    raise
                # So Amazon answers a seller who has no account in the region of the address.
                refusal = refusal or error
                continue
            known = self.env["amazon.marketplace"]._find_by_code(
                participation.marketplace_id for participation in participations
            )
            regions = {market.region for market in known.values()}
            if regions:
                self.region = region if region in regions else min(regions)
                if operation:
                    operation._add_calls(client.calls)
                return participations
        self.region = chosen
        if refusal:
            raise refusal
        return None
