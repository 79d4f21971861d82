"""The way back from Amazon's consent page (A1)."""

import logging

from odoo import http
from odoo.http import request

_logger = logging.getLogger(__name__)


class AmazonAuthorization(http.Controller):
    @http.route("/amazon/authorize", type="http", auth="user", methods=["GET"], sitemap=False)
    def authorize(self, state="", spapi_oauth_code="", selling_partner_id="", **_kwargs):
        """Amazon sends the seller back with a code: change it for the refresh token.

        :param state: what we signed; proves that the request is ours, unused and recent
        :param spapi_oauth_code: Amazon's code, valid for five minutes
        :param selling_partner_id: merchant token of the seller who confirmed
        """
        account, message = request.env["amazon.account"]._finish_authorization(
            state, spapi_oauth_code, selling_partner_id
        )
        if account and not message:
            return request.redirect(
                f"/odoo/action-amazon_connector.amazon_account_action/{account.id}"
            )
        return request.render(
            "amazon_connector.authorization_failed", {"message": message}, status=400
        )
