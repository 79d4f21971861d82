"""Rows that no rule of the fee map knows are found among millions that are mapped."""

from odoo import models


class AmazonSettlementLine(models.Model):
    _inherit = "amazon.settlement.line"

    _unmapped_index = models.Index(
        "(store_id, settlement_id) WHERE kind_id IS NULL AND NOT is_skipped"
    )
