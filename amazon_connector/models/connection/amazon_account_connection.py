"""Connecting an account: the consent page in the browser (A1), the test of the connection (A3)."""

import secrets

from odoo import api, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import consteq, hash_sign, verify_hash_signed

from ...spapi.authorization import consent_url
from ...spapi.errors import (
    Rejected,
    SpApiError,
    Throttled,
    Unauthorized,
    Unavailable,
    UnreadablePayload,
)
from ...spapi.lwa import OPERATION as LOGIN
from .amazon_marketplace import REGIONS

SCOPE = "amazon_connector.authorization"
HOURS_TO_CONFIRM = 1
# Trouble at Amazon passes; it must not stop the jobs of a sound account.
PASSING = (Throttled, Unavailable, Rejected, UnreadablePayload)


class AmazonAccount(models.Model):
    _inherit = "amazon.account"

    # Authorising in the browser

    def action_authorize(self):
        """Send the administrator to Amazon's consent page.

        :return: client action that opens the page, with a signed, single-use, expiring state
        """
        self.ensure_one()
        self.check_access("write")
        if not self.env.is_system():
            raise AccessError(self.env._("Ask a system administrator to authorize the account."))
        account = self.sudo()
        account._check_authorizable()
        account.authorization_nonce = secrets.token_urlsafe(16)
        state = hash_sign(
            account.env,
            SCOPE,
            [account.id, account.authorization_nonce, self.env.uid],
            expiration_hours=HOURS_TO_CONFIRM,
        )
        return {
            "type": "ir.actions.act_url",
            "target": "self",
            "url": account._get_consent_url(state),
        }

    def _check_authorizable(self):
        """:raises UserError: when what Amazon's consent page needs is not all there"""
        account = self.sudo()
        if not (account.application_ref and account.lwa_client_id and account.lwa_client_secret):
            raise UserError(
                self.env._(
                    "Enter application id, client id and client secret first: they are in "
                    "Amazon's Solution Provider Portal."
                )
            )
        account._check_redirect_url()

    def _get_consent_url(self, state):
        """:return: address of Amazon's consent page for this account's application"""
        return consent_url(
            self.consent_url or self._get_seller_central_url(),
            self.application_ref,
            state,
            self._get_redirect_url(),
            beta=self.application_is_draft,
        )

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
        return account, account._accept_authorization(code, selling_partner_id)

    def _find_authorizing(self, state):
        """:return: the ``amazon.account`` that a signed and unused state belongs to, or empty"""
        try:
            values = verify_hash_signed(self.sudo().env, SCOPE, state)
        except ValueError:  # Not even the form of a signed state.
            values = None
        if not values or len(values) != 3:
            return self.browse()
        account_id, nonce, user_id = values
        account = self.sudo().browse(account_id).exists()
        if not account or not account.authorization_nonce:
            return self.browse()
        if not consteq(account.authorization_nonce, nonce):
            return self.browse()
        # Who returns must be allowed what pressing the button needs.
        account.with_user(self.env.user).check_access("write")
        # Else a link from somebody else would connect another seller in one's own name.
        return account if user_id == self.env.uid else self.browse()

    # Testing

    def action_test_connection(self):
        """Ask Amazon who we are and say in plain words what is wrong, if anything is.

        :return: the ``amazon.operation`` with one line per finding
        """
        self.check_access("write")
        operations = self.env["amazon.operation"]
        for account in self:
            with operations._record(account, "connection") as operation:
                account._test_connection(operation)
            operations |= operation
        return operations

    def _test_connection(self, operation):
        """Token, participations, then one cheap call per role; writes the outcome to the state."""
        account = self._work_env()
        try:
            participations = account._fetch_region(operation)
            with operation._counting(account._get_client()) as client:
                participations = participations or client.get_marketplace_participations()
                account._check_region(participations)
                # Its jobs come back with it, so that their roles are tried, too.
                account._leave_archive()
                missing = account._check_roles(client, operation)
                hidden = account._fetch_buyers_permission(client, operation)
                confirmed = account._is_seller_confirmed(client, participations)
        except (SpApiError, UnreadablePayload, UserError) as error:
            explanation = account._explain(error)
            account.state_reason = explanation
            if not isinstance(error, PASSING) or _is_about_credentials(error):
                account.state = "error"
            operation._error(explanation, account)
            return
        findings = [*missing, *hidden, *account._find_wrong_seller(confirmed, operation)]
        granted = self.env._("Connected. Amazon granted all required roles.")
        account._mark_connected(" ".join(map(account._explain, findings)) or granted)
        operation._info(self.env._("Connected.") if findings else granted, account)

    def _mark_connected(self, reason):
        """Amazon lets us in: jobs go on, and nobody has to look any more.

        :param reason: how we know, or False
        """
        self._leave_archive()
        self.write({"state": "connected", "state_reason": reason})
        self._close_troubles("connection_refused")

    def _explain(self, error):
        """What went wrong and what to do, in a sentence for the person who connects."""
        if isinstance(error, UserError):
            return str(error)
        if _is_about_credentials(error):
            return self.env._(
                "Amazon does not take these credentials (%(error)s). Copy client id, client secret "
                "and refresh token again.",
                error=str(error).rstrip(". "),
            )
        if not isinstance(error, Unauthorized):
            return self.env._(
                "Amazon does not answer as expected right now (%(error)s). Nothing is wrong with "
                "your settings as far as we can tell: try again in some minutes.",
                error=str(error).rstrip(". "),
            )
        advice = self._get_advice().get(error.reason)
        if not advice:
            return self.env._("Amazon denies the access: %(error)s", error=error)
        return advice % self._get_advice_arguments(error)

    def _get_advice_arguments(self, error):
        """:return: dict of what the advice for an ``Unauthorized`` names"""
        return {"operation": error.operation, "region": dict(REGIONS)[self.region]}

    @api.model
    def _get_advice(self):
        """:return: dict reason of an ``Unauthorized`` → what to do"""
        return self._get_role_advice() | {
            "wrong_client": self.env._(
                "Amazon does not know this client id with this client secret. Copy both again "
                "from the Solution Provider Portal; secrets expire after 180 days."
            ),
            "expired_token": self.env._(
                "The refresh token is expired or revoked. Authorize the application again."
            ),
            "used_code": self.env._(
                "Amazon's confirmation was used already or is older than five minutes. Authorize "
                "the application again."
            ),
            "wrong_seller": self.env._(
                "Amazon does not know the merchant token as this seller's. Copy it again from "
                "Seller Central (Account Info); if it is right, add the role Product Listing to "
                "your application."
            ),
            "no_seller": self.env._(
                "Enter the merchant token (Seller Central, Account Info): without it neither "
                "quantities nor cancellations can be sent."
            ),
            "wrong_region": self.env._(
                "This seller has no marketplace in the region %(region)s. Choose the region in "
                "which the account sells."
            ),
        }

    def _needs_person(self, error):
        """Amazon refuses our credentials: say it once, and stop asking until someone acts.

        :param error: ``spapi.errors.Unauthorized``
        """
        self.ensure_one()
        explanation = self._explain(error)
        self.write({"state": "error", "state_reason": explanation})
        self._raise_trouble(
            "connection_refused", advice=error.reason, **self._get_advice_arguments(error)
        )


def _is_about_credentials(error):
    """Whether Login with Amazon refuses what it was given, in whatever words."""
    return isinstance(error, Rejected) and error.operation == LOGIN
