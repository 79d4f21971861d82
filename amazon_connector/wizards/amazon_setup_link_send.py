"""Dialogue: to whom a set-up link goes, by e-mail or to be copied."""

from odoo import fields, models
from odoo.addons.base.models.ir_mail_server import MailDeliveryException
from odoo.exceptions import UserError
from odoo.tools import email_normalize, format_date

from ..models.words.notification import CLOSE, notify


class AmazonSetupLinkSend(models.TransientModel):
    _name = "amazon.setup.link.send"
    _description = "Send Amazon Setup Link"

    account_id = fields.Many2one(
        "amazon.account", string="Amazon Account", required=True, ondelete="cascade"
    )
    email = fields.Char(
        help="Of the person who owns the seller account at Amazon. A login in Odoo is not needed."
    )
    # Shown once and kept nowhere: the database knows no more than its hash.
    url = fields.Char(string="Setup Link", store=False)

    def action_send(self):
        """Send the link by e-mail.

        :raises UserError: when there is no address to send it to
        """
        self.ensure_one()
        if not email_normalize(self.email):
            raise UserError(self.env._("Enter one e-mail address to send the link to."))
        link, url = self.env["amazon.setup.link"]._create_for(self.account_id, self.email)
        self._send(link, url)
        message = self.env._(
            "The link was sent to %(email)s. It works once, until %(date)s.",
            email=self.email,
            date=format_date(self.env, link.expires_at),
        )
        return notify(message, then=CLOSE)

    def _send(self, link, url):
        """:raises UserError: it could not be sent; nothing of the link stays"""
        template = self.env.ref("amazon_connector.mail_template_setup_link").sudo()
        try:
            template.with_context(amazon_setup_url=url).send_mail(
                link.id,
                force_send=True,
                raise_exception=True,
                email_layout_xmlid="mail.mail_notification_light",
            )
        except (MailDeliveryException, OSError) as error:
            raise UserError(
                self.env._(
                    "The e-mail could not be sent. Check Odoo's outgoing mail server, or create a "
                    "link to copy."
                )
            ) from error

    def action_copy(self):
        """Show the link, to be sent in another way.

        :return: the dialogue with the link
        """
        self.ensure_one()
        url = self.env["amazon.setup.link"]._create_for(self.account_id, self.email)[1]
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Setup Link"),
            "res_model": self._name,
            "view_mode": "form",
            "target": "new",
            "context": {
                "default_account_id": self.account_id.id,
                "default_email": self.email,
                "default_url": url,
            },
        }
