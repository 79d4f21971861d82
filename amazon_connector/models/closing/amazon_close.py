"""The close of a store and month: what is done, and the way to what is missing (H11)."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from odoo import api, fields, models
from odoo.fields import Command


class AmazonClose(models.Model):
    _name = "amazon.close"
    _description = "Amazon Month's Close"
    _inherit = ["amazon.entry.mixin"]
    _order = "month desc, store_id"
    _check_company_auto = True

    store_id = fields.Many2one("amazon.store", required=True, index=True, ondelete="restrict")
    company_id = fields.Many2one(related="store_id.company_id", store=True, index=True)
    currency_id = fields.Many2one(related="store_id.marketplace_id.currency_id")
    cost_of_goods = fields.Selection(related="company_id.amazon_cost_of_goods")
    month = fields.Date(
        required=True,
        default=lambda self: fields.Date.start_of(
            fields.Date.context_today(self).replace(day=1) - timedelta(days=1), "month"
        ),
        help="Any day of it.",
    )
    day = fields.Date(string="Month's End", compute="_compute_day", store=True)
    is_done = fields.Boolean(string="Complete", readonly=True)
    checked_at = fields.Datetime(string="Checked", readonly=True)
    open_count = fields.Integer(string="Open", readonly=True, aggregator=None)
    amount_available = fields.Monetary(
        string="Available at Amazon",
        readonly=True,
        help="What Amazon's balances say that was released and not settled at the month's end.",
    )
    is_available_told = fields.Boolean(readonly=True)
    amount_reserve = fields.Monetary(
        string="Reserve at Amazon",
        readonly=True,
        help="What Amazon kept back of the account as its reserve at the month's end.",
    )
    is_reserve_told = fields.Boolean(readonly=True)
    line_ids = fields.One2many("amazon.close.line", "close_id", readonly=True)

    _once = models.UniqueIndex("(store_id, day)", "This month of the store has its page already.")

    @api.model
    def _get_entry_points(self):
        return (*super()._get_entry_points(), "action_check")

    @api.depends("month")
    def _compute_day(self):
        for close in self:
            close.day = close.month and fields.Date.end_of(close.month, "month")

    @api.depends("store_id", "month")
    def _compute_display_name(self):
        for close in self:
            month = close.month and close.month.strftime("%Y-%m")
            close.display_name = " ".join(filter(None, (close.store_id.display_name, month)))

    def _get_bounds(self):
        """:return: tuple (start, end) of the month where the store is, in UTC and naive"""
        zone = ZoneInfo(self.store_id.tz or "UTC")
        first = fields.Date.start_of(self.day, "month")
        return tuple(
            datetime.combine(day, time(), zone).astimezone(UTC).replace(tzinfo=None)
            for day in (first, self.day + timedelta(days=1))
        )

    # Buttons

    def action_check(self):
        """Look at everything again, and ask Amazon for its balance of the month's end.

        :return: the ``amazon.operation`` records, one per account
        """
        self.check_access("write")
        operations = self.env["amazon.operation"]
        for account, closes in self.sudo().grouped(lambda close: close.store_id.account_id).items():
            closes._check()
            worker = account._work_env()
            with worker.env["amazon.operation"]._record(worker, self._name) as operation:
                closes.with_env(worker.env)._ask_balance(operation)
            closes._check()
            operations |= operation
        return operations.with_env(self.env)

    def _ask_balance(self, operation):
        account = self.store_id.account_id
        with operation._counting(account._get_client()) as client:
            for day, closes in self.grouped("day").items():
                balances = client.list_balances(day)
                for close in closes:
                    store = close.store_id
                    told = store._sum_balances(balances, "AVAILABLE")
                    reserve = store._sum_balances(balances, "ACCOUNT_LEVEL_RESERVE")
                    close.write(
                        {
                            "amount_available": float(told or 0),
                            "is_available_told": told is not None,
                            "amount_reserve": float(reserve or 0),
                            "is_reserve_told": store._is_told(balances, "ACCOUNT_LEVEL_RESERVE"),
                        }
                    )
                operation._count(processed=len(closes))

    def _check(self):
        """Write what is done and what is missing."""
        for close in self:
            found = close._find_lines()
            missing = [key for key, (is_done, _sentence) in found.items() if not is_done]
            close.write(
                {
                    "checked_at": fields.Datetime.now(),
                    "is_done": not missing,
                    "open_count": len(missing),
                    "line_ids": [
                        Command.clear(),
                        *(
                            Command.create({"key": key, "is_done": is_done, "sentence": sentence})
                            for key, (is_done, sentence) in found.items()
                        ),
                    ],
                }
            )

    def action_print(self):
        """Print this page for the auditor.

        :return: report action
        """
        return self.env.ref("amazon_connector.amazon_close_report").report_action(self)
