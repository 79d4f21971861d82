"""Before Amazon overwrites products: what would change, counted, and to be chosen."""

import time

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tools import split_every

from ..mapping.amazon_product_changes import KEYS
from ..models.product_updates.amazon_product_update_line import LABELS
from ..spapi.errors import SpApiError

# A click answers after this many seconds.
PATIENCE = 20
CHUNK = 200


class AmazonProductMaster(models.TransientModel):
    _name = "amazon.product.master"
    _description = "Amazon Is Master"

    store_id = fields.Many2one("amazon.store", required=True, readonly=True)
    line_ids = fields.One2many("amazon.product.master.line", "dialogue_id")
    linked_count = fields.Integer(string="Linked Listings", readonly=True)
    unknown_count = fields.Integer(
        string="Not Looked Up", readonly=True, help="Listings that the counts leave out."
    )

    @api.model_create_multi
    def create(self, vals_list):
        dialogues = super().create(vals_list)
        dialogues.store_id.check_access("read")
        for dialogue in dialogues:
            dialogue._count()
        return dialogues

    def _count(self):
        """Count the products that would change, from what the catalog said last."""
        store = self.store_id.sudo()
        listings = store._find_mastered()
        changes = store._get_changes(listings, KEYS)
        counts = {key: set() for key in KEYS}
        for change in changes:
            counts[change.key].add(change.product.id)
        # Who looks up has chosen something already.
        chosen = self.line_ids.filtered("is_chosen").mapped("key")
        if not self.line_ids and store.amazon_is_master:
            chosen = store.master_fields or ()
        self.write(
            {
                "linked_count": len(listings),
                "unknown_count": len(listings.filtered(lambda one: not one.catalog_asked_at)),
                "line_ids": [
                    Command.clear(),
                    *(
                        Command.create(
                            {"key": key, "count": len(counts[key]), "is_chosen": key in chosen}
                        )
                        for key in KEYS
                    ),
                ],
            }
        )

    def action_look_up(self):
        """Ask Amazon's catalog about the listings that were not looked up yet, then count anew."""
        self.ensure_one()
        self.store_id.check_access("write")
        store = self.store_id.sudo()
        account = store.account_id._work_env()
        waiting = store._find_mastered([("catalog_asked_at", "=", False)]).with_env(account.env)
        deadline = time.monotonic() + PATIENCE
        client = account._get_client()
        for ids in split_every(CHUNK, waiting.ids):
            try:
                waiting.browse(ids)._look_up(client)
            except SpApiError as error:
                if not waiting.filtered("catalog_asked_at"):
                    raise UserError(
                        self.env._("Amazon's catalog did not answer: %s", error)
                    ) from error
                break
            if time.monotonic() > deadline:
                break
        self._count()
        return self._get_action()

    def action_confirm(self):
        """Amazon is master of what was chosen from now on."""
        self.ensure_one()
        self.store_id.check_access("write")
        keys = self.line_ids.filtered("is_chosen").mapped("key")
        if not keys:
            raise UserError(self.env._("Choose what Amazon may overwrite."))
        self.store_id._become_mastered(keys)
        return {"type": "ir.actions.act_window_close"}

    def _get_action(self):
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Amazon Is Master"),
            "res_model": self._name,
            "res_id": self.id,
            "view_mode": "form",
            "target": "new",
        }


class AmazonProductMasterLine(models.TransientModel):
    _name = "amazon.product.master.line"
    _description = "What Amazon Would Overwrite"

    dialogue_id = fields.Many2one(
        "amazon.product.master", string="Dialog", required=True, ondelete="cascade"
    )
    key = fields.Char(required=True, readonly=True)
    label = fields.Char(string="Field", compute="_compute_label")
    count = fields.Integer(string="Products That Change", readonly=True)
    is_chosen = fields.Boolean(string="Overwrite")

    @api.depends("key")
    @api.depends_context("lang")
    def _compute_label(self):
        for line in self:
            line.label = self.env._(LABELS[line.key]) if line.key in LABELS else line.key
