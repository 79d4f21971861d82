"""What goes with an entry for ever: its rows as a table, and Amazon's own file."""

import csv
import io
import zipfile

from odoo import models

from ...mapping.settlement_parts import RESULT

COLUMNS = (
    "number",
    "posted_at",
    "transaction_type",
    "amount_type",
    "amount_description",
    "amount",
    "order_ref",
    "sku",
    "quantity",
    "adjustment_ref",
    "booking",
)
# A spreadsheet takes a cell that begins like this for a formula, and computes what it says.
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def plain_cell(value):
    """:return: a text that no spreadsheet takes for a formula; numbers stay as they are"""
    if isinstance(value, str):
        return f"'{value}" if value.startswith(FORMULA) else value
    return "" if value in (None, False) else value


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
        writer.writerow(COLUMNS)
        for values in rows.read(COLUMNS, load=""):
            writer.writerow([plain_cell(values[name]) for name in COLUMNS])
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr(f"{self.amazon_ref}.csv", table.getvalue())
        return packed.getvalue()
