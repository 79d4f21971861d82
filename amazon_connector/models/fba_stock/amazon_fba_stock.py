"""Units in Amazon's warehouses: what Amazon says of each FNSKU, beside what Odoo has."""

from odoo import api, fields, models
from odoo.tools import LazyTranslate

_lt = LazyTranslate(__name__)

# What was taken into account of a difference, with its units.
TERMS = {
    "shipped": _lt("%s shipped by Amazon and not delivered in Odoo yet"),
    "ahead": _lt("%s delivered in Odoo and not shipped by Amazon yet"),
    "returned": _lt("%s returned to Amazon and not received in Odoo yet"),
    "incoming": _lt("%s in open transfers to the FBA warehouse"),
    "coming_back": _lt("%s that buyers of other channels send back to Amazon"),
    "behind": _lt("%s while orders are not up to date: Amazon may have shipped them"),
    "leaving": _lt("%s in open transfers out of the FBA warehouse"),
    "inbound": _lt("%s on the way to Amazon"),
    "orders": _lt("%s of open orders that Amazon may have shipped since"),
    "unexplained_more": _lt("%s not explained: found by Amazon, or sent without a transfer"),
    "unexplained_less": _lt(
        "%s not explained: lost, removed or disposed of, sold before the import of orders, or sold "
        "elsewhere"
    ),
    "unsellable": _lt("%s unsellable at Amazon"),
    "researching": _lt("%s that Amazon is looking for"),
}
# Why a row is not compared, and what to do.
PROBLEMS = {
    "unlinked": _lt("No product: link the listing of this SKU."),
    "conflict": _lt("Its SKUs are linked to different products or packagings: link them to one."),
    "pool": _lt("Its listing stands for several products: adjust them by hand in Inventory."),
    "kit": _lt("Odoo keeps no stock of this product (a kit or not storable): count its parts."),
    "tracked": _lt(
        "Tracked by lots or serial numbers, which Amazon does not tell: adjust it by hand in "
        "Inventory."
    ),
    "untold": _lt("Amazon did not say how many units there are."),
    "unread": _lt("Not in Amazon's last answer: the numbers are older."),
    "missing": _lt("Amazon no longer lists it. If it says so again, it counts as zero."),
    "place": _lt(
        "The FBA warehouse is archived, is used for orders that you ship yourself, or holds the "
        "stock of an account whose FBA stock is not read."
    ),
    "failed": _lt("Odoo refused the adjustment; the Sync Log says why."),
}


