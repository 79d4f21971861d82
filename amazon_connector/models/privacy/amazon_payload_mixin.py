"""Who opens what Amazon sent is written down: buyers are named there."""

from odoo import models
from odoo.exceptions import AccessError

# The fields that show it, as it came and laid out for the eye.
PAYLOADS = {"payload", "payload_text"}


class AmazonPayloadMixin(models.AbstractModel):
    _inherit = "amazon.payload.mixin"

    def _read_format(self, fnames, load="_classic_read"):
        values = super()._read_format(fnames, load=load)
        if PAYLOADS.intersection(fnames):
            self.env["amazon.disclosure"]._note(self, "opened")
        return values

    def _export_rows(self, fields, *, _is_toplevel_call=True):
        # Also where another document leads here: "order_id/payload".
        if PAYLOADS.intersection(path[0] for path in fields if path):
            self.env["amazon.disclosure"]._note(self, "exported")
        return super()._export_rows(fields, _is_toplevel_call=_is_toplevel_call)

    def _refuse_payload(self, spec):
        """:raises AccessError: where raw data would be shown without a record of it"""
        if not self.env.su and spec.partition(":")[0].partition(".")[0] in PAYLOADS:
            raise AccessError(self.env._("Nobody can sort or group by what Amazon sent."))

    def _read_group_groupby(self, alias, groupby_spec, query):
        self._refuse_payload(groupby_spec)
        return super()._read_group_groupby(alias, groupby_spec, query)

    def _read_group_select(self, aggregate_spec, query):
        self._refuse_payload(aggregate_spec)
        return super()._read_group_select(aggregate_spec, query)

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
