"""What an order of each Amazon status becomes in Odoo, apart for FBM and FBA."""

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ...spapi.words import as_word
from ..words.label import label_of

TARGETS = [
    ("none", "Do not import"),
    ("reserve", "Hold stock, no sales order"),
    ("quotation", "Quotation"),
    ("confirmed", "Sales order"),
    ("delivered", "Sales order, delivered"),
]
# Amazon's status → target for orders that the merchant ships and that Amazon ships.
DEFAULTS = {
    "MERCHANT": {
        "PENDING": "none",
        "UNSHIPPED": "confirmed",
        "PARTIALLY_SHIPPED": "confirmed",
        "SHIPPED": "delivered",
    },
    "AMAZON": {
        "PENDING": "none",
        "UNSHIPPED": "none",
        "SHIPPED": "delivered",
    },
}


class AmazonStatusMap(models.Model):
    _name = "amazon.status.map"
    _description = "Amazon Status Mapping"
    _order = "store_id, fulfilled_by desc, id"
    _rec_name = "status"
    _copy_key = ("fulfilled_by", "status")

    store_id = fields.Many2one("amazon.store", required=True, ondelete="cascade", index=True)
    company_id = fields.Many2one(related="store_id.company_id", store=True)
    fulfilled_by = fields.Selection(
        [("MERCHANT", "You ship (FBM)"), ("AMAZON", "Amazon ships (FBA)")],
        string="Fulfillment",
        required=True,
        default="MERCHANT",
    )
    status = fields.Char(
        string="Amazon Status",
        required=True,
        help="As Amazon writes it, for example UNSHIPPED. A status that Amazon invents later can "
        "be typed in. A status that is not in the list is not imported.",
    )
    status_label = label_of("status", string="Meaning")
    target = fields.Selection(
        TARGETS,
        string="Import As",
        required=True,
        default="confirmed",
        help="How far Odoo takes an order of this status. Hold stock: for orders that are not paid "
        "yet (PENDING); their goods are put aside, no longer offered, and given back when the "
        "order turns or is cancelled.",
    )

    _status_unique = models.UniqueIndex(
        "(store_id, fulfilled_by, status)", "This status is mapped already."
    )

    @api.constrains("target", "fulfilled_by")
    def _check_target(self):
        if any(line.target == "reserve" and line.fulfilled_by == "AMAZON" for line in self):
            raise ValidationError(
                self.env._("Amazon holds its own stock (FBA): only FBM orders can hold stock here.")
            )

    @api.model
    def _prepare_default_vals(self, store):
        """:return: list of value dicts: the usual mapping of a new store"""
        return [
            {
                "store_id": store.id,
                "fulfilled_by": fulfilled_by,
                "status": status,
                "target": target,
            }
            for fulfilled_by, targets in DEFAULTS.items()
            for status, target in targets.items()
        ]

    @api.model_create_multi
    def create(self, vals_list):
        maps = super().create([self._normalised(vals) for vals in vals_list])
        self.env["amazon.order"]._retry_unwanted(maps.store_id)
        return maps

    def write(self, vals):
        result = super().write(self._normalised(vals))
        self.env["amazon.order"]._retry_unwanted(self.store_id)
        return result

    @api.model
    def _normalised(self, vals):
        if "status" in vals:
            return dict(vals, status=as_word(vals["status"]))
        return vals

    def _get_target(self, status, fulfilled_by):
        """The target of a status in a store's mapping.

        :return: one of ``TARGETS``; statuses that are not in the list are not imported
        """
        for line in self:
            if line.status == status and line.fulfilled_by == fulfilled_by:
                return line.target
        return "none"
