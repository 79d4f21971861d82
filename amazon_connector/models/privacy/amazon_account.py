"""How an account's secrets are kept: what the screen says of it, and encrypting them anew."""

from odoo import api, fields, models
from odoo.exceptions import UserError

from ..troubles.trouble_kind import TroubleKind
from ..vault.keys import get_key_state
from ..vault.secret import Secret

# The worst first: what one secret is, the account is.
STATES = ("unreadable", "plain", "outdated", "sealed", "empty")


class AmazonAccount(models.Model):
    _inherit = "amazon.account"

    secret_state = fields.Selection(
        [
            ("empty", "No Secrets"),
            ("plain", "Not Encrypted"),
            ("outdated", "Encrypted With an Older Key"),
            ("sealed", "Encrypted"),
            ("unreadable", "Not Readable"),
        ],
        string="Encryption",
        compute="_compute_secret_state",
        compute_sudo=True,
        groups="base.group_system",
        help="How the client secret and the refresh token are kept in the database.",
    )
    secret_notice = fields.Text(
        compute="_compute_secret_state", compute_sudo=True, groups="base.group_system"
    )
    client_secret_hint = fields.Char(
        compute="_compute_secret_state", compute_sudo=True, groups="base.group_system"
    )
    refresh_token_hint = fields.Char(
        compute="_compute_secret_state", compute_sudo=True, groups="base.group_system"
    )

    @api.depends("lwa_client_secret", "refresh_token")
    @api.depends_context("lang")
    def _compute_secret_state(self):
        hints = {
            "empty": False,
            "unreadable": self.env._("Stored, but not readable"),
        }
        stored = self.env._("Stored")
        for account in self:
            secret = self._fields["lwa_client_secret"].get_state(account)
            token = self._fields["refresh_token"].get_state(account)
            account.client_secret_hint = hints.get(secret, stored)
            account.refresh_token_hint = hints.get(token, stored)
            account.secret_state = min(secret, token, key=STATES.index)
            account.secret_notice = self._get_secret_notice(account.secret_state)

    @api.model
    def _get_secret_notice(self, state):
        """:param state: value of ``secret_state``
        :return: what the administrator has to do about the encryption, or False
        """
        key_state = get_key_state()
        if key_state == "unusable":
            return self.env._(
                "What the server has as amazon_connector_key is not a key. Correct it in the "
                "configuration file or the environment of the server and restart Odoo."
            )
        if state == "unreadable":
            return self.env._(
                "The secrets were encrypted with a key that this server no longer has. Add that "
                "key to amazon_connector_key after a comma and restart Odoo, or enter the client "
                "secret and the refresh token again."
            )
        if key_state == "missing":
            return self.env._(
                "No encryption key is set: client secret and refresh token are stored as plain "
                "text. Make a key on the server with\n"
                'python3 -c "from cryptography.fernet import Fernet; '
                'print(Fernet.generate_key().decode())"\n'
                "write it into Odoo's configuration file as amazon_connector_key = … (or into the "
                "environment as AMAZON_CONNECTOR_KEY), restart Odoo and encrypt."
            )
        if state in ("plain", "outdated"):
            return self.env._("An encryption key is set, but these secrets do not use it yet.")
        return False

    def action_encrypt_secrets(self):
        """Encrypt the secrets with the first of the server's keys, whatever they were kept with."""
        self.check_access("write")
        if get_key_state() != "set":
            raise UserError(self._get_secret_notice("plain"))
        self._check_secrets()
        self._encrypt_secrets()

    def _encrypt_secrets(self):
        """What is readable is written again, which encrypts it with the first key."""
        for account in self.with_context(active_test=False).sudo():
            for name, field in account._fields.items():
                if isinstance(field, Secret) and account[name]:
                    account.write({name: account[name]})

    def _check_secrets(self):
        """:raises UserError: when a secret cannot be decrypted"""
        for account in self.sudo():
            if account.secret_state == "unreadable":
                raise UserError(
                    self.env._(
                        "Account %(account)s: %(notice)s",
                        account=account.name,
                        notice=self._get_secret_notice("unreadable"),
                    )
                )

    # Told to a person

    @api.model
    def _get_vault_kinds(self):
        """:return: dict key → ``TroubleKind`` of secrets that cannot be decrypted"""
        return {
            "secrets_unreadable": TroubleKind(
                title=self.env._("Amazon's secrets cannot be decrypted"),
                sentence=self.env._(
                    "The secrets of account %(account)s were encrypted with a key that this "
                    "server no longer has: nothing is fetched or sent. Add the key to "
                    "amazon_connector_key again, or enter the secrets anew."
                ),
                action="action_open_form",
                action_text=self.env._("Open Account"),
            )
        }

    @api.model
    def _notice_unreadable_secrets(self):
        """Raise the trouble for each account whose key is lost."""
        for account in self.sudo().search([("state", "!=", "draft")]):
            if account.secret_state == "unreadable":
                account._raise_trouble("secrets_unreadable", account=account.name)

    # Secrets are neither sorted nor grouped by: each would tell something of them.

    def _refuse_secret(self, spec):
        """:param spec: term of a grouping, an aggregate or an order"""
        field = self._fields.get(spec.partition(":")[0].partition(".")[0])
        if isinstance(field, Secret):
            raise field.get_refusal(self)

    def _read_group_groupby(self, alias, groupby_spec, query):
        self._refuse_secret(groupby_spec)
        return super()._read_group_groupby(alias, groupby_spec, query)

    def _read_group_select(self, aggregate_spec, query):
        self._refuse_secret(aggregate_spec)
        return super()._read_group_select(aggregate_spec, query)

    def _order_field_to_sql(self, alias, field_name, direction, nulls, query):
        self._refuse_secret(field_name)
        return super()._order_field_to_sql(alias, field_name, direction, nulls, query)
