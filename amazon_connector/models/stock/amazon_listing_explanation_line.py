"""A term of the sum behind what a listing offers, and the way to what it is made of."""

from odoo import api, fields, models
from odoo.tools import LazyTranslate

from ...mapping.stock import terms

_lt = LazyTranslate(__name__)

LABELS = {
    terms.ON_HAND: _lt("On hand"),
    terms.LOTS: _lt("Lots that are expired or blocked"),
    terms.RESERVED: _lt("Reserved"),
    terms.LEAVING: _lt("Leaves soon: open deliveries and other moves"),
    terms.INCOMING: _lt("Incoming soon"),
    terms.NO_LESS: _lt("More is promised than there is: counts as none"),
    terms.UNRESERVED: _lt("Sold on Amazon, in deliveries that are not counted above"),
    terms.ORDERS: _lt("Sold on Amazon, not in a delivery yet"),
    terms.SHARE: _lt("Promised to other listings by shares"),
    terms.TAKEN: _lt("Counted above already"),
    terms.KIT: _lt("Kits that the parts allow"),
    terms.MADE: _lt("Can be manufactured"),
    terms.WHOLE: _lt("Whole pieces only"),
    terms.PACKED: _lt("Whole packs only: counted in what the listing is sold by"),
    terms.BUFFER: _lt("Buffer, kept back"),
    terms.ZERO: _lt("Never less than zero"),
    terms.MAXIMUM: _lt("Maximum"),
    terms.EXTENSION: _lt("An extension's own rule"),
    "nothing": _lt("Out of stock"),
}


class AmazonListingExplanationLine(models.TransientModel):
    _name = "amazon.listing.explanation.line"
    _description = "Term of Why This Number?"
    _order = "sequence, id"

    explanation_id = fields.Many2one(
        "amazon.listing.explanation", required=True, readonly=True, ondelete="cascade"
    )
    sequence = fields.Integer()
    code = fields.Char(readonly=True)
    name = fields.Char(string="What", compute="_compute_name")
    product_id = fields.Many2one("product.product", readonly=True)
    part_id = fields.Many2one("product.product", readonly=True)
    need = fields.Float(string="Per Unit", readonly=True)
    amount = fields.Float(readonly=True)
    total = fields.Float(string="Enough For", readonly=True)
    res_model = fields.Char(readonly=True)
    res_ids = fields.Json(readonly=True)
    can_open = fields.Boolean(compute="_compute_can_open")

    @api.depends_context("uid")
    def _compute_can_open(self):
        for line in self:
            name = line.res_model
            line.can_open = bool(name) and self.env[name].has_access("read")

    def _compute_name(self):
        for line in self:
            label = LABELS.get(line.code)
            line.name = self.env._(label) if label else line.code

    def _prepare_term_vals(self, explanation, term, total):
        """:param term: ``mapping.stock.terms.Term``
        :param total: the sum with this term
        :return: value dict of a line
        """
        return {
            "explanation_id": explanation.id,
            "code": term.code,
            "product_id": term.product_id,
            "amount": term.amount,
            "total": total,
        }

    def _remember_links(self):
        """Remember what is behind each term, so that it opens exactly that."""
        mapper = self.env["amazon.stock.mapper"]
        for line in self:
            about = line.part_id or line.product_id
            term = terms.Term(line.code, line.amount, about.id)
            records = mapper._find_behind(line.explanation_id.listing_id, term)
            if records:
                line.write({"res_model": records._name, "res_ids": records.ids})

    def action_open(self):
        """Open what is behind the term, with the reader's own rights.

        :return: window action
        """
        self.ensure_one()
        action = {
            "type": "ir.actions.act_window",
            "name": self.name,
            "res_model": self.res_model,
            "view_mode": "list,form",
            "domain": [("id", "in", self.res_ids)],
        }
        if len(self.res_ids) == 1 and self.res_model.startswith("amazon."):
            return dict(action, view_mode="form", res_id=self.res_ids[0])
        return action
