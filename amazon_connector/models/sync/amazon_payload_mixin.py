"""Inbox of documents that Amazon sends as JSON, each newer version in place of the older one."""

import json

from odoo import api, fields, models

from ...spapi.payload import storable


class AmazonPayloadMixin(models.AbstractModel):
    _name = "amazon.payload.mixin"
    _description = "Amazon Inbox Document in JSON"
    _inherit = ["amazon.inbox.mixin"]

    amazon_updated_at = fields.Datetime(
        string="Changed at Amazon", readonly=True, help="Time of the stored payload."
    )
    # Kilobytes each: read where a payload is processed, not with every field of a document.
    payload = fields.Text(
        readonly=True,
        copy=False,
        prefetch=False,
        groups="amazon_connector.group_manager",
        help="What Amazon sent, word for word.",
    )

    payload_text = fields.Text(
        string="Raw Data",
        compute="_compute_payload_text",
        groups="amazon_connector.group_manager",
        help="What Amazon sent, laid out to be read.",
        export_string_translation=False,
    )

    @api.depends("payload")
    def _compute_payload_text(self):
        for document in self:
            document.payload_text = _lay_out(document.payload)

    @api.model
    def _dump_payload(self, payload) -> str:
        """:return: the payload as text; what PostgreSQL cannot store costs one character"""
        return json.dumps(storable(payload), ensure_ascii=False, sort_keys=True)

    def _read_payload(self):
        """:return: the payload as dict, empty where it is none"""
        try:
            payload = json.loads(self.payload or "{}")
        except ValueError:
            return {}
        return payload if isinstance(payload, dict) else {}

    @api.model
    def _prepare_unstorable_vals(self, payload):
        """:return: value dict with the text of what cannot be read or stored"""
        return {"payload": self._dump_payload(payload), "amazon_updated_at": False}

    @api.model
    def _is_newer(self, vals, known):
        return not _is_older(vals["amazon_updated_at"], known["amazon_updated_at"])

    def _is_news(self, vals):
        """An older payload never replaces a newer one, and an equal one changes nothing.

        What a person has ignored stays ignored; its payload is kept current all the same.
        """
        if _is_older(vals["amazon_updated_at"], self.amazon_updated_at):
            return False
        if self.dismissed_by_id:
            vals.pop("state", None)
        return vals["payload"] != self.payload


def _lay_out(payload):
    """JSON with one value per line; what is none is shown as it came."""
    try:
        return json.dumps(json.loads(payload or ""), ensure_ascii=False, indent=2)
    except ValueError:
        return payload


def _is_older(updated_at, known_at):
    """Whether the first of two times is the earlier one; what has no time is never older."""
    return bool(updated_at and known_at and updated_at < known_at)
