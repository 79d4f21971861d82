"""One e-mail a day to whoever looks after stores, with what is open (G3)."""

from markupsafe import Markup

from odoo import api, models
from odoo.fields import Domain

from ..sync.try_each import try_each


class AmazonTrouble(models.Model):
    _inherit = "amazon.trouble"

    @api.model
    def _cron_mail(self):
        """Once a day: tell each responsible person by e-mail what is open in their stores.

        All e-mails are written in one transaction: a job that is killed has told nobody, and the
        next one tells nobody twice.
        """
        for user, troubles in self._find_to_mail().items():
            try_each(user, troubles.with_context(lang=user.lang)._mail_to)

    @api.model
    def _find_to_mail(self):
        """What people were told of and is still open, of stores that want e-mails.

        What concerns a whole account concerns its stores.

        :return: dict ``res.users`` → ``amazon.trouble``
        """
        stores = self.env["amazon.store"].search([("mail_issues", "=", True)])
        of_account = Domain("store_id", "=", False) & Domain(
            "account_id", "in", stores.account_id.ids
        )
        troubles = self.search(
            Domain([("closed_at", "=", False), ("told_at", "!=", False)])
            & (Domain("store_id", "in", stores.ids) | of_account)
        )
        by_account = troubles.grouped("account_id")
        found = {}
        for account, own in by_account.items():
            user = self._get_responsible(account)
            found[user] = found.get(user, self) | own
        return {user: own for user, own in found.items() if user.email}

    def _mail_to(self, user):
        """Write the e-mail; Odoo's own job sends it.

        :param user: ``res.users``, whose language the environment has
        """
        subject = (
            self.env._("Amazon: 1 open issue")
            if len(self) == 1
            else self.env._("Amazon: %(count)s open issues", count=len(self))
        )
        mail = self.env["mail.mail"].sudo()
        mail.create(
            {
                "subject": subject,
                "body_html": self._prepare_mail_body(),
                "email_to": user.email_formatted,
                "email_from": self.company_id[:1].email_formatted or user.email_formatted,
                "auto_delete": True,
            }
        )

    def _prepare_mail_body(self):
        """:return: ``Markup`` of the e-mail: per store, what is open, what to do, and the way"""
        sections = []
        for owner, troubles in self.grouped(lambda own: own.store_id or own.account_id).items():
            rows = [trouble._prepare_mail_row() for trouble in troubles]
            heading = Markup("<h3>%s</h3>") % owner.display_name
            sections.append(heading + Markup("<ul>%s</ul>") % Markup().join(rows))
        link = Markup('<p><a href="%s/odoo/amazon-issues">%s</a></p>') % (
            self[:1].get_base_url(),
            self.env._("All open issues"),
        )
        return Markup().join(sections) + link

    def _prepare_mail_row(self):
        """:return: ``Markup`` of one issue"""
        address = f"{self.get_base_url()}/mail/view?model={self.res_model}&res_id={self.res_id}"
        return Markup('<li><a href="%s"><b>%s</b></a><br/>%s</li>') % (
            address,
            self.title,
            self.sentence,
        )
