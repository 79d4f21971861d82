"""Copying settings and mapping tables from one store to another (A5)."""

from lxml import etree

from odoo import models
from odoo.fields import Command

# A list of the store with such a model is a mapping table.
TABLES = (".map", ".rule")
# Each store's own affair: when it starts, whether it overwrites quantities at Amazon, where its
# money stands, and what becomes of its stock there.
NEVER_COPIED = {
    "import_from",
    "push_stock",
    "settlement_journal_id",
    "clearing_account_id",
    "carried_forward_account_id",
    "accrued_account_id",
    "fba_stock_mode",
    "fba_reserved_location_id",
    "fba_inbound_location_id",
    "fba_unsellable_location_id",
    "fba_researching_location_id",
}


class AmazonStore(models.Model):
    _inherit = "amazon.store"

    def _get_copy_groups(self):
        """What can be copied: for each tab of the store's form its settings, and each table.

        Read from the form itself, so that a setting or table that an extension adds there can be
        copied too.

        :return: dict key → tuple (label, list of field names); a key is the tab's name for
            settings and the field's name for a table
        """
        view = self.env.ref("amazon_connector.amazon_store_view_form")
        form = etree.fromstring(self.get_view(view.id, "form")["arch"])
        groups = {}
        for page in form.iter("page"):
            nodes = page.xpath(".//field[not(ancestor::field)]")
            names = list(dict.fromkeys(node.get("name") for node in nodes))
            settings = [name for name in names if self._is_setting(name)]
            if settings:
                label = self.env._("%s: settings", page.get("string"))
                groups[page.get("name")] = (label, settings)
            for name in filter(self._is_table, names):
                label = self._fields[name]._description_string(self.env)
                groups[name] = (self.env._("%s: list", label), [name])
        return groups

    def _is_setting(self, name):
        field = self._fields[name]
        return field.store and not field.readonly and field.type != "one2many"

    def _is_table(self, name):
        field = self._fields[name]
        return field.type == "one2many" and field.comodel_name.endswith(TABLES)

    def _get_uncopied_settings(self, source):
        """Settings that do not fit another store. A hook.

        :param source: ``amazon.store`` that is copied from
        :return: set of field names
        """
        names = set(NEVER_COPIED)
        if source.marketplace_id.currency_id != self.marketplace_id.currency_id:
            names.add("pricelist_id")
        if source.account_id != self.account_id:
            names.add("fba_warehouse_id")
        if self.product_code_locked:
            names.add("product_code_source")
        return names

    def _copy_settings(self, source, names):
        """Take over settings of another store.

        :param names: fields of the store
        """
        wanted = [name for name in names if name not in self._get_uncopied_settings(source)]
        if not wanted:
            return
        (values,) = source.read(wanted, load=None)
        self.write(
            {
                name: [Command.set(values[name])]
                if self._fields[name].type == "many2many"
                else values[name]
                for name in wanted
            }
        )

    def _describe_copy(self, source, names):
        """What copying settings would change.

        :param names: fields of the store
        :return: list of sentences, one per setting that differs
        """
        wanted = [name for name in names if name not in self._get_uncopied_settings(source)]
        return [
            self.env._(
                "%(setting)s: %(old)s → %(new)s",
                setting=self._fields[name]._description_string(self.env),
                old=_word(self, name),
                new=_word(source, name),
            )
            for name in wanted
            if self[name] != source[name]
        ]

    def _count_copied_rows(self, source, name, replace):
        """What copying a table would do.

        :return: tuple (rows that are added, own rows that are dropped)
        """
        if replace:
            return len(source[name]), len(self[name])
        own = {_key_of(row) for row in self[name]}
        return len(source[name].filtered(lambda row: _key_of(row) not in own)), 0

    def _copy_table(self, source, name, replace):
        """Take over the rows of a mapping table of another store.

        :param name: one2many field of the store
        :param replace: drop the own rows first; else rows that are there already stay
        :return: number of rows that were added
        """
        if replace:
            self[name].unlink()
        elif name == "carrier_map_ids":
            self._drop_unmapped_carriers(source)
        own = {_key_of(row) for row in self[name]}
        rows = source[name].filtered(lambda row: _key_of(row) not in own)
        rows.create(rows.copy_data({self._fields[name].inverse_name: self.id}))
        return len(rows)

    def action_copy_from_store(self):
        """Open the dialogue that copies from another store.

        :return: window action of ``amazon.mapping.copy``
        """
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "amazon_connector.amazon_mapping_copy_action"
        )
        return dict(action, context={"default_store_id": self.id})


def _word(store, name):
    """A setting in words."""
    field, value = store._fields[name], store[name]
    if field.relational:
        # Whoever sets up stores needs no rights in accounting to read a journal's name.
        return ", ".join(value.sudo().mapped("display_name")) or "–"
    if field.type == "selection":
        return dict(field._description_selection(store.env)).get(value, "–")
    if field.type == "boolean":
        return "✓" if value else "✗"
    return str(value) if value or value == 0 and value is not False else "–"


def _key_of(row):
    """What two rows may not share within a store; all values where the table names no key."""
    names = getattr(row, "_copy_key", None)
    if names is None:
        (values,) = row.copy_data({"store_id": False})
        return str(sorted(values.items()))
    return tuple(row[name] for name in names)
