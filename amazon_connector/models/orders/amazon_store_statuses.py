"""Which statuses a store imports: the usual ones suggested, unknown ones shown (B1, B2)."""

from odoo import api, fields, models

from .amazon_order import CHANNELS


class AmazonStore(models.Model):
    _inherit = "amazon.store"

    import_fba = fields.Boolean(
        string="Import FBA Orders",
        default=True,
        follow="_follow_import_fba",
        help="Off: orders that Amazon ships (FBA) are not imported, whatever the statuses below "
        "say.",
    )
    unmapped_statuses = fields.Char(
        compute="_compute_unmapped_statuses",
        help="Statuses of orders of this store that are not in the list: not imported.",
    )

    def _follow_import_fba(self):
        """FBA orders are wanted now: look at those again that were left out."""
        self.env["amazon.order"]._retry_unwanted(self.filtered("import_fba"))

    @api.depends("status_map_ids.status", "status_map_ids.fulfilled_by")
    def _compute_unmapped_statuses(self):
        for store in self:
            seen = store._get_unmapped_statuses() if store.id else ()
            store.unmapped_statuses = ", ".join(
                f"{status} ({CHANNELS[fulfilled_by]})" for fulfilled_by, status in seen
            )

    def _get_unmapped_statuses(self):
        """Statuses that orders of this store have and the list has not.

        :return: sorted list of tuples (MERCHANT or AMAZON, status as Amazon writes it)
        """
        # Words of Amazon's alone: accountants see the store, and no orders.
        orders = self.env["amazon.order"].sudo()
        seen = orders._read_group(
            [
                ("store_id", "=", self.id),
                ("status", "not in", (False, "CANCELLED")),
                ("fulfilled_by", "in", list(CHANNELS)),
            ],
            ["fulfilled_by", "status"],
        )
        mapped = {(line.fulfilled_by, line.status) for line in self.status_map_ids}
        return sorted(set(seen) - mapped)

    def action_suggest_statuses(self):
        """Add what the list lacks: the usual lines, and statuses seen in orders as not imported."""
        StatusMap = self.env["amazon.status.map"]
        for store in self:
            mapped = {(line.fulfilled_by, line.status) for line in store.status_map_ids}
            usual = [
                vals
                for vals in StatusMap._prepare_default_vals(store)
                if (vals["fulfilled_by"], vals["status"]) not in mapped
            ]
            known = mapped | {(vals["fulfilled_by"], vals["status"]) for vals in usual}
            seen = [
                {
                    "store_id": store.id,
                    "fulfilled_by": fulfilled_by,
                    "status": status,
                    "target": "none",
                }
                for fulfilled_by, status in store._get_unmapped_statuses()
                if (fulfilled_by, status) not in known
            ]
            StatusMap.create(usual + seen)
