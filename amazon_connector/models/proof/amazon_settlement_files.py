"""What goes with an entry for ever: its rows as a table, and Amazon's own file."""

import csv
import io
import zipfile

from odoo import models
from odoo.tools import split_every

from ...mapping.settlement_parts import RESULT
from ..settlements.amazon_settlement_line import EXPORTED

BATCH_SIZE = 5000


class AmazonSettlement(models.Model):
    _inherit = "amazon.settlement"

    def _attach_rows(self, move):
        """Attach the rows of an entry as a table, and to the result Amazon's file beside it.

        Packed: Odoo would keep plain text a second time, to search in it.
        """
        rows = self.env["amazon.settlement.line"].search(
            [("move_line_id", "in", move.line_ids.ids)], order="number, id"
        )
        if rows:
            self.env["ir.attachment"].create(
                {
                    "name": f"{self.amazon_ref}-{move.amazon_entry}-{move.amazon_number}.csv.zip",
                    "raw": self._pack_rows(rows),
                    "mimetype": "application/zip",
                    "res_model": move._name,
                    "res_id": move.id,
                }
            )
        if move.amazon_entry == RESULT and self.attachment_id:
            self.attachment_id.copy({"res_model": move._name, "res_id": move.id})

    def _pack_rows(self, rows):
        """:return: bytes of a ZIP with the rows as CSV"""
        table, packed = io.StringIO(), io.BytesIO()
        writer = csv.writer(table)
        labels = rows.fields_get(EXPORTED, ["string"])
        writer.writerow([labels[name]["string"] for name in EXPORTED])
        for ids in split_every(BATCH_SIZE, rows.ids):
            batch = rows.browse(ids)
            writer.writerows(row._prepare_cells() for row in batch)
            # A hundred thousand rows do not stay in memory.
            batch.invalidate_recordset()
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr(f"{self.amazon_ref}.csv", table.getvalue())
        return packed.getvalue()
