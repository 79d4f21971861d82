"""What can be wrong with an account as a whole, and the way to all that is wrong below it."""

from odoo import api, models

from ..troubles.trouble_kind import TroubleKind, tell_date


class AmazonAccount(models.Model):
    _inherit = "amazon.account"

    def _get_trouble_owner(self):
        return self, self.env["amazon.store"]

    @api.model
    def _get_trouble_kinds(self):
        denied = self.env._("Amazon denies the access to %(operation)s.")
        return super()._get_trouble_kinds() | {
            "connection_refused": TroubleKind(
                title=self.env._("Amazon refuses the connection"),
                sentence=self.env._("%(advice)s Then test the connection."),
                action="action_test_connection",
                action_text=self.env._("Test Connection"),
                words={"advice": self._get_advice() | {"denied": denied}},
            ),
            "role_missing": TroubleKind(
                title=self.env._("A job lacks a role at Amazon"),
                sentence=self.env._("The job %(job)s rests. %(advice)s Then test the connection."),
                action="action_test_connection",
                action_text=self.env._("Test Connection"),
                words={
                    "job": self.env["amazon.trouble"]._get_job_words(),
                    "advice": self._get_advice(),
                },
            ),
            **self.env["amazon.trouble"]._get_job_kinds(),
            **self._get_secret_kinds(),
            **self._get_vault_kinds(),
        }

    @api.model
    def _get_secret_kinds(self):
        """:return: dict key → ``TroubleKind``: told 30 days, and once more 7 days, before"""
        words = {
            "title": self.env._("The client secret expires"),
            "sentence": self.env._(
                "Amazon takes the client secret of account %(account)s until %(date)s. Make a "
                "new one in Amazon's Solution Provider Portal and paste it into the account."
            ),
            "action": "action_open_form",
            "action_text": self.env._("Open Account"),
        }
        return {
            "secret_expires_soon": TroubleKind(severity="warning", **words),
            "secret_expires": TroubleKind(**words),
        }

    def _is_settled(self, trouble):
        if trouble.kind == "connection_refused":
            return self.state == "connected"
        if trouble.kind in self._get_secret_kinds():
            return self.sudo()._get_secret_trouble() != trouble.kind
        if trouble.kind in self._get_vault_kinds():
            return self.sudo().secret_state != "unreadable"
        return super()._is_settled(trouble)

    @api.model
    def _notice_troubles(self):
        """Client secrets that Amazon will soon not take any more."""
        result = super()._notice_troubles()
        self._notice_unreadable_secrets()
        for account in self.search([("secret_expires_on", "!=", False)]):
            if key := account._get_secret_trouble():
                account._close_troubles(*(self._get_secret_kinds().keys() - {key}))
                until = tell_date(account.secret_expires_on)
                account._raise_trouble(key, account=account.name, date=until)
        return result

    def action_run_stuck_jobs(self):
        """Run again what does not get through.

        :return: the ``amazon.operation`` records
        """
        return self.env["amazon.trouble"]._run_stuck(self)

    def action_view_troubles(self):
        """The issues of these accounts, with those of their stores and documents.

        :return: window action
        """
        return self.env["amazon.trouble"]._get_list_action([("account_id", "in", self.ids)])
