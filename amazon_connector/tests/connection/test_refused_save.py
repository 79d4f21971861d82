"""What a person's refused save, or an e-mail that does not leave, gives away (G8)."""

from unittest.mock import patch

from psycopg2 import IntegrityError

from odoo.exceptions import UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from ..common import AmazonCommon


@tagged("post_install", "-at_install")
class TestRefusedSave(AmazonCommon):
    def test_a_refused_save_logs_no_secret(self):
        vals = self._prepare_account_vals("SELLER1")
        with (
            self.assertLogs("odoo.sql_db", "ERROR") as logs,
            self.assertRaises(IntegrityError),
            self.env.cr.savepoint(),
        ):
            self.env["amazon.account"].create({**vals, "name": "Twice"})
            self.env.flush_all()
        text = "\n".join(logs.output)
        self.assertNotIn(vals["refresh_token"], text)
        self.assertNotIn(vals["lwa_client_secret"], text)

    def test_a_setup_link_that_was_not_sent_is_not_called_sent(self):
        account = self.account.copy({"name": "Client"})
        account.write(
            {
                "application_ref": "amzn1.sp.solution.x",
                "lwa_client_id": "amzn1.application-oa2-client.x",
                "lwa_client_secret": "amzn1.oa2-cs.v1.x",
            }
        )
        self.env["ir.config_parameter"].sudo().set_param("web.base.url", "https://odoo.example.com")
        dialogue = self.env["amazon.setup.link.send"].create(
            {"account_id": account.id, "email": "owner@example.com"}
        )

        def refuse(*_args, **_kwargs):
            raise OSError("no server")

        server = type(self.env["ir.mail_server"])
        with (
            patch.object(server, "_disable_send", lambda *_args: False),
            patch.object(server, "_connect__", refuse),
            mute_logger("odoo.addons.mail.models.mail_mail"),
            self.assertRaisesRegex(UserError, "could not be sent"),
        ):
            dialogue.action_send()
