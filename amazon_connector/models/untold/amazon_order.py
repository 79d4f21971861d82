"""What Amazon refuses to tell of an order now is not gone: it stays as it was told before."""

import json

from odoo import fields, models

from ...spapi.orders import keep_untold, parse_order_head
from ...spapi.payload import storable


class AmazonOrder(models.Model):
    _inherit = "amazon.order"

    untold_data = fields.Char(
        readonly=True,
        copy=False,
        export_string_translation=False,
        help="Parts of the order that Amazon has refused to tell so far.",
    )

    def _create_arrived(self, account, arrived, refs):
        untold = ", ".join(sorted(account._get_refused_data())) or False
        for ref in refs:
            arrived[ref][1]["untold_data"] = untold
        return super()._create_arrived(account, arrived, refs)

    def _write_arrived(self, arrived):
        refused = self.account_id._get_refused_data()
        if refused:
            # Payloads are read one by one otherwise.
            self.fetch(["payload"])
        for document in self:
            payload, vals = arrived[document.amazon_ref]
            untold = refused & set((document.untold_data or "").split(", "))
            vals["untold_data"] = ", ".join(sorted(untold)) or False
            if refused:
                known = _read(document.payload)
                vals |= document._prepare_kept_vals(keep_untold(storable(payload), known, refused))
        return super()._write_arrived(arrived)

    def _prepare_kept_vals(self, payload):
        """:return: value dict of a payload in which the untold parts are as before"""
        head = parse_order_head(payload)
        return {
            "payload": self._dump_payload(payload),
            "status": head.status,
            "fulfilled_by": head.fulfilled_by or False,
        }


def _read(payload):
    """:return: a stored payload as dict, empty where it is none"""
    try:
        known = json.loads(payload or "{}")
    except ValueError:
        return {}
    return known if isinstance(known, dict) else {}
