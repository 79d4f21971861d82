"""How a store's money is booked: its settings for accounting."""

from odoo import api, fields, models

from .amazon_settlement_overdue import LONGEST_SILENCE

NO_MONEY = "[('account_type', 'in', ('asset_current', 'liability_current'))]"


class AmazonStore(models.Model):
    _inherit = "amazon.store"

    accounting_mode = fields.Selection(
        [("per_order", "An invoice per order"), ("per_settlement", "By settlements alone")],
        string="Accounting",
        default="per_order",
        required=True,
        help="An invoice per order: invoices and credit notes book sales and tax; settlements "
        "book fees and move the money. By settlements alone: no invoices; settlements book "
        "everything. Never both for one order.",
    )
    settlement_auto = fields.Boolean(
        string="Post Automatically",
        follow="_follow_accounting",
        help="Settlements that are complete are posted without a review.",
    )
    settlement_grouping = fields.Selection(
        [
            ("all", "One sum"),
            ("product", "By product"),
            ("category", "By product category"),
            ("order", "By order"),
        ],
        string="Journal Items",
        default="all",
        required=True,
        help="How the rows of a settlement are summed up in its entry.",
    )
    split_by_month = fields.Boolean(
        default=True,
        help="A settlement that crosses a month's end has an entry for each month.",
    )
    settlement_journal_id = fields.Many2one(
        "account.journal",
        string="Journal",
        check_company=True,
        domain="[('type', '=', 'general')]",
        copy=False,
        follow="_follow_accounting",
        help="Of settlements of this store. A journal of its own, so that its numbers make nobody "
        "else wait.",
    )
    clearing_account_id = fields.Many2one(
        "account.account",
        check_company=True,
        domain=NO_MONEY,
        copy=False,
        follow="_follow_accounting",
        help="What Amazon owes and has not paid. After a settlement and its payout nothing of that "
        "settlement is left on it.",
    )
    carried_forward_account_id = fields.Many2one(
        "account.account",
        string="Carried Forward",
        check_company=True,
        domain=NO_MONEY,
        copy=False,
        follow="_follow_accounting",
        help="The part of a settlement that was earned in an earlier month.",
    )
    payout_journal_id = fields.Many2one(
        "account.journal",
        string="Bank",
        check_company=True,
        domain="[('type', '=', 'bank')]",
        follow="_follow_accounting",
        help="Where Amazon pays out to.",
    )
    amazon_partner_id = fields.Many2one(
        "res.partner",
        string="Amazon as Contact",
        check_company=True,
        follow="_follow_accounting",
        help="On payouts and fees.",
    )
    settlement_currency_id = fields.Many2one(related="marketplace_id.currency_id")
    small_difference = fields.Monetary(
        currency_field="settlement_currency_id",
        help="An order that is settled with another amount than its invoice stays open, unless "
        "the difference is not larger than this, in the store's currency. 0: never booked off.",
    )
    small_difference_account_id = fields.Many2one(
        "account.account",
        string="Account of Small Differences",
        check_company=True,
        help="Where small differences are booked off.",
        domain="[('account_type', 'not in', ('asset_receivable', 'liability_payable'))]",
    )
    before_account_id = fields.Many2one(
        "account.account",
        string="Orders before Going Live",
        check_company=True,
        follow="_follow_accounting",
        help="Takes the money of orders that were sold and booked before this store was connected. "
        "Empty: that of the store whose settlement tells of them.",
    )

    def _follow_accounting(self):
        """Settlements may have waited for one of these settings."""
        self.env["amazon.settlement"]._retry_held([("store_id", "in", self.ids)])

    @api.model
    def _prepare_upload_action(self):
        """:return: window action of the dialogue that takes files of settlements"""
        return self.env["ir.actions.act_window"]._for_xml_id(
            "amazon_connector.amazon_settlement_upload_action"
        )

    def action_upload_settlements(self):
        """Drop files of settlements (Upload Settlements).

        :return: window action
        """
        action = self._prepare_upload_action()
        return dict(action, context={"default_account_id": self.account_id[:1].id})

    def _find_unsettled(self):
        """Those of these stores of which orders came, and for 75 days no settlement.

        A settlement is of a currency of the account, not of one store.

        :return: dict ``amazon.store`` → end of its last settlement, False if it had none
        """
        limit = fields.Datetime.now() - LONGEST_SILENCE
        ends = {
            (account, currency): end
            for account, currency, end in self.env["amazon.settlement"]
            .sudo()
            ._read_group(
                [("account_id", "in", self.account_id.ids), ("state", "!=", "ignored")],
                ["account_id", "currency_id"],
                ["date_end:max"],
            )
        }
        unsettled = {}
        for store in self:
            last = ends.get((store.account_id, store.marketplace_id.currency_id)) or False
            if last and last > limit:
                continue
            waiting = [("store_id", "=", store.id), ("purchase_date", "<=", limit)]
            if last:
                waiting.append(("purchase_date", ">", last))
            if self.env["amazon.order"].sudo().search_count(waiting, limit=1):
                unsettled[store] = last
        return unsettled
