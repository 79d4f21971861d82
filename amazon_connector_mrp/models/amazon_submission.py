"""Quantities of kits are pushed although kits are not stored themselves."""

from odoo import models


class AmazonSubmission(models.Model):
    _inherit = "amazon.submission"

    def _get_stocked_domain(self):
        return ["|", ("product_id.is_kits", "=", True), *super()._get_stocked_domain()]
