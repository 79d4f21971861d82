"""A link with which someone without a login authorizes an account, once and in time (A2)."""

import hashlib
import secrets
from datetime import timedelta

from odoo import SUPERUSER_ID, api, fields, models
from odoo.exceptions import UserError
from odoo.tools import consteq, hash_sign, verify_hash_signed

SCOPE = "amazon_connector.setup_link"
# What Amazon sends back with the browser says by it that no login is needed.
STATE_PREFIX = "link."
LIFE = timedelta(days=7)
HOURS_TO_CONFIRM = 1
SETUP_PATH = "/amazon/setup"


class AmazonSetupLink(models.Model):
    _name = "amazon.setup.link"
    _description = "Amazon Setup Link"
    _order = "id desc"
    _rec_name = "email"

    account_id = fields.Many2one(
        "amazon.account",
        string="Amazon Account",
        required=True,
        readonly=True,
        ondelete="cascade",
        index=True,
    )
    company_id = fields.Many2one(related="account_id.company_id", store=True)
    email = fields.Char(string="Sent To", readonly=True)
    expires_at = fields.Datetime(string="Valid Until", required=True, readonly=True)
    used_at = fields.Datetime(string="Used On", readonly=True)
    withdrawn_at = fields.Datetime(string="Withdrawn On", readonly=True)
    # Whoever reads the database can open nothing with it.
    token_hash = fields.Char(required=True, readonly=True, index=True, groups=fields.NO_ACCESS)
    nonce_hash = fields.Char(readonly=True, groups=fields.NO_ACCESS)
    state = fields.Selection(
        [("open", "Open"), ("used", "Used"), ("expired", "Expired"), ("withdrawn", "Withdrawn")],
        compute="_compute_state",
    )

    @api.depends("expires_at", "used_at", "withdrawn_at")
    def _compute_state(self):
        now = fields.Datetime.now()
        for link in self:
            if link.used_at:
                link.state = "used"
            elif link.withdrawn_at:
                link.state = "withdrawn"
            else:
                link.state = "open" if link.expires_at > now else "expired"

    # From Odoo

    @api.model
    def _create_for(self, account, email):
        """Make a link for an account; those made before do not work any more.

        :return: tuple (``amazon.setup.link``, the whole address, known to nobody afterwards)
        :raises UserError: when the account cannot be authorized in the browser
        """
        account.with_env(self.env).check_access("write")
        account._check_authorizable()
        links = self.sudo()
        links.search([("account_id", "=", account.id)])._withdraw()
        token = secrets.token_urlsafe(32)
        link = links.create(
            {
                "account_id": account.id,
                "email": email,
                "expires_at": fields.Datetime.now() + LIFE,
                "token_hash": _hash(token),
            }
        )
        return link, f"{account.get_base_url()}{SETUP_PATH}/{token}"

    def _withdraw(self):
        waiting = self.filtered(lambda link: link.state == "open")
        waiting.write({"withdrawn_at": fields.Datetime.now(), "nonce_hash": False})

    def action_withdraw(self):
        """Let the link open nothing any more (Withdraw)."""
        self.account_id.check_access("write")
        self.sudo()._withdraw()

    # From the browser of someone without a login

    @api.model
    def _find_open(self, token):
        """:return: the ``amazon.setup.link`` of a token that still opens its account, or empty"""
        links = self.with_user(SUPERUSER_ID)
        link = links.search([("token_hash", "=", _hash(token))], limit=1)
        is_open = link and link.state == "open" and not link.account_id._is_put_away()
        return link if is_open else links.browse()

    def _start(self):
        """Send the browser to Amazon's consent page.

        :return: tuple (address, nonce that this browser alone has to bring back)
        """
        nonce = secrets.token_urlsafe(16)
        self.nonce_hash = _hash(nonce)
        state = hash_sign(self.env, SCOPE, [self.id, nonce], expiration_hours=HOURS_TO_CONFIRM)
        return self.account_id._get_consent_url(STATE_PREFIX + state), nonce

    @api.model
    def _finish(self, state, nonce, code, selling_partner_id):
        """The browser is back from Amazon: keep what the seller has confirmed.

        :param state: what Amazon gives back of ``_start``
        :param nonce: what the browser kept of it
        :return: "" when all went well, else a sentence for who has confirmed; it tells nothing of
            this database
        """
        link = self._find_started(state, nonce)
        if not link:
            return self.env._(
                "This link does not work any more. Ask the person who sent it for a new one."
            )
        link.nonce_hash = False
        try:
            with self.env.cr.savepoint():
                message = link.account_id._accept_authorization(code, selling_partner_id)
        except UserError:
            return self.env._(
                "Amazon's confirmation could not be kept. Tell the person who sent you the link."
            )
        if not message:
            link.used_at = fields.Datetime.now()
            link._tell_used()
        return message

    def _find_started(self, state, nonce):
        """:return: the open ``amazon.setup.link`` that this browser has started, or empty"""
        links = self.with_user(SUPERUSER_ID)
        try:
            values = verify_hash_signed(links.env, SCOPE, state.removeprefix(STATE_PREFIX))
        except ValueError:  # Not even the form of a signed state.
            values = None
        if not values or not nonce:
            return links
        link_id, signed = values
        link = links.browse(link_id).exists().try_lock_for_update()
        if not link or link.state != "open" or not link.nonce_hash:
            return links
        if link.account_id._is_put_away():
            return links
        is_same = consteq(signed, nonce) and consteq(link.nonce_hash, _hash(nonce))
        return link if is_same else links

    def _tell_used(self):
        """Tell the responsible person, whatever the language of who has confirmed."""
        account = self.account_id
        responsible = self.env["amazon.trouble"]._get_responsible(account)
        account.message_post(
            body=self.with_context(lang=responsible.lang).env._(
                "The account was authorized through the setup link sent to %(email)s. Load its "
                "stores next.",
                email=self.email,
            ),
            partner_ids=responsible.partner_id.ids,
            subtype_xmlid="mail.mt_note",
        )


def _hash(token):
    return hashlib.sha256((token or "").encode()).hexdigest()