class AmazonFbaStock(models.Model):
    _name = "amazon.fba.stock"
    _description = "FBA Stock"
    _inherit = ["amazon.sync.mixin", "amazon.entry.mixin"]
    _order = "account_id, seller_sku, id"
    _rec_name = "seller_sku"
    _rec_names_search = ["seller_sku", "fnsku", "asin", "title"]
    _check_company_auto = True
    _sync_scope = "store"
    _sync_minutes = 4 * 60
    _sync_name = _lt("FBA stock")
    _sync_words = {
        "processed": (_lt("1 product adjusted"), _lt("%(count)s products adjusted")),
        "held": (_lt("1 SKU differs"), _lt("%(count)s SKUs differ")),
    }

    account_id = fields.Many2one(
        "amazon.account",
        string="Amazon Account",
        required=True,
        ondelete="cascade",
        index=True,
        readonly=True,
    )
    company_id = fields.Many2one(related="account_id.company_id", store=True, index=True)
    warehouse_id = fields.Many2one(
        "stock.warehouse",
        string="FBA Warehouse",
        required=True,
        ondelete="cascade",
        index=True,
        readonly=True,
        help="The pool: units count once, whichever stores of the account show them.",
    )
    store_id = fields.Many2one(
        "amazon.store",
        ondelete="cascade",
        readonly=True,
        index="btree_not_null",
        help="The store by which Amazon told the numbers.",
    )
    pool_key = fields.Char(
        required=True, readonly=True, help="The FNSKU, or the seller SKU where Amazon names none."
    )
    fnsku = fields.Char(
        string="FNSKU", readonly=True, help="Amazon's label of the units; SKUs may share it."
    )
    seller_sku = fields.Char(string="Seller SKU", readonly=True, index="trigram")
    skus = fields.Json(readonly=True, export_string_translation=False)
    sku_text = fields.Char(string="All SKUs", compute="_compute_sku_text")
    asin = fields.Char(string="ASIN", readonly=True)
    title = fields.Char(readonly=True)
    product_id = fields.Many2one(
        "product.product", readonly=True, index="btree_not_null", ondelete="set null"
    )

    uom_id = fields.Many2one(
        "uom.uom",
        string="Sold By",
        readonly=True,
        ondelete="set null",
        help="What Amazon counts, for example packs of 6. Odoo's columns count single units.",
    )

    # Amazon's numbers
    fulfillable = fields.Integer(string="Sellable", readonly=True, help="Can be sold and shipped.")
    reserved = fields.Integer(readonly=True, help="There, but not to be sold right now.")
    reserved_orders = fields.Integer(string="Customer Orders", readonly=True)
    reserved_transfers = fields.Integer(string="FC Transfer", readonly=True)
    reserved_processing = fields.Integer(string="FC Processing", readonly=True)
    inbound = fields.Integer(compute="_compute_inbound", store=True, help="On the way to Amazon.")
    inbound_working = fields.Integer(string="Working", readonly=True)
    inbound_shipped = fields.Integer(string="Shipped", readonly=True)
    inbound_receiving = fields.Integer(string="Receiving", readonly=True)
    unsellable = fields.Integer(readonly=True, help="Damaged, defective or expired.")
    researching = fields.Integer(
        readonly=True, help="Amazon is looking for them in its warehouses."
    )
    untold = fields.Json(
        readonly=True,
        export_string_translation=False,
        help="Names of the numbers that Amazon left out: they are not zero.",
    )
    amazon_updated_at = fields.Datetime(string="Changed at Amazon", readonly=True)
    read_at = fields.Datetime(readonly=True)
    reading = fields.Integer(readonly=True, help="Number of the reading that told it last.")
    is_stale = fields.Boolean(
        readonly=True, help="The last reading did not tell it: the numbers are older."
    )
    missing_since = fields.Datetime(
        readonly=True, help="Amazon was asked for it and did not list it."
    )
    is_gone = fields.Boolean(
        string="Gone", readonly=True, help="Amazon does not list it any more: it has no units."
    )

    # Compared with Odoo's
    odoo_quantity = fields.Float(
        string="In Odoo",
        readonly=True,
        digits="Product Unit",
        help="In the stock of the FBA warehouse. Where several FNSKUs are one product, its units "
        "are shared out among them.",
    )
    expected_quantity = fields.Float(
        string="Expected",
        readonly=True,
        digits="Product Unit",
        help="What Odoo should have: Amazon's sellable and reserved units, and what one of the "
        "two knows of orders and returns that the other does not know yet.",
    )
    difference = fields.Float(
        readonly=True, digits="Product Unit", help="What Odoo lacks; negative: has too many."
    )
    unexplained = fields.Float(
        readonly=True,
        digits="Product Unit",
        help="The part of the difference that nothing on its way settles: it is adjusted.",
    )
    comparison = fields.Selection(
        [
            ("equal", "Equal"),
            ("explained", "Explained"),
            ("differs", "Differs"),
            ("open", "Not compared"),
        ],
        readonly=True,
        index=True,
    )
    problem = fields.Char(readonly=True, help="Code of why it is not compared or adjusted.")
    terms = fields.Json(readonly=True, export_string_translation=False)
    explanation = fields.Text(compute="_compute_explanation")
    compared_at = fields.Datetime(readonly=True)

    _pool_unique = models.UniqueIndex(
        "(account_id, warehouse_id, pool_key)", "These units are in the list already."
    )

    @api.depends("inbound_working", "inbound_shipped", "inbound_receiving")
    def _compute_inbound(self):
        for stock in self:
            stock.inbound = stock.inbound_working + stock.inbound_shipped + stock.inbound_receiving

    @api.depends("skus")
    def _compute_sku_text(self):
        for stock in self:
            stock.sku_text = ", ".join(stock.skus or ())

    @api.depends("problem", "terms")
    @api.depends_context("lang")
    def _compute_explanation(self):
        for stock in self:
            sentences = []
            for code, units in stock.terms or ():
                sentence = self.env._(TERMS[code]) if code in TERMS else "%s"
                sentences.append(sentence % f"{abs(units):g}")
            if stock.problem in PROBLEMS:
                sentences.insert(0, self.env._(PROBLEMS[stock.problem]))
            stock.explanation = "\n".join(sentences)

    @api.model
    def _get_entry_points(self):
        return (*super()._get_entry_points(), "action_sync")

    def action_sync(self):
        """Read the stock of the chosen rows' pools anew; of all pools where none is chosen.

        :return: the ``amazon.operation`` records
        """
        stores = self.env["amazon.store"].search([("fba_stock_mode", "!=", "none")])
        if self:
            stores = stores.filtered(lambda store: store.fba_warehouse_id in self.warehouse_id)
        return stores.filtered(lambda store: store.state == "live").action_sync_fba_stock()

    def action_sync_all(self):
        """The button of the list: read all stock at Amazon now.

        :return: client action: a notification with the outcome
        """
        self.check_access("read")
        return self.browse().action_sync()._get_notification()
