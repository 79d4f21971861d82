"""Connecting in the browser: Seller Central's consent page and the way back (A1)."""

import secrets

from odoo import api, models
from odoo.exceptions import UserError
from odoo.tools import consteq, hash_sign, verify_hash_signed

from ..spapi.authorization import consent_url, exchange_code
from ..spapi.errors import SpApiError

SCOPE = "amazon_connector.authorization"
HOURS_TO_CONFIRM = 1


class AmazonAccount(models.Model):
    _inherit = "amazon.account"

    def action_authorize(self):
        """Send the administrator to Amazon's consent page.

        :return: client action that opens the page, with a signed, single-use, expiring state
        """
        self.ensure_one()
        self.check_access("write")
        account = self.sudo()
        if not (account.application_ref and account.lwa_client_id and account.lwa_client_secret):
            raise UserError(
                self.env._(
                    "Enter application id, client id and client secret first: they are in "
                    "Amazon's Solution Provider Portal."
                )
            )
        account.authorization_nonce = secrets.token_urlsafe(16)
        state = hash_sign(
            account.env,
            SCOPE,
            [account.id, account.authorization_nonce],
            expiration_hours=HOURS_TO_CONFIRM,
        )
        return {
            "type": "ir.actions.act_url",
            "target": "self",
            "url": consent_url(
                account.consent_url or account._get_seller_central_url(),
                account.application_ref,
                state,
                f"{account.get_base_url()}/amazon/authorize",
            ),
        }

    def _get_seller_central_url(self):
        """Seller Central of a marketplace of ours; any of the region leads to the same page."""
        markets = self.store_ids.marketplace_id or self.env["amazon.marketplace"].search(
            [("region", "=", self.region)]
        )
        return markets[:1].seller_central_url

    @api.model
    def _finish_authorization(self, state, code, selling_partner_id):
        """The seller came back from Amazon: check the state, fetch and keep the refresh token.

        :return: tuple (``amazon.account`` or empty, message or "" when all went well)
        """
        account = self._find_authorizing(state)
        if not account:
            return self.browse(), self.env._(
                "This confirmation is not valid any more. Start it again from the account in Odoo."
            )
        account.authorization_nonce = False
        known = account.selling_partner_id
        if known and selling_partner_id and known != selling_partner_id:
            return account, self.env._(
                "Another seller has confirmed than the one of account %s. Log in at Amazon with "
                "the right one.",
                account.name,
            )
        try:
            token = exchange_code(
                account.lwa_client_id,
                account.lwa_client_secret,
                code,
                f"{account.get_base_url()}/amazon/authorize",
                token_url=account.token_url or "",
            )
        except SpApiError as error:
            return account, account._explain(error)
        account.write(
            {
                "refresh_token": token,
                "selling_partner_id": selling_partner_id or known,
                "state": "connected",
                "state_reason": self.env._("Authorised in the browser."),
            }
        )
        return account, ""

    def _find_authorizing(self, state):
        """:return: the ``amazon.account`` that a signed and unused state belongs to, or empty"""
        values = verify_hash_signed(self.sudo().env, SCOPE, state) if state else None
        if not values:
            return self.browse()
        account_id, nonce = values
        account = self.sudo().browse(account_id).exists()
        if not account or not account.authorization_nonce:
            return self.browse()
        if not consteq(account.authorization_nonce, nonce):
            return self.browse()
        # Who returns must be allowed what pressing the button needs.
        account.with_user(self.env.user).check_access("write")
        return account
