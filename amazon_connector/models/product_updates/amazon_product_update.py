"""What *Amazon is master* has overwritten, and the way back."""

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import html2plaintext

from ...mapping.amazon_product_changes import is_equal
from ..products.named import get_or_create_named
from ..products.turn import take_turn
from ..sync.try_each import try_each
from ..words.notification import notify
from .spoken import get_same, get_told, write_all

# Fields of a ``Change`` that name a record: what is stored is its name, made where it is missing.
NAMED = {
    "brand": ("amazon.brand", ()),
    "category": ("product.category", [("parent_id", "=", False)]),
}


class AmazonProductUpdate(models.Model):
    _name = "amazon.product.update"
    _description = "Product Update from Amazon"
    _order = "id desc"

    name = fields.Char(compute="_compute_name")
    store_id = fields.Many2one(
        "amazon.store", required=True, ondelete="cascade", index=True, readonly=True
    )
    company_id = fields.Many2one(related="store_id.company_id", store=True, index=True)
    line_ids = fields.One2many(
        "amazon.product.update.line", "update_id", string="Changes", readonly=True
    )
    change_count = fields.Integer(string="Number of Changes", compute="_compute_counts")
    product_count = fields.Integer(string="Products", compute="_compute_counts")
    state = fields.Selection(
        [("applied", "Applied"), ("undone", "Undone")],
        default="applied",
        required=True,
        readonly=True,
    )

    @api.depends("store_id", "create_date")
    def _compute_name(self):
        for update in self:
            at = fields.Datetime.context_timestamp(update, update.create_date).strftime("%Y-%m-%d")
            update.name = f"{update.store_id.display_name}, {at}"

    @api.depends("line_ids.product_id")
    def _compute_counts(self):
        for update in self:
            update.change_count = len(update.line_ids)
            update.product_count = len(update.line_ids.product_id)

    # Overwrite

    def _apply(self, changes):
        """Overwrite, and keep what was there; a record that refuses does not stop the others.

        :param changes: list of ``Change``
        :return: dict product → why it was not changed
        """
        take_turn(self.env)
        named = self._get_named(changes)
        by_product = {}
        for change in changes:
            by_product.setdefault(change.product, []).append(change)
        products = self.env["product.product"].union(*by_product)

        def act(part):
            for product in part:
                for change in by_product[product]:
                    self._overwrite(change, named)
            self.env.flush_all()

        return try_each(products, act)

    def _get_named(self, changes):
        """:return: dict (key, name in small letters) → record of the brand or category"""
        found = {}
        for key, (model, domain) in NAMED.items():
            names = [change.value for change in changes if change.key == key]
            records = get_or_create_named(self.env[model], names, domain)
            found.update({(key, name): record for name, record in records.items()})
        return found

    def _overwrite(self, change, named):
        record = change.record
        if record and is_equal(record, change.field, change.value):
            return  # A variant before has changed what its family shares.
        if change.key == "picture":
            record.write({"picture_url": change.value, "picture_update_id": self.id})
            return
        new = named.get((change.key, str(change.value).lower())) or change.value
        old = record[change.field] if record else False
        record, said = self._write_value(change, new)
        self.env["amazon.product.update.line"].create(
            {
                "update_id": self.id,
                "product_id": change.product.id,
                "key": change.key,
                "res_model": record._name,
                "res_id": record.id,
                "field_name": change.field,
                "old_value": said or _as_json(old),
                "new_value": change.value,
                "old_text": _as_text(old, record._fields[change.field]),
                "new_text": _as_text(new, record._fields[change.field]),
            }
        )

    def _write_value(self, change, new):
        """:return: tuple (the record, dict language → text of all that has been overwritten)"""
        record, name = change.record, change.field
        if not record:
            pricelist = self.store_id.pricelist_id
            return pricelist._create_amazon_rules({change.product: change.value}), {}
        if said := get_same(record, name):
            write_all(record, name, dict.fromkeys(said, new))
            return record, said
        said = get_told(record, name)
        record[name] = getattr(new, "id", new)
        return record, said

    def _replace_picture(self, product, picture):
        """Give a product another picture, and keep the one that it had.

        :param picture: base64
        """
        line = self.env["amazon.product.update.line"].create(
            {
                "update_id": self.id,
                "product_id": product.id,
                "key": "picture",
                "res_model": product._name,
                "res_id": product.id,
                "field_name": "image_1920",
                "old_image": product.image_1920,
            }
        )
        product.image_1920 = picture
        # As it is kept: Odoo makes what is too large smaller.
        self.env.flush_all()
        self.env.invalidate_all()
        line.new_value = line._get_digest(product)

    # Back

    def action_undo(self):
        """Put back what was there before, and let Amazon be master no longer.

        What Amazon has overwritten again since then is put back with it; what a person has changed
        since then is left as it is.

        :return: client action: a notification with the counts
        """
        self.ensure_one()
        self.check_access("read")
        if not self.env.user.has_group("amazon_connector.group_manager"):
            raise UserError(self.env._("An Amazon administrator may undo this."))
        if self.state == "undone":
            raise UserError(self.env._("This was undone already."))
        update = self.sudo()
        update.store_id._stop_master()
        lines = update.line_ids._with_later().sorted("id", reverse=True)
        failed = try_each(lines, lambda part: part._undo())
        update.state = "undone"
        whole = lines.update_id.filtered(lambda each: all(each.line_ids.mapped("is_undone")))
        whole.state = "undone"
        undone = lines.filtered("is_undone")
        message = self.env._(
            "Changes undone: %(undone)s. Left as they are, since they were changed again: "
            "%(left)s. Amazon is no longer master of the products of %(store)s.",
            undone=len(undone),
            left=len(lines) - len(undone),
            store=update.store_id.display_name,
        )
        return notify(message, is_good=not failed)


def _as_json(value):
    if isinstance(value, models.BaseModel):
        return value.id
    # A price of zero is one; Odoo keeps no number that is zero as JSON.
    return False if value in ("", None) or value is False else str(value)


def _as_text(value, field):
    if isinstance(value, models.BaseModel):
        return value.display_name or ""
    if field.type == "html":
        value = html2plaintext(value or "")
    return "" if value in (False, None) else str(value)[:500]
