"""The three values that connect an account, found in any text that somebody pastes."""

from odoo import api, fields, models

from ...spapi.pasting import find_credentials

# What is found in a pasted text, and the field that it is for.
OPEN = {"client_id": "lwa_client_id", "application_id": "application_ref"}
# No secret goes back to the screen: what was pasted stands there until it is saved.
SECRETS = {"client_secret": "lwa_client_secret", "refresh_token": "refresh_token"}
FIELDS = OPEN | SECRETS
NEEDED = ("lwa_client_id", "lwa_client_secret", "refresh_token")


class AmazonAccount(models.Model):
    _inherit = "amazon.account"

    # Kept nowhere: what it holds goes into the fields for it.
    pasted_credentials = fields.Text(
        string="Paste Here",
        compute="_compute_pasted_credentials",
        inverse="_inverse_pasted_credentials",
        groups="base.group_system",
        help="Paste what you have copied from Amazon, all at once or one below the other. Client "
        "id, client secret and refresh token are found in any text and put into their fields.",
    )
    is_connectable = fields.Boolean(
        compute="_compute_is_connectable", help="The refresh token is there, stored or pasted."
    )
    credentials_hint = fields.Char(
        compute="_compute_credentials_hint",
        groups="base.group_system",
        help="What is still missing to connect.",
    )

    def _compute_pasted_credentials(self):
        self.pasted_credentials = False

    def _inverse_pasted_credentials(self):
        for account in self.filtered("pasted_credentials"):
            found = find_credentials(account.pasted_credentials)
            values = {field: found[name] for name, field in FIELDS.items() if name in found}
            if values:
                account.write(values)

    @api.depends("refresh_token", "pasted_credentials")
    def _compute_is_connectable(self):
        for account in self.sudo():
            pasted = find_credentials(account.pasted_credentials or "")
            account.is_connectable = bool(account.refresh_token or "refresh_token" in pasted)

    @api.depends(*NEEDED, "pasted_credentials")
    @api.depends_context("lang")
    def _compute_credentials_hint(self):
        for account in self:
            found = find_credentials(account.pasted_credentials or "")
            pasted = {FIELDS[name] for name in found}
            missing = [
                self._fields[name]._description_string(self.env)
                for name in NEEDED
                if name not in pasted and not account.sudo()[name]
            ]
            names = ", ".join(missing)
            if len(missing) == len(NEEDED):
                account.credentials_hint = False
            elif missing:
                account.credentials_hint = self.env._("Still missing: %(names)s.", names=names)
            else:
                account.credentials_hint = self.env._("All three are here. Press Connect.")

    @api.onchange("pasted_credentials")
    def _onchange_pasted_credentials(self):
        if not self.pasted_credentials:
            return None
        found = find_credentials(self.pasted_credentials)
        for name in OPEN.keys() & found:
            self[OPEN[name]] = found[name]
        if found:
            # Each on a line of its own, so that the next one is pasted below.
            secrets = [found[name] for name in SECRETS if name in found]
            self.pasted_credentials = "".join(f"{secret}\n" for secret in secrets)
            return None
        return {
            "warning": {
                "title": self.env._("Nothing was recognized"),
                "message": self.env._(
                    "A client id begins with amzn1.application-oa2-client, a client secret with "
                    "amzn1.oa2-cs, a refresh token with Atzr|. Copy them again."
                ),
            }
        }
