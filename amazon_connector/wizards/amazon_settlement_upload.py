"""Dialog: files of settlements that a person has downloaded, several at once."""

from odoo import fields, models
from odoo.exceptions import UserError


class AmazonSettlementUpload(models.TransientModel):
    _name = "amazon.settlement.upload"
    _description = "Upload Amazon Settlements"

    account_id = fields.Many2one(
        "amazon.account",
        string="Amazon Account",
        required=True,
        default=lambda self: self._default_account_id(),
    )
    attachment_ids = fields.Many2many("ir.attachment", string="Files")
    problems = fields.Text(readonly=True)

    def _default_account_id(self):
        accounts = self.env["amazon.account"].search([], limit=2)
        return accounts if len(accounts) == 1 else accounts.browse()

    def action_upload(self):
        """Keep and process the files; those that are none stay here, with the reason.

        :return: window action: the settlements, or this dialog again
        """
        self.ensure_one()
        if not self.attachment_ids:
            raise UserError(self.env._("Choose the files first."))
        settlements, problems = self.env["amazon.settlement"], []
        for attachment in self.attachment_ids:
            why = []
            try:
                with self.env.cr.savepoint():
                    settlements |= settlements.create_from_file(
                        self.account_id, attachment.name, attachment.raw or b"", why
                    )
            except UserError as error:
                why.append(str(error))
            problems += [(attachment, each) for each in why]
        self.write(
            {
                "attachment_ids": [(6, 0, [attachment.id for attachment, _why in problems])],
                "problems": "\n".join(why for _attachment, why in problems),
            }
        )
        settlements.filtered(lambda settlement: settlement.state == "received").action_retry()
        return self._get_again_action() if problems else self._get_result_action(settlements)

    def _get_again_action(self):
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Upload Settlements"),
            "res_model": self._name,
            "res_id": self.id,
            "view_mode": "form",
            "target": "new",
        }

    def _get_result_action(self, settlements):
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "amazon_connector.amazon_settlement_action"
        )
        if len(settlements) == 1:
            return dict(action, views=[(False, "form")], res_id=settlements.id)
        return dict(action, domain=[("id", "in", settlements.ids)], context={})
