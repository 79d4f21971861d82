"""What a rehearsal found missing: how many orders wait for it, and the button that mends it."""

from odoo import api, fields, models
from odoo.tools import LazyTranslate

from ..troubles.trouble_kind import TroubleKind

_lt = LazyTranslate(__name__)

KINDS = {
    "no_tax": TroubleKind(
        title=_lt("Tax"),
        sentence=_lt(
            "Prices on this marketplace include tax, and the store names none: invoices would show "
            "no tax. Choose it in the store."
        ),
        action="action_open_taxes",
        action_text=_lt("Open Taxes"),
    ),
    "no_listings": TroubleKind(
        title=_lt("Listings"),
        sentence=_lt(
            "No listing is loaded: press Load Listings in the store, then rehearse again."
        ),
        action="action_open_store",
        action_text=_lt("Open Store"),
    ),
    "total": TroubleKind(
        title=_lt("Totals"),
        sentence=_lt(
            "Orders whose total differs from Amazon's: %(count)s. Each says why; often a tax is "
            "missing in the store."
        ),
        action="action_open_taxes",
        action_text=_lt("Open Taxes"),
    ),
    "failed": TroubleKind(
        title=_lt("Failed"),
        sentence=_lt("Orders that could not be processed: %(count)s. Each says why."),
    ),
    "held_product": TroubleKind(
        title=_lt("Products"),
        sentence=_lt(
            "Orders that wait for a product: %(count)s. Give products these internal references, "
            "or load the listings and link them: %(missing)s."
        ),
        action="action_link_listings",
        action_text=_lt("Link Listings"),
    ),
    "held_sale": TroubleKind(
        title=_lt("In Odoo Already"),
        sentence=_lt(
            "Orders whose number a sales order bears already: %(count)s. Take them over instead of "
            "importing them again."
        ),
        action="action_view_takeover",
        action_text=_lt("Take Over"),
    ),
    "held_address": TroubleKind(
        title=_lt("Addresses"),
        sentence=_lt(
            "Orders without a complete address: %(count)s. If it is all of them, add the roles "
            "for buyers and addresses to the application, or choose in the store to import "
            "without."
        ),
        action="action_open_store",
        action_text=_lt("Open Store"),
    ),
    "held_money": TroubleKind(
        title=_lt("Prices"),
        sentence=_lt("Orders whose money Amazon does not tell clearly: %(count)s. Each says why."),
    ),
}


class AmazonRehearsalNeed(models.Model):
    _name = "amazon.rehearsal.need"
    _description = "Amazon Rehearsal Finding"
    _order = "rehearsal_id desc, count desc, id"
    _rec_name = "kind"

    rehearsal_id = fields.Many2one(
        "amazon.rehearsal", required=True, readonly=True, ondelete="cascade", index=True
    )
    company_id = fields.Many2one(related="rehearsal_id.company_id", store=True)
    store_id = fields.Many2one("amazon.store", readonly=True, ondelete="cascade")
    kind = fields.Char(required=True, readonly=True)
    count = fields.Integer(string="Orders", readonly=True, help="Orders that wait for it.")
    missing = fields.Char(readonly=True)
    title = fields.Char(compute="_compute_words")
    sentence = fields.Text(string="What to Do", compute="_compute_words")
    action_text = fields.Char(compute="_compute_words")

    @api.depends("kind", "count", "missing")
    @api.depends_context("lang")
    def _compute_words(self):
        for need in self:
            kind = need._get_kind()
            arguments = {"count": need.count, "missing": need.missing or "–"}
            need.title, need.sentence, need.action_text = kind.word(self.env, arguments)

    def _get_kind(self):
        """:return: ``TroubleKind``: of a rehearsal, else what is told of a store that is live"""
        told = self.store_id._get_trouble_kinds()
        return KINDS.get(self.kind) or told.get(self.kind) or told["held"]

    def action_mend(self):
        """Open what mends it.

        :return: window action
        """
        self.ensure_one()
        return getattr(self.store_id, self._get_kind().action or "action_open_store")()
