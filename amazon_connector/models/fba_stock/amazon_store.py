"""What a store makes of the stock in Amazon's warehouses, and which store speaks for a pool."""

from odoo import api, fields, models
from odoo.exceptions import ValidationError

# Locations that the units may have of their own, by what Amazon says of them.
PLACES = ("reserved", "inbound", "unsellable", "researching")


class AmazonStore(models.Model):
    _inherit = "amazon.store"

    fba_stock_mode = fields.Selection(
        [
            ("none", "Not read"),
            ("report", "Differences are shown"),
            ("adjust", "Differences are shown and adjusted"),
        ],
        string="FBA Stock",
        required=True,
        default="none",
        help="Of the units in Amazon's warehouses, read several times a day. Shown: the list FBA "
        "Stock tells where Odoo's FBA warehouse differs, and why. Adjusted: what neither orders, "
        "returns nor transfers explain is booked into it as an inventory adjustment. Stores that "
        "share an FBA warehouse share its stock: choose it in one of them, the leading store.",
    )
    fba_lead_store_id = fields.Many2one(
        "amazon.store",
        string="Leading Store",
        compute="_compute_fba_lead_store_id",
        help="Whose numbers count for the FBA warehouse; the other stores that share it add only "
        "what this store does not show. Sell from separate stocks, as in the US and in Canada, "
        "with an FBA warehouse for each.",
    )
    fba_read_from = fields.Datetime(
        string="FBA Stock As Of",
        readonly=True,
        copy=False,
        help="When the last reading that came to an end was begun.",
    )
    fba_reserved_location_id = fields.Many2one(
        "stock.location",
        string="Place for Reserved Units",
        check_company=True,
        domain="[('usage', '=', 'internal')]",
        help="For units that Amazon holds for orders, moves between its warehouses or has put "
        "aside. Empty: they stay in the stock of the FBA warehouse. A place within that warehouse.",
    )
    fba_inbound_location_id = fields.Many2one(
        "stock.location",
        string="Place for Inbound Units",
        check_company=True,
        domain="[('usage', '=', 'internal')]",
        help="For units on their way to Amazon that no open transfer stands for. Empty: they are "
        "not booked. A place within the FBA warehouse.",
    )
    fba_unsellable_location_id = fields.Many2one(
        "stock.location",
        string="Place for Unsellable Units",
        check_company=True,
        domain="[('usage', '=', 'internal')]",
        help="For units at Amazon that are damaged, defective or expired. Empty: they are not "
        "booked. A place within the FBA warehouse.",
    )
    fba_researching_location_id = fields.Many2one(
        "stock.location",
        string="Place for Units Amazon Researches",
        check_company=True,
        domain="[('usage', '=', 'internal')]",
        help="For units that Amazon is looking for in its warehouses. Empty: they are not booked. "
        "A place within the FBA warehouse.",
    )

    @api.depends("fba_stock_mode", "fba_warehouse_id", "account_id")
    def _compute_fba_lead_store_id(self):
        for store in self:
            store.fba_lead_store_id = store._get_fba_pool()._get_fba_lead()

    @api.constrains("fba_warehouse_id", *(f"fba_{place}_location_id" for place in PLACES))
    def _check_fba_places(self):
        for store in self:
            places = [place for place in store._get_fba_places().values() if place]
            stock = store.fba_warehouse_id.lot_stock_id
            if len(set(places)) < len(places) or stock in places:
                raise ValidationError(
                    self.env._("Each kind of units at Amazon needs a place of its own.")
                )
            root = store.fba_warehouse_id.view_location_id
            for place in places:
                if not (place.parent_path or "").startswith(root.parent_path or "/"):
                    raise ValidationError(
                        self.env._(
                            "%(place)s is not within the warehouse %(warehouse)s.",
                            place=place.display_name,
                            warehouse=store.fba_warehouse_id.name,
                        )
                    )

    def _get_fba_places(self):
        """:return: dict kind of units → ``stock.location``, empty where they have none"""
        return {place: self[f"fba_{place}_location_id"] for place in PLACES}

    def _get_fba_pool(self):
        """The stores of the account that sell from the same stock at Amazon, in their order.

        :return: ``amazon.store``
        """
        self.ensure_one()
        if not self.fba_warehouse_id:
            return self
        return self.search(
            [
                ("account_id", "=", self.account_id.id),
                ("fba_warehouse_id", "=", self.fba_warehouse_id.id),
            ]
        )

    def _get_fba_lead(self):
        """The store of a pool that speaks for it: a live one first; empty where it is not read."""
        leads = self.filtered(lambda store: store.fba_stock_mode != "none")
        return leads.sorted(lambda store: store.state != "live")[:1]

    def action_sync_fba_stock(self):
        """Read the units in Amazon's warehouses and compare them with Odoo's, each pool once.

        :return: the ``amazon.operation`` records
        """
        leads = self.browse()
        for store in self:
            leads |= store.fba_lead_store_id or store
        return self.env["amazon.schedule"]._run_now("amazon.fba.stock", stores=leads)

    def action_view_fba_stock(self):
        """The units at Amazon that these stores sell.

        :return: window action
        """
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "amazon_connector.amazon_fba_stock_action"
        )
        domain = [
            ("account_id", "in", self.account_id.ids),
            ("warehouse_id", "in", self.fba_warehouse_id.ids),
        ]
        return dict(action, domain=domain, context={"search_default_differs": 1})
