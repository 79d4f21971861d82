"""An account's ids and secrets: cleaned as pasted, dated, never copied."""

from datetime import timedelta

from odoo import api, fields, models

from ...spapi.credentials import clean_pasted

PASTED = (
    "lwa_client_id",
    "lwa_client_secret",
    "refresh_token",
    "application_ref",
    "selling_partner_id",
)
SECRET_LIFE = timedelta(days=180)
FIRST_WARNING, LAST_WARNING = timedelta(days=30), timedelta(days=7)


class AmazonAccount(models.Model):
    _inherit = "amazon.account"

    secret_expires_on = fields.Date(
        groups="base.group_system",
        copy=False,
        help="Amazon lets a client secret live for 180 days, counted here from the day on which "
        "it was entered; correct the date if the secret is older. The responsible person is "
        "told 30 and 7 days before. To rotate it, make a new secret in Amazon's Solution "
        "Provider Portal and paste it here.",
    )

    @api.model
    def _clean_pasted(self, vals):
        """Take away what comes along when ids and secrets are copied from pages and files.

        :return: value dict
        """
        cleaned = {name: clean_pasted(vals[name]) for name in PASTED if vals.get(name)}
        return {**vals, **cleaned}

    def _date_secret(self, vals):
        """What follows from a client secret that is entered: until when it lives.

        :param vals: cleaned value dict of a write or a create
        :return: value dict
        """
        if "lwa_client_secret" not in vals or "secret_expires_on" in vals:
            return vals
        secret = vals["lwa_client_secret"]
        # The same secret entered again does not live longer.
        if self and secret and all(each.lwa_client_secret == secret for each in self.sudo()):
            return vals
        expires_on = fields.Date.today() + SECRET_LIFE if secret else False
        return {**vals, "secret_expires_on": expires_on}

    def _get_secret_trouble(self):
        """:return: key of the trouble that the secret's age is today, or "" """
        expires_on = self.secret_expires_on
        if not (expires_on and self.lwa_client_secret):
            return ""
        left = expires_on - fields.Date.today()
        if left <= LAST_WARNING:
            return "secret_expires"
        return "secret_expires_soon" if left <= FIRST_WARNING else ""

    def copy_data(self, default=None):
        """Who duplicates gets what he may set; a proxy's address is for system administrators."""
        copied = super(AmazonAccount, self.sudo()).copy_data(default=default)
        may_set = {
            name for name, field in self._fields.items() if self._has_field_access(field, "write")
        }
        return [
            {
                **{name: value for name, value in vals.items() if name in may_set},
                "name": self.env._("%s (copy)", account.name),
                "selling_partner_id": False,
            }
            for account, vals in zip(self, copied, strict=True)
        ]
