"""What Amazon refuses to tell of an order now is not gone: it stays as it was told before."""

import json

from odoo import fields, models

from ...spapi.orders import keep_untold

# What of an order's own values follows from parts that may be untold.
KEPT = ("payload", "status", "fulfilled_by")


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

    def _is_news(self, vals):
        """That a part is untold now is no news: what arrives is compared with that part kept."""
        refused = self.account_id._get_refused_data()
        untold = refused & set((self.untold_data or "").split(", "))
        vals["untold_data"] = ", ".join(sorted(untold)) or False
        if refused:
            whole = keep_untold(json.loads(vals["payload"]), self._read_payload(), refused)
            _ref, kept = self._read_envelope({}, whole)
            vals |= {name: kept[name] for name in KEPT}
        return super()._is_news(vals)
