"""All that waits for a person in all stores, by the clock and then by the money at stake (G4).

It is a view of what other records say, never a copy: what is done is gone from the list. Where it
is read from stands in ``amazon_todo_sources.py``.
"""

from odoo import api, fields, models
from odoo.tools import SQL

from .amazon_sales_report import query_rates

SOURCES = 8
# The worth of a row in the currency of its company, by which rows are compared.
ROWS = """
    SELECT t.*, company.currency_id AS company_currency_id, t.amount / rates.rate AS worth
      FROM (%s) t
      LEFT JOIN res_company company ON company.id = t.company_id
      LEFT JOIN (%s) rates
        ON rates.company_id = t.company_id AND rates.currency_id = t.currency_id
"""


class AmazonTodo(models.Model):
    _name = "amazon.todo"
    _description = "Amazon To Do"
    _auto = False
    _order = "deadline, worth desc, id"
    _rec_name = "title"

    what = fields.Selection(
        [
            ("late", "Late"),
            ("today", "Ship Today"),
            ("refused", "Shipment Refused"),
            ("failed", "Order Failed"),
            ("held", "Order on Hold"),
            ("unlinked", "Sold, Not Linked"),
            ("unmapped", "Settlement Rows Unmapped"),
            ("unposted", "Settlement to Post"),
            ("out_of_step", "Quantities Out of Step"),
            ("issue", "Issue"),
        ],
        readonly=True,
    )
    store_id = fields.Many2one("amazon.store", readonly=True)
    account_id = fields.Many2one("amazon.account", string="Amazon Account", readonly=True)
    company_id = fields.Many2one("res.company", readonly=True)
    res_model = fields.Char(readonly=True)
    res_id = fields.Many2oneReference(model_field="res_model", readonly=True)
    count = fields.Integer(
        string="Number", readonly=True, help="How many orders, rows or listings it is about."
    )
    currency_id = fields.Many2one("res.currency", readonly=True)
    amount = fields.Monetary(readonly=True, help="Money at stake: of the orders, or of the rows.")
    company_currency_id = fields.Many2one("res.currency", readonly=True)
    worth = fields.Monetary(
        currency_field="company_currency_id",
        readonly=True,
        help="The amount in the company's currency, at today's rate.",
    )
    deadline = fields.Datetime(readonly=True, help="Amazon's, by which the goods have to leave.")
    since = fields.Datetime(readonly=True)
    title = fields.Char(string="Task", compute="_compute_words")
    detail = fields.Text(string="Why", compute="_compute_words")
    record_name = fields.Char(string="Concerns", compute="_compute_words")

    # So that what is read has reached the database.
    _depends = {
        "amazon.account": ["active"],
        "amazon.order": ["state", "ship_by", "amount_total", "currency_id", "store_id"],
        "amazon.order.item": ["listing_id", "amount_total"],
        "amazon.shipment": ["state", "order_id"],
        "amazon.listing": ["link_state", "is_listed", "store_id"],
        "amazon.settlement": ["state", "amount_total", "store_id"],
        "amazon.settlement.line": ["kind_id", "is_skipped", "amount", "settlement_id"],
        "amazon.trouble": ["closed_at", "told_at", "kind"],
        "sale.order": ["amount_total"],
        "stock.picking": ["state", "date_done", "sale_id"],
    }

    @property
    def _table_query(self):
        return SQL(ROWS, SQL(" UNION ALL ").join(self._get_sources()), query_rates())

    # Named so that they are read together with the list: each reading runs the view once more.
    @api.depends("what", "res_model", "res_id", "count", "company_id")
    def _compute_words(self):
        for model, rows in self.grouped("res_model").items():
            # Gone, or not for this reader to open: its name is shown all the same.
            records = self.env[model].sudo().browse(rows.mapped("res_id")).exists()
            for row in rows:
                record = records.filtered(lambda record, row=row: record.id == row.res_id)
                row.title, row.detail = row._word(record)
                is_trouble = model == "amazon.trouble"
                row.record_name = record.record_name if is_trouble else record.display_name

    def _word(self, record):
        """:return: tuple (what it is, why it is so)"""
        if self.what == "issue":
            return record.title, record.sentence
        names = dict(self._fields["what"]._description_selection(self.env))
        details = {
            "late": self.env._("Amazon expected it to have left."),
            "today": self.env._("It has to leave before the day ends."),
            "unlinked": self.env._("Orders: %(count)s. Link it to a product.", count=self.count),
            "unmapped": self.env._("Rows: %(count)s. Map or skip them.", count=self.count),
            "unposted": self.env._("It adds up. Review it and press Post."),
            "out_of_step": self.env._(
                "Listings: %(count)s. Amazon offers another quantity than Odoo wants.",
                count=self.count,
            ),
        }
        return names[self.what], details.get(self.what) or record.reason

    def action_open(self):
        """Open where it is done: the delivery, the order, the rows to be mapped.

        :return: window action
        """
        self.ensure_one()
        record = self.env[self.res_model].browse(self.res_id)
        if self.what == "out_of_step":
            return record.action_view_out_of_step()
        if self.what == "unmapped":
            return self._get_rows_action()
        if self.what == "issue":
            return record.action_open_record()
        if not record.has_access("read"):  # Whoever only sells sees the order, not the delivery.
            record = record.sudo().sale_id.amazon_order_ids[:1].with_env(self.env)
        return record.get_formview_action()

    def _get_rows_action(self):
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "amazon_connector.amazon_settlement_unmapped_action"
        )
        return dict(action, domain=[("settlement_id", "=", self.res_id)])

    def action_remedy(self):
        """Take the step that helps against an issue.

        :return: client or window action
        """
        self.ensure_one()
        return self.env[self.res_model].browse(self.res_id).action_remedy()
