"""The way back from Amazon's consent page (A1)."""

import logging

from psycopg2.errors import UniqueViolation

from odoo import http
from odoo.exceptions import AccessError, UserError
from odoo.http import request

from ..models.setup.amazon_setup_link import STATE_PREFIX
from ..models.sync.races import expected_races
from . import setup_link
from .access_log import PATH

_logger = logging.getLogger(__name__)


class AmazonAuthorization(http.Controller):
    @http.route(PATH, type="http", auth="public", methods=["GET"], sitemap=False)
    def authorize(self, state="", spapi_oauth_code="", selling_partner_id="", **_kwargs):
        """Amazon sends the seller back with a code: change it for the refresh token.

        :param state: what we signed; proves that the request is ours, unused and recent
        :param spapi_oauth_code: Amazon's code, valid for five minutes
        :param selling_partner_id: merchant token of the seller who confirmed
        """
        if state.startswith(STATE_PREFIX):
            return setup_link.finish(state, spapi_oauth_code, selling_partner_id)
        if not request.session.uid:
            raise http.SessionExpiredException("Log in to connect an account.")
        status = 400
        try:
            # What is written is proved to be storable in here: else the page would be a bare one.
            # A query that is refused holds the new token: no value of it is logged.
            with expected_races(), request.env.cr.savepoint():
                account, message = request.env["amazon.account"]._finish_authorization(
                    state, spapi_oauth_code, selling_partner_id
                )
        except AccessError:
            status = 403
            message = request.env._("You may not set up Amazon accounts. Ask an administrator.")
        except UserError as error:
            message = str(error)
        except UniqueViolation as error:
            message = request.env["amazon.account"]._sql_error_to_message(error)
        else:
            if account and not message:
                return request.redirect(
                    f"/odoo/action-amazon_connector.amazon_account_action/{account.id}"
                )
        return request.render(
            "amazon_connector.authorization_failed", {"message": message}, status=status
        )
