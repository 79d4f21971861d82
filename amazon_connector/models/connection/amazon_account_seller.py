"""For which seller the account acts: Amazon's word, not that of an address or of who typed it."""

from odoo import models

from ...spapi.authorization import exchange_code
from ...spapi.credentials import clean_pasted
from ...spapi.errors import NotFound, Rejected, SpApiError, Unauthorized, UnreadablePayload
from ..sync.amazon_sync_mixin import NO_SUCH_REF


class AmazonAccount(models.Model):
    _inherit = "amazon.account"

    # A seller who has confirmed in the browser

    def _accept_authorization(self, code, selling_partner_id):
        """Trade Amazon's code for the refresh token and keep it.

        :return: "" when all went well, else what to do; it names nothing of this database
        """
        if not code:
            return self.env._(
                "Amazon sent no confirmation: start again, and confirm on Amazon's page."
            )
        if selling_partner_id != (self.selling_partner_id or selling_partner_id):
            return self.env._(
                "Another seller has confirmed than the one of this account. Log in at Amazon with "
                "the right one."
            )
        try:
            refresh_token = self._exchange_code(code)
            with self.env.cr.savepoint():
                self._keep_authorization(refresh_token, selling_partner_id)
        except (SpApiError, UnreadablePayload) as error:
            return self._explain(error)
        return ""

    def _exchange_code(self, code):
        """:return: the refresh token for the code of Amazon's confirmation
        :raises SpApiError: when Amazon does not take the code
        """
        try:
            return exchange_code(
                self.lwa_client_id,
                self.lwa_client_secret,
                code,
                self._get_redirect_url(),
                token_url=self.token_url or "",
            )
        except Unauthorized as error:
            if error.reason != "expired_token":
                raise
            raise Unauthorized(error.message, reason="used_code", **error.facts) from error

    def _keep_authorization(self, refresh_token, selling_partner_id):
        """Keep the refresh token, if Amazon says that it is of the seller whom the address names.

        The merchant token of an address that a browser was sent to is nobody's word.

        :raises SpApiError: when Amazon does not know the seller under this token
        """
        claimed = clean_pasted(selling_partner_id or "")
        known = self.selling_partner_id
        self.write({"refresh_token": refresh_token, "selling_partner_id": claimed or known})
        participations = self._fetch_region()
        client = self._get_client()
        participations = participations or client.get_marketplace_participations()
        self._check_region(participations)
        confirmed = self._is_seller_confirmed(client, participations)
        if confirmed is False:
            raise Unauthorized("Another seller's merchant token.", reason="wrong_seller")
        self.selling_partner_id = self.selling_partner_id if confirmed else known
        self._mark_connected(self.env._("Authorized in the browser."))
        # Roles that were added in between count from this consent on.
        self.refused_data = False
        self.schedule_ids._try_denied_again()

    # What Amazon says

    def _find_wrong_seller(self, confirmed, operation):
        """Without a merchant token nothing of listings and cancellations reaches Amazon either.

        :param confirmed: see ``_is_seller_confirmed``
        :return: list of the ``Unauthorized`` that says so, empty when the token may be right
        """
        if not self.selling_partner_id:
            # Who has just pasted the three values gets to the token next: nothing has failed.
            error = Unauthorized("There is no merchant token.", reason="no_seller")
            operation._warning(self._explain(error), self)
        elif confirmed is False:
            error = Unauthorized("Another seller's merchant token.", reason="wrong_seller")
            operation._error(self._explain(error), self)
        else:
            return []
        return [error]

    def _check_region(self, participations):
        """:raises Unauthorized: when Amazon knows no marketplace of ours in this region"""
        known = self.env["amazon.marketplace"]._find_by_code(
            participation.marketplace_id for participation in participations
        )
        if not any(marketplace.region == self.region for marketplace in known.values()):
            raise Unauthorized("No marketplace of this region.", reason="wrong_region")

    def _is_seller_confirmed(self, client, participations):
        """Ask for a listing under our merchant token: Amazon lets sellers see only their own.

        No call tells the merchant token itself.

        :param participations: where the seller sells
        :return: whether the token is the seller's; None where Amazon lets nobody tell
        """
        # Where the seller does not sell, Amazon refuses the right token as well.
        known = self.env["amazon.marketplace"]._find_by_code(
            participation.marketplace_id
            for participation in participations
            if participation.is_participating
        )
        if not (known and self.selling_partner_id):
            return None
        marketplace = next(iter(known))
        try:
            client.get_listings_item(NO_SUCH_REF, (marketplace,), ("summaries",))
        except Unauthorized:
            return False if self._may_read_catalog(client, marketplace) else None
        except NotFound:
            return True
        except Rejected:
            return False
        return True

    def _may_read_catalog(self, client, marketplace):
        """The catalog asks for the same role as listings, and for no seller."""
        try:
            client.get_catalog_item(NO_SUCH_REF, marketplace)
        except Unauthorized:
            return False
        except Rejected:
            return True
        return True
