"""Dialogue: copy settings and mapping tables from another store of the company (A5)."""

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Command


class AmazonMappingCopy(models.TransientModel):
    _name = "amazon.mapping.copy"
    _description = "Copy from Another Store"

    store_id = fields.Many2one("amazon.store", string="Into", required=True, readonly=True)
    company_id = fields.Many2one(related="store_id.company_id")
    source_id = fields.Many2one(
        "amazon.store",
        string="From",
        required=True,
        domain="[('company_id', '=', company_id), ('id', '!=', store_id)]",
    )
    existing = fields.Selection(
        [("add", "Keep them and add what is missing"), ("replace", "Replace them")],
        string="Rows of This Store",
        required=True,
        default="add",
        help="What happens to the rows that the lists of this store have already. Settings are "
        "always replaced.",
    )
    line_ids = fields.One2many("amazon.mapping.copy.line", "wizard_id", string="What")

    @api.model
    def default_get(self, fields_list):
        values = super().default_get(fields_list)
        if "line_ids" in fields_list:
            groups = self.env["amazon.store"]._get_copy_groups()
            values["line_ids"] = [
                Command.create({"key": key, "name": label})
                for key, (label, _names) in groups.items()
            ]
        return values

    def action_copy(self):
        """Copy what is ticked.

        :raises UserError: when nothing is ticked or the stores are of two companies
        """
        self.ensure_one()
        store, source = self.store_id, self.source_id
        store.check_access("write")
        if source.company_id != store.company_id or source == store:
            raise UserError(self.env._("Choose another store of the same company."))
        wanted = self.line_ids.filtered("is_wanted").mapped("key")
        if not wanted:
            raise UserError(self.env._("Choose what to copy."))
        groups = store._get_copy_groups()
        tables = [key for key in wanted if key in store._fields and store._is_table(key)]
        for key in tables:
            store._copy_table(source, key, self.existing == "replace")
        # All tabs at once: what one of them asks for may stand on another.
        settings = [name for key in wanted if key not in tables for name in groups[key][1]]
        store._copy_settings(source, list(dict.fromkeys(settings)))
        store.message_post(
            body=self.env._(
                "Copied from %(store)s: %(groups)s",
                store=source.display_name,
                groups=", ".join(groups[key][0] for key in wanted),
            )
        )
        return {"type": "ir.actions.act_window_close"}


class AmazonMappingCopyLine(models.TransientModel):
    _name = "amazon.mapping.copy.line"
    _description = "Settings or List to Copy"

    wizard_id = fields.Many2one("amazon.mapping.copy", required=True, ondelete="cascade")
    key = fields.Char(required=True)
    name = fields.Char(string="Settings or List", readonly=True)
    is_wanted = fields.Boolean(string="Copy", default=True)
    preview = fields.Text(
        string="What Changes", compute="_compute_preview", help="Empty: the stores agree."
    )

    @api.depends("key", "wizard_id.source_id", "wizard_id.store_id", "wizard_id.existing")
    def _compute_preview(self):
        groups = self.env["amazon.store"]._get_copy_groups()
        for line in self:
            store, source = line.wizard_id.store_id, line.wizard_id.source_id
            names = groups.get(line.key, ("", []))[1]
            line.preview = line._describe(store, source, names) if store and source else False

    def _describe(self, store, source, names):
        """:return: text: what copying this line would change, or False"""
        if not (self.key in store._fields and store._is_table(self.key)):
            return "\n".join(store._describe_copy(source, names)) or False
        replace = self.wizard_id.existing == "replace"
        added, dropped = store._count_copied_rows(source, self.key, replace)
        if not (added or dropped):
            return False
        return self.env._(
            "Rows: %(added)s added, %(dropped)s dropped", added=added, dropped=dropped
        )
