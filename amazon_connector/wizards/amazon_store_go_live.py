"""Dialogue: what a store lacks before it goes live, and what would happen without it."""

from odoo import api, fields, models
from odoo.exceptions import UserError


class AmazonStoreGoLive(models.TransientModel):
    _name = "amazon.store.go.live"
    _description = "Go Live"

    store_id = fields.Many2one("amazon.store", required=True, readonly=True, ondelete="cascade")
    company_id = fields.Many2one(related="store_id.company_id")
    lacks_tax = fields.Boolean(compute="_compute_lacks")
    lacks_listings = fields.Boolean(compute="_compute_lacks")
    tax_choice = fields.Selection(
        [
            ("suggest", "Use the company's taxes: each line shows its tax"),
            ("one", "Use one tax, included in the price"),
            ("none", "Sell without tax: invoices show no tax"),
        ],
        string="Tax on Invoices",
        required=True,
        default="suggest",
        help="The company's taxes: products' own taxes and fiscal positions; orders to countries "
        "of which they say nothing wait for you. One tax: on everything that stays in the "
        "marketplace's country.",
    )
    tax_id = fields.Many2one(
        "account.tax",
        string="Included Tax",
        check_company=True,
        domain="[('type_tax_use', '=', 'sale'), ('price_include', '=', True)]",
    )

    @api.depends("store_id")
    def _compute_lacks(self):
        for dialogue in self:
            dialogue.lacks_tax = dialogue.store_id._names_no_tax()
            dialogue.lacks_listings = not dialogue.store_id.listing_count

    def action_load_listings(self):
        """Load the listings first; the store stays as it is."""
        self.ensure_one()
        return self.store_id.action_sync_listings()._get_notification()

    def action_confirm(self):
        """Set the tax that was chosen and go live.

        :raises UserError: when one tax is to be used and none is chosen
        """
        self.ensure_one()
        store = self.store_id
        store._check_may_go_live()
        store._check_beside_nobody()
        if self.lacks_tax:
            self._set_tax(store)
        # Not the entry point: no tax is what a person may have chosen.
        store.sudo()._go_live()
        return {"type": "ir.actions.act_window_close"}

    def _set_tax(self, store):
        if self.tax_choice == "suggest":
            store.tax_mode = "import"
            store.action_suggest_taxes()
            return
        if self.tax_choice == "one" and not self.tax_id:
            raise UserError(self.env._("Choose the tax that prices include."))
        store.write(
            {
                "tax_id": self.tax_id.id if self.tax_choice == "one" else False,
                "tax_mode": "charge" if store.tax_mode == "import" else store.tax_mode,
            }
        )
