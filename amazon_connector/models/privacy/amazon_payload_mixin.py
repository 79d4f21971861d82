"""Who opens what Amazon sent is written down: buyers are named there."""

from odoo import models

# The fields that show it, as it came and laid out for the eye.
PAYLOADS = {"payload", "payload_text"}


class AmazonPayloadMixin(models.AbstractModel):
    _inherit = "amazon.payload.mixin"

    def _read_format(self, fnames, load="_classic_read"):
        values = super()._read_format(fnames, load=load)
        if PAYLOADS.intersection(fnames):
            self.env["amazon.disclosure"]._note(self, "opened")
        return values

    def export_data(self, fields_to_export):
        answer = super().export_data(fields_to_export)
        if PAYLOADS.intersection(fields_to_export):
            self.env["amazon.disclosure"]._note(self, "exported")
        return answer

    def action_show_payload(self):
        """What Amazon sent, word for word, in a window of its own; that it was opened is noted.

        :return: window action
        """
        self.ensure_one()
        view = self.env.ref(f"amazon_connector.{self._table}_view_form_payload")
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("What Amazon Sent"),
            "res_model": self._name,
            "res_id": self.id,
            "views": [(view.id, "form")],
            "target": "new",
        }
