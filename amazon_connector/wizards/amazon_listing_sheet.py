"""Dialog: links and settings of many listings as a spreadsheet: download, edit, upload."""

from base64 import b64decode, b64encode

from odoo import api, fields, models
from odoo.exceptions import UserError

from .listing_sheet_cells import by_column
from .listing_sheet_files import (
    LARGEST_FILE,
    MOST_ROWS,
    UnreadableSheet,
    read_table,
    write_csv,
    write_xlsx,
)

WRITERS = {"xlsx": write_xlsx, "csv": write_csv}
PROBLEM = "problem"


class AmazonListingSheet(models.TransientModel):
    _name = "amazon.listing.sheet"
    _description = "Amazon Listings as a Spreadsheet"

    store_id = fields.Many2one(
        "amazon.store", help="Whose listings. Empty: those of all stores that you may see."
    )
    listing_ids = fields.Many2many(
        "amazon.listing", help="The listings that were chosen in the list."
    )
    form = fields.Selection(
        [("xlsx", "Excel (XLSX)"), ("csv", "CSV")], string="Format", required=True, default="xlsx"
    )
    state = fields.Selection(
        [("ask", "File"), ("preview", "Preview"), ("done", "Done")], default="ask", readonly=True
    )
    file = fields.Binary(string="Edited Spreadsheet", attachment=False)
    file_name = fields.Char()
    sheet = fields.Binary(readonly=True, attachment=False)
    sheet_name = fields.Char(readonly=True)
    columns = fields.Json(readonly=True)
    line_ids = fields.One2many("amazon.listing.sheet.line", "sheet_id", readonly=True)
    change_count = fields.Integer(string="To Change", compute="_compute_counts")
    same_count = fields.Integer(string="Unchanged", compute="_compute_counts")
    wrong_count = fields.Integer(string="With Problems", compute="_compute_counts")
    done_count = fields.Integer(string="Changed", compute="_compute_counts")

    @api.model
    def default_get(self, fields):
        defaults = super().default_get(fields)
        if self.env.context.get("active_model") == "amazon.listing":
            defaults["listing_ids"] = [(6, 0, self.env.context.get("active_ids", []))]
        return defaults

    @api.depends("line_ids.state")
    def _compute_counts(self):
        groups = self.env["amazon.listing.sheet.line"]._read_group(
            [("sheet_id", "in", self.ids)], ["sheet_id", "state"], ["__count"]
        )
        counts = {(sheet, state): count for sheet, state, count in groups}
        for sheet in self:
            for state in ("change", "same", "wrong", "done"):
                sheet[f"{state}_count"] = counts.get((sheet, state), 0)

    # Download

    def action_download(self):
        """The listings as a spreadsheet: what is to be edited, beside what helps to know them.

        :return: URL action
        """
        self.ensure_one()
        lines = self.env["amazon.listing.sheet.line"]
        listings = self.listing_ids or self.env["amazon.listing"].search(
            [("store_id", "=", self.store_id.id)] if self.store_id else []
        )
        rows = lines._prepare_rows(listings)
        return self._offer(lines._get_columns(), rows, self.form, self.env._("Amazon listings"))

    def action_download_rest(self):
        """The lines that could not be written, as they were uploaded, each with its problem.

        :return: URL action
        """
        self.ensure_one()
        wrong = self.line_ids.filtered(lambda line: line.state == "wrong")
        rows = [{**line.cells, PROBLEM: line.note} for line in wrong]
        columns = [*(column for column in self.columns if column != PROBLEM), PROBLEM]
        form = "csv" if (self.file_name or "").lower().endswith((".csv", ".txt")) else "xlsx"
        return self._offer(columns, rows, form, self.env._("Amazon listings, not written"))

    def _offer(self, columns, rows, form, name):
        content = WRITERS[form](columns, rows)
        self.write({"sheet": b64encode(content), "sheet_name": f"{name}.{form}"})
        return {
            "type": "ir.actions.act_url",
            "url": f"/web/content/{self._name}/{self.id}/sheet?filename_field=sheet_name"
            "&download=true",
            # A new tab would be taken for a pop-up where writing the file takes some seconds.
            "target": "self",
        }

    # Upload

    def action_preview(self):
        """Read the edited file and show what each line would change; nothing is written yet.

        :return: window action: this dialog
        :raises UserError: when the file is no table with seller SKUs
        """
        self.ensure_one()
        if not self.file:
            raise UserError(self.env._("Choose the edited spreadsheet first."))
        headings, rows = self._read(b64decode(self.file))
        self.line_ids.unlink()
        self.write({"state": "preview", "columns": headings})
        self.env["amazon.listing.sheet.line"]._create_from_rows(self, rows)
        return self._get_again_action()

    def _read(self, content):
        try:
            headings, rows = read_table(content)
        except UnreadableSheet as error:
            raise UserError(self._explain(error.args[0])) from error
        if "seller_sku" not in by_column(dict.fromkeys(headings, "")):
            raise UserError(
                self.env._(
                    "The file has no column seller_sku. Download the listings, and edit that file."
                )
            )
        return headings, rows

    def _explain(self, code):
        if code == "form":
            return self.env._(
                "The file cannot be read. Save it as an Excel workbook (.xlsx) or as CSV."
            )
        return self.env._(
            "The file is too large for one go: up to %(rows)s lines and %(size)s MB. Split it.",
            rows=MOST_ROWS,
            size=LARGEST_FILE // 2**20,
        )

    def action_apply(self):
        """Write what is right; the rest stays here with its problems.

        :return: window action: this dialog
        """
        self.ensure_one()
        self.line_ids.filtered(lambda line: line.state == "change")._apply()
        self.state = "done"
        return self._get_again_action()

    def action_back(self):
        """Choose another file.

        :return: window action: this dialog
        """
        self.line_ids.unlink()
        self.write({"state": "ask", "file": False})
        return self._get_again_action()

    def _get_again_action(self):
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Listings as a Spreadsheet"),
            "res_model": self._name,
            "res_id": self.id,
            "views": [(False, "form")],
            "target": "new",
            "context": {"dialog_size": "extra-large"},
        }
