"""One field that *Amazon is master* has overwritten: what it was and what it became."""

from hashlib import sha256

from odoo import api, fields, models
from odoo.tools import LazyTranslate

from ...mapping.amazon_product_changes import is_equal
from .spoken import get_same, get_spoken, put_back

_lt = LazyTranslate(__name__)

LABELS = {
    "name": _lt("Name"),
    "description": _lt("Description"),
    "brand": _lt("Brand"),
    "category": _lt("Category"),
    "weight": _lt("Weight"),
    "dimensions": _lt("Dimensions"),
    "barcode": _lt("Barcode"),
    "price": _lt("Price"),
    "picture": _lt("Picture"),
}


class AmazonProductUpdateLine(models.Model):
    _name = "amazon.product.update.line"
    _description = "Change of a Product"
    _order = "update_id desc, product_id, id"
    _rec_name = "product_id"

    update_id = fields.Many2one(
        "amazon.product.update", required=True, ondelete="cascade", index=True, readonly=True
    )
    company_id = fields.Many2one(related="update_id.company_id", store=True, index=True)
    product_id = fields.Many2one(
        "product.product", ondelete="cascade", index="btree_not_null", readonly=True
    )
    key = fields.Char(required=True, readonly=True)
    label = fields.Char(string="Field", compute="_compute_label")
    res_model = fields.Char(required=True, readonly=True)
    res_id = fields.Integer(required=True, readonly=True)
    field_name = fields.Char(required=True, readonly=True)
    old_value = fields.Json(readonly=True)
    new_value = fields.Json(readonly=True)
    old_text = fields.Text(string="Before", readonly=True)
    new_text = fields.Text(string="Amazon", readonly=True)
    old_image = fields.Binary(string="Picture Before", attachment=True, readonly=True)
    is_undone = fields.Boolean(string="Undone", readonly=True)

    @api.depends("key")
    @api.depends_context("lang")
    def _compute_label(self):
        for line in self:
            line.label = self.env._(LABELS[line.key]) if line.key in LABELS else line.key

    def _with_later(self):
        """What was overwritten again since then is put back from its end.

        :return: these lines and later ones of the same fields, without those that are undone
        """
        found = self.search(
            [
                ("res_model", "in", self.mapped("res_model")),
                ("res_id", "in", self.mapped("res_id")),
                ("id", ">=", min(self.ids, default=0)),
                ("is_undone", "=", False),
            ]
        )
        first = {line._get_target(): line.id for line in self.sorted("id", reverse=True)}
        return found.filtered(lambda line: line.id >= first.get(line._get_target(), line.id + 1))

    def _get_target(self):
        return self.res_model, self.res_id, self.field_name

    def _undo(self):
        """Put back what was there, unless somebody has changed it since."""
        for line in self:
            record = line._get_record()
            if not record or line._was_changed(record):
                continue
            if line.key == "picture":
                record[line.field_name] = line.old_image
                # Who lets Amazon be master once more gets its picture again.
                own = record.amazon_listing_ids.filtered(
                    lambda listing, store=line.update_id.store_id: listing.store_id == store
                )
                own.picture_taken_url = False
            elif isinstance(line.old_value, dict):
                put_back(record, line.field_name, line.old_value)
            elif line.key == "price" and line.old_value in (False, None):
                record.unlink()
            else:
                record[line.field_name] = line._get_old_value(record)
            line.is_undone = True
        self.env.flush_all()

    def _get_record(self):
        """:return: what was overwritten, in the language in which it was; empty if it is gone"""
        lang = self.update_id.store_id._get_catalog_lang()
        return self.env[self.res_model].with_context(lang=lang).browse(self.res_id).exists()

    def _was_changed(self, record):
        """Whether somebody has changed the field since Amazon overwrote it."""
        if self.key == "picture":
            return bool(self.new_value) and self.new_value != self._get_digest(record)
        is_spoken = record._fields[self.field_name].translate is True
        if is_spoken and isinstance(self.old_value, dict):
            now = get_same(record, self.field_name)
            spoken = get_spoken(record, self.old_value)
            return any(now.get(lang) != self.new_value for lang in spoken)
        return not is_equal(record, self.field_name, self.new_value)

    def _get_digest(self, record):
        """:return: what a picture is known by, since there is no need to keep Amazon's as well"""
        return sha256(record[self.field_name] or b"").hexdigest()

    def _get_old_value(self, record):
        field = record._fields[self.field_name]
        if field.type == "float":
            return float(self.old_value or 0)
        if field.type == "many2one":
            return self.env[field.comodel_name].browse(self.old_value or ()).exists().id
        return self.old_value
