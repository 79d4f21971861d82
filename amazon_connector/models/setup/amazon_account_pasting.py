"""The three values that connect an account, found in any text that somebody pastes."""

from odoo import api, fields, models

from ...spapi.pasting import find_credentials

# What is found in a pasted text, and the field that it is for.
FOUND = {
    "client_id": "lwa_client_id",
    "client_secret": "lwa_client_secret",
    "refresh_token": "refresh_token",
    "application_id": "application_ref",
}
NEEDED = ("lwa_client_id", "lwa_client_secret", "refresh_token")


class AmazonAccount(models.Model):
    _inherit = "amazon.account"

    # Kept nowhere: what it holds goes into the fields for it.
    pasted_credentials = fields.Text(
        string="Paste Here",
        store=False,
        groups="base.group_system",
        help="Paste what you have copied from Amazon, all at once or one by one. Client id, "
        "client secret and refresh token are found in any text and put into their fields.",
    )
    credentials_hint = fields.Char(
        compute="_compute_credentials_hint",
        groups="base.group_system",
        help="What is still missing to connect.",
    )

    @api.depends(*NEEDED, "pasted_credentials")
    @api.depends_context("lang")
    def _compute_credentials_hint(self):
        for account in self:
            missing = [
                self._fields[name]._description_string(self.env)
                for name in NEEDED
                if not account[name]
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
        for name, value in found.items():
            self[FOUND[name]] = value
        self.pasted_credentials = False
        if found:
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
