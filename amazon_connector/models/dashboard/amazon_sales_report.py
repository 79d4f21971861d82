"""Orders and sales as they came from Amazon, to be pivoted: orders, units and money."""

from odoo import fields, models
from odoo.tools import SQL

from ..words.label import label_of

# Money in the company's currency at the rate of the sales order, or today's where there is none.
ITEMS = """
    SELECT i.id, i.order_id, i.product_id, i.seller_sku, i.quantity_ordered AS units,
           o.store_id, o.account_id, o.company_id, o.marketplace_id, o.channel, o.state,
           o.status, o.purchase_date, o.is_prime, o.is_business, o.currency_id,
           i.amount_total AS amount, company.currency_id AS company_currency_id,
           i.amount_total / COALESCE(
               NULLIF(sale.currency_rate, 0), today.rate, 1)::numeric AS sales
      FROM amazon_order_item i
      JOIN amazon_order o ON o.id = i.order_id
      JOIN res_company company ON company.id = o.company_id
      LEFT JOIN sale_order sale ON sale.id = o.sale_order_id AND sale.currency_id = o.currency_id
      LEFT JOIN (%s) today ON today.company_id = o.company_id AND today.currency_id = o.currency_id
     WHERE o.state != 'ignored' AND o.status IS DISTINCT FROM 'CANCELLED'
"""
# What one unit of each company's currency is in each other currency today.
TODAY = """
    SELECT company.id AS company_id, own.id AS currency_id,
           COALESCE(rate.rate, 1) / COALESCE(home.rate, 1) AS rate
      FROM res_company company
     CROSS JOIN res_currency own
      LEFT JOIN LATERAL (%(own)s) rate ON TRUE
      LEFT JOIN LATERAL (%(home)s) home ON TRUE
     WHERE own.active
"""
RATE = """
    SELECT r.rate FROM res_currency_rate r
     WHERE r.currency_id = %(currency)s AND r.name <= CURRENT_DATE
       AND COALESCE(r.company_id, split_part(company.parent_path, '/', 1)::int)
           = split_part(company.parent_path, '/', 1)::int
     ORDER BY r.company_id, r.name DESC LIMIT 1
"""


def query_rates():
    """:return: ``SQL`` of company_id, currency_id and the rate from the company's currency today"""
    rates = {
        name: SQL(RATE, currency=SQL(currency))
        for name, currency in (("own", "own.id"), ("home", "company.currency_id"))
    }
    return SQL(TODAY, **rates)


class AmazonSalesReport(models.Model):
    _name = "amazon.sales.report"
    _description = "Amazon Sales"
    _inherit = ["amazon.words.mixin"]
    _auto = False
    _order = "purchase_date desc, id desc"
    _rec_name = "order_id"

    order_id = fields.Many2one("amazon.order", string="Orders", readonly=True)
    # Looked for by accountants too, who do not open Amazon's orders.
    order_ref = fields.Char(related="order_id.amazon_ref", export_string_translation=False)
    purchase_date = fields.Datetime(readonly=True)
    store_id = fields.Many2one("amazon.store", readonly=True)
    account_id = fields.Many2one("amazon.account", string="Amazon Account", readonly=True)
    company_id = fields.Many2one("res.company", readonly=True)
    marketplace_id = fields.Many2one("amazon.marketplace", readonly=True)
    product_id = fields.Many2one("product.product", readonly=True)
    seller_sku = fields.Char(string="Seller SKU", readonly=True)
    channel = fields.Char(string="Fulfillment", readonly=True)
    state = fields.Selection(
        [
            ("received", "Received"),
            ("done", "Done"),
            ("held", "On hold"),
            ("failed", "Failed"),
        ],
        readonly=True,
    )
    status = fields.Char(string="Amazon Status", readonly=True)
    status_label = label_of("status", export_string_translation=False)
    is_prime = fields.Boolean(string="Prime", readonly=True)
    is_business = fields.Boolean(string="Amazon Business", readonly=True)
    units = fields.Integer(readonly=True)
    currency_id = fields.Many2one("res.currency", readonly=True)
    amount = fields.Monetary(
        string="Amazon Total", readonly=True, help="In the currency of the marketplace."
    )
    company_currency_id = fields.Many2one("res.currency", readonly=True)
    sales = fields.Monetary(
        currency_field="company_currency_id",
        readonly=True,
        help="In the company's currency, at the rate of the sales order. With tax, shipping and "
        "promotions, as the buyer pays them.",
    )

    # So that what is read has reached the database.
    _depends = {
        "amazon.order": ["state", "status", "purchase_date", "store_id", "currency_id"],
        "amazon.order.item": ["quantity_ordered", "amount_total", "product_id", "seller_sku"],
        "sale.order": ["currency_rate"],
    }

    @property
    def _table_query(self):
        return SQL(ITEMS, query_rates())
