"""Rows of a settlement as a table for a spreadsheet, which must not take texts for formulas."""

import csv
import io

from odoo import models
from odoo.tools import split_every

from .amazon_settlement_line import EXPORTED

BATCH_SIZE = 5000


class AmazonSettlement(models.Model):
    _inherit = "amazon.settlement"

    def action_download_rows(self):
        """The rows of this settlement as a CSV file (Download).

        :return: URL action
        """
        self.ensure_one()
        return {
            "type": "ir.actions.act_url",
            "url": f"/amazon/settlement/{self.id}/rows.csv",
            # A new tab would be taken for a pop-up where Amazon's file is large.
            "target": "self",
        }

    def _iter_csv(self):
        """:return: iterator over the lines of the table, in pieces of text"""
        self.ensure_one()
        rows = self.env["amazon.settlement.line"]
        labels = rows.fields_get(EXPORTED, ["string"])
        yield _to_csv([[labels[name]["string"] for name in EXPORTED]])
        for ids in split_every(BATCH_SIZE, rows.search([("settlement_id", "=", self.id)]).ids):
            batch = rows.browse(ids)
            yield _to_csv([row._prepare_cells() for row in batch])
            batch.invalidate_recordset()


def _to_csv(rows):
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    return text.getvalue()
