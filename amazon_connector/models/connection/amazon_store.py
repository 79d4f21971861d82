"""A store: an account on one marketplace. Settings only; behaviour lives on the documents."""

from odoo import api, fields, models


class AmazonStore(models.Model):
    _name = "amazon.store"
    _description = "Amazon Store"
    _inherit = [
        "amazon.entry.mixin",
        "amazon.trouble.mixin",
        "mail.thread",
        "mail.activity.mixin",
    ]
    _order = "account_id, marketplace_id"
    _check_company_auto = True
    _rec_names_search = ["name", "account_id.name"]

    name = fields.Char(
        string="Store Name",
        required=True,
        help="Short name of the store, shown everywhere in Odoo.",
    )
    active = fields.Boolean(default=True, follow="_follow_active")
    account_id = fields.Many2one(
        "amazon.account",
        string="Amazon Account",
        required=True,
        ondelete="cascade",
        index=True,
        readonly=True,
    )
    marketplace_id = fields.Many2one(
        "amazon.marketplace", required=True, ondelete="restrict", readonly=True
    )
    company_id = fields.Many2one(related="account_id.company_id", store=True, index=True)
    region = fields.Selection(related="account_id.region")
    state = fields.Selection(
        [("draft", "Setup"), ("live", "Live"), ("paused", "Paused")],
        default="draft",
        required=True,
        readonly=True,
        copy=False,
        tracking=True,
        follow="_follow_stock_rules",
        help="Nothing is imported or pushed before the store goes live.",
    )
    fetched_from = fields.Datetime(
        string="Fetched Since",
        readonly=True,
        copy=False,
        help="What changed at Amazon since then is in Odoo, or is on its way.",
    )

    # Orders
    import_orders = fields.Boolean(
        default=True, help="Make sales orders of Amazon's orders. Off: they are kept as ignored."
    )
    import_from = fields.Datetime(
        string="Import Orders Since",
        help="Orders placed before this time are not imported. Empty: from going live on.",
    )
    status_map_ids = fields.One2many(
        "amazon.status.map",
        "store_id",
        string="Statuses",
        help="What an order of each Amazon status becomes, apart for orders that you ship and that "
        "Amazon ships. A status that is not in the list is not imported.",
    )
    warehouse_id = fields.Many2one(
        "stock.warehouse",
        check_company=True,
        default=lambda self: self._default_warehouse_id(),
        follow="_follow_warehouses",
        help="Where orders that you ship yourself (FBM) are delivered from.",
    )
    fba_warehouse_id = fields.Many2one(
        "stock.warehouse",
        string="FBA Warehouse",
        check_company=True,
        follow="_follow_warehouses",
        help="Stands for your goods in Amazon's fulfillment centers. Orders that Amazon ships are "
        "delivered from it without a picker.",
    )
    pricelist_id = fields.Many2one(
        "product.pricelist",
        check_company=True,
        follow="_follow_orders",
        help="Carries the marketplace's currency into the sales order. Prices come from Amazon.",
    )
    team_id = fields.Many2one(
        "crm.team",
        string="Sales Team",
        check_company=True,
        help="Team of the store's sales orders.",
    )
    user_id = fields.Many2one(
        "res.users",
        string="Salesperson",
        help="Salesperson of the store's sales orders. Empty: they have none, and the filters My "
        "Orders and My Quotations of Sales leave them out.",
    )
    listing_count = fields.Integer(string="Listings", compute="_compute_counts")
    order_count = fields.Integer(string="Orders", compute="_compute_counts")
    problem_count = fields.Integer(
        string="Issues",
        compute="_compute_counts",
        help="Open issues of the store, its orders, shipments and other documents.",
    )
    unlinked_count = fields.Integer(
        string="Not Linked",
        compute="_compute_counts",
        help="Listings at Amazon that nobody has linked to a product or left blank.",
    )
    schedule_ids = fields.One2many(
        "amazon.schedule",
        "store_id",
        string="Schedules",
        help="How often each job of the store runs, and when it ran. Orders and shipments are jobs "
        "of the whole account.",
    )

    _marketplace_unique = models.UniqueIndex(
        "(account_id, marketplace_id)", "This account has a store on this marketplace already."
    )

    @api.model
    def _get_entry_points(self):
        return (
            *super()._get_entry_points(),
            "action_sync_orders",
            "action_sync_listings",
            "action_load_products",
            "action_push_stock",
            "action_push_everything",
            "action_sync_fba_stock",
            "action_push_shipments",
            "action_create_invoices",
        )

    @api.depends("name", "marketplace_id", "account_id.name")
    def _compute_display_name(self):
        """The store's name; beside it its account, where another store is called the same."""
        named = [("name", "in", [name for name in self.mapped("name") if name])]
        every = self.sudo().with_context(active_test=False)
        shared = {
            name for name, count in every._read_group(named, ["name"], ["__count"]) if count > 1
        }
        for store in self:
            name = store.name or store.marketplace_id.name
            owner = store.sudo().account_id.name
            store.display_name = f"{name} ({owner})" if store.name in shared and owner else name

    def _compute_counts(self):
        # Numbers alone: who keeps the books chooses a store from the same cards.
        Order, Listing = self.env["amazon.order"].sudo(), self.env["amazon.listing"].sudo()
        domain = [("store_id", "in", self.ids)]
        orders = dict(Order._read_group(domain, ["store_id"], ["__count"]))
        problems = self.env["amazon.trouble"]._count_open("store_id", self)
        listings = dict(Listing._read_group(domain, ["store_id"], ["__count"]))
        unlinked = dict(Listing._read_group(self._get_unlinked_domain(), ["store_id"], ["__count"]))
        for store in self:
            store.order_count = orders.get(store, 0)
            store.problem_count = problems.get(store, 0)
            store.listing_count = listings.get(store, 0)
            store.unlinked_count = unlinked.get(store, 0)

    def _default_warehouse_id(self):
        return self.env["stock.warehouse"].search(
            [("company_id", "=", self.env.company.id)], limit=1
        )

    @api.model_create_multi
    def create(self, vals_list):
        stores = super().create(vals_list)
        for store in stores:
            store._set_defaults()
        self.env["amazon.schedule"]._ensure_for(stores.account_id)
        return stores

    def write(self, vals):
        result = super().write(vals)
        self._follow_settings(vals)
        return result

    def _valid_field_parameter(self, field, name):
        # ``follow="_method"`` beside a setting: what is done once it has changed.
        return name == "follow" or super()._valid_field_parameter(field, name)

    def _follow_settings(self, names):
        """Do what the changed settings say in their ``follow``, each thing once.

        :param names: names of fields that were written
        """
        reactions = (getattr(self._fields[name], "follow", None) for name in names)
        for reaction in dict.fromkeys(filter(None, reactions)):
            getattr(self, reaction)()

    def _follow_orders(self):
        """What orders were held for may be here now: products, warehouses, taxes, policies."""
        self.env["amazon.order"]._retry_held([("store_id", "in", self.ids)])

    def _follow_warehouses(self):
        """Orders may have been held for one; and other goods are offered."""
        self._follow_orders()
        self._follow_stock_rules()
