"""A row of a settlement: one amount, with what it was linked and mapped to."""

from odoo import fields, models

# What a table for a spreadsheet shows of a row.
EXPORTED = (
    "number",
    "posted_on",
    "transaction_type",
    "amount_type",
    "amount_description",
    "amount",
    "order_ref",
    "sku",
    "quantity",
    "marketplace_name",
    "adjustment_ref",
    "shipment_ref",
    "promotion_ref",
    "kind_id",
    "is_skipped",
)
# With these a spreadsheet begins to calculate, or to call programs.
DANGEROUS = ("=", "+", "-", "@", "\t", "\r")


class AmazonSettlementLine(models.Model):
    _name = "amazon.settlement.line"
    _description = "Amazon Settlement Row"
    _order = "settlement_id desc, number"
    _rec_name = "amount_description"
    # A hundred thousand at once, written by the connector alone: nobody asks by whom and when, and
    # each index costs as much as the row.
    _log_access = False

    settlement_id = fields.Many2one(
        "amazon.settlement", required=True, ondelete="cascade", readonly=True
    )
    number = fields.Integer(
        string="Line", required=True, readonly=True, help="Line of the file.", aggregator=None
    )
    company_id = fields.Many2one("res.company", required=True, readonly=True)
    account_id = fields.Many2one("amazon.account", string="Amazon Account", readonly=True)
    store_id = fields.Many2one("amazon.store", readonly=True, ondelete="restrict")
    marketplace_name = fields.Char(string="Marketplace", readonly=True, help="As in the report.")
    transaction_type = fields.Char(required=True, readonly=True)
    amount_type = fields.Char(required=True, readonly=True)
    amount_description = fields.Char(string="Description", required=True, readonly=True)
    amount = fields.Monetary(readonly=True)
    currency_id = fields.Many2one("res.currency", required=True, readonly=True)
    order_ref = fields.Char(
        string="Order ID",
        readonly=True,
        help="As in the report: an Amazon order, an FBA shipment, or nothing.",
    )
    item_ref = fields.Char(string="Order Item Code", readonly=True)
    adjustment_ref = fields.Char(string="Adjustment ID", readonly=True)
    shipment_ref = fields.Char(string="Shipment ID", readonly=True)
    promotion_ref = fields.Char(string="Promotion ID", readonly=True)
    sku = fields.Char(string="SKU", readonly=True)
    quantity = fields.Integer(
        readonly=True, aggregator=None, help="Amazon repeats it on each row of an item."
    )
    fulfillment = fields.Char(readonly=True)
    amazon_order_id = fields.Many2one(
        "amazon.order",
        readonly=True,
        ondelete="set null",
        index="btree_not_null",
    )
    order_item_id = fields.Many2one("amazon.order.item", readonly=True, ondelete="set null")
    product_id = fields.Many2one("product.product", readonly=True, ondelete="set null")
    posted_at = fields.Datetime(readonly=True, help="Amazon may leave out the time.")
    posted_on = fields.Date(readonly=True, help="In the time zone of the store.")
    kind_id = fields.Many2one(
        "amazon.fee.kind", string="Fee Kind", readonly=True, ondelete="restrict"
    )
    rule_id = fields.Many2one(
        "amazon.settlement.rule",
        readonly=True,
        ondelete="set null",
        help="Rule of the fee map that has decided.",
    )
    is_skipped = fields.Boolean(string="Skipped", readonly=True)
    move_line_id = fields.Many2one(
        "account.move.line",
        string="Journal Item",
        readonly=True,
        ondelete="set null",
        index="btree_not_null",
        help="The journal item that contains this row.",
    )

    _number_unique = models.UniqueIndex("(settlement_id, number)", "Each line is kept once.")

    def _prepare_cells(self):
        """:return: list of what a table for a spreadsheet shows of this row"""
        amount = f"{self.amount:.{self.currency_id.decimal_places}f}"
        day = self.posted_on and str(self.posted_on)
        shown = {"amount": amount, "kind_id": self.kind_id.name, "posted_on": day}
        return [
            value if name == "amount" else _harmless(value)
            for name in EXPORTED
            for value in [shown.get(name, self[name])]
        ]


def _harmless(value):
    """A cell that no spreadsheet takes for a formula."""
    if value is False or value is None:
        return ""
    if isinstance(value, str) and value.startswith(DANGEROUS):
        return f"'{value}"
    return value
