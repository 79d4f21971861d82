"""What has to be there before a settlement is booked, and what is looked at afterwards."""

from decimal import Decimal

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import format_date

from ..troubles.trouble_kind import kind_of
from .amazon_settlement_line import BEFORE
from .obstacles import Obstacle

# What a settlement is held for until its store has all journals and accounts.
ACCOUNT = "account"
# What it is held for until Odoo has its orders.
ORDERS = "orders"
# Orders that a sentence names; the rest is counted.
MOST_NAMES = 10


class AmazonSettlement(models.Model):
    _inherit = "amazon.settlement"

    has_missing_accounts = fields.Boolean(compute="_compute_has_missing_accounts")

    @api.depends("state", "hold_key")
    def _compute_has_missing_accounts(self):
        for settlement in self:
            is_held = settlement.state == "held"
            settlement.has_missing_accounts = is_held and kind_of(settlement.hold_key) == ACCOUNT

    def action_set_up_accounting(self):
        """Open the accounts of the store that this settlement waits for.

        :return: window action
        """
        self.ensure_one()
        return self.store_id.action_set_up_accounting()

    def _check_before_booking(self):
        """:raises Obstacle: a day, a setting of the store, a rate or an open period is missing"""
        self._check_period()
        self._check_store()
        self._check_days()

    def _check_period(self):
        """:raises Obstacle: neither the summary row nor any other tells a day to book on"""
        if not (self.date_start and self.date_end):
            raise Obstacle(
                self.env._(
                    "The file tells no dates. Download it again from Seller Central and upload it; "
                    "nothing is posted until then."
                ),
                f"total:{self.amazon_ref}",
            )

    def _check_days(self):
        """:raises Obstacle: a rate or an open period is missing"""
        for day in {*self._get_months(), self._get_payout_day()}:
            self._check_rate(self._find_open_date(day, has_tax=False))

    def _check_store(self):
        store = self.store_id
        needed = ["settlement_journal_id", "clearing_account_id"]
        if len(self._get_months()) > 1:
            needed.append("carried_forward_account_id")
        missing = [
            store._fields[name]._description_string(self.env) for name in needed if not store[name]
        ]
        if not self._get_payout_account() and self.amount_total:
            missing.append(self.env._("Transit account of the bank, or payable to Amazon"))
        if missing:
            raise Obstacle(
                self.env._(
                    "Choose in store %(store)s: %(fields)s.",
                    store=store.display_name,
                    fields=", ".join(missing),
                ),
                f"{ACCOUNT}:store",
            )

    def _check_targets(self, rows):
        """Every kind that the rows are of has an account in this company."""
        used = {(row.kind_id, row.rule_id) for row in rows}
        targets = [self._get_target(*ids) for ids in used]
        kinds = {target.kind.name for target in targets if not target.account}
        if kinds:
            raise Obstacle(
                self.env._(
                    "Choose an account for %s (Fee Kinds). The settlement then continues "
                    "automatically.",
                    ", ".join(sorted(kinds)),
                ),
                f"{ACCOUNT}:kind",
            )
        self._check_archived(self._get_used_accounts(targets))

    def _get_used_accounts(self, targets):
        """:param targets: list of ``Target`` of the rows
        :return: ``account.account``: all that the entries may use, but that of earlier orders
        """
        store = self.store_id
        accounts = store.clearing_account_id.union(
            self._get_payout_account(), *(target.account for target in targets)
        )
        if len(self._get_months()) > 1:
            accounts |= store.carried_forward_account_id
        if store.small_difference:
            accounts |= store.small_difference_account_id
        return accounts

    def _check_earlier(self, stores):
        """:param stores: ``amazon.store`` that have orders from before going live in this file
        :raises Obstacle: one of them has no account for these, or an archived one
        """
        missing = stores.filtered(lambda store: not self._get_before_account(store))
        if missing:
            raise Obstacle(
                self.env._(
                    "Some orders are from before going live. Choose in store %s the account for "
                    "them.",
                    missing[0].display_name,
                ),
                f"{ACCOUNT}:before",
            )
        self._check_archived(stores.mapped(self._get_before_account))

    def _get_before_account(self, store):
        """:param store: ``amazon.store`` of a row, which may be in the file of another
        :return: ``account.account`` of the orders from before that store was connected
        """
        return store.before_account_id or self.store_id.before_account_id

    def _check_archived(self, accounts):
        """What is archived takes no entry: Odoo would say so in the middle of the booking.

        :param accounts: ``account.account``
        :raises Obstacle: one of them or the journal is archived
        """
        journal = self.store_id.settlement_journal_id
        archived = [thing.display_name for thing in (*accounts, *journal) if not thing.active]
        if archived:
            raise Obstacle(
                self.env._(
                    "Archived: %s. Unarchive it or choose another one, then press Try Again.",
                    ", ".join(archived),
                ),
                f"{ACCOUNT}:archived",
            )

    def _check_orders(self, rows, modes):
        """Orders that are booked one by one are in Odoo, or are from before going live.

        :param rows: list of ``Row``
        :param modes: see ``_find_modes``
        :raises Obstacle: they are neither, or those from before have nowhere to be booked
        """
        unknown = self._get_unknown(modes)
        if unknown:
            names = ", ".join(unknown[:MOST_NAMES]) + " …" * (len(unknown) > MOST_NAMES)
            raise Obstacle(
                self.env._(
                    "Odoo does not have %(count)s of its orders: %(names)s. Press Load Orders, or "
                    "Book as Earlier Orders if they were booked before this store was connected.",
                    count=len(unknown),
                    names=names,
                ),
                f"{ORDERS}:{self.amazon_ref}",
            )
        of_orders = filter(lambda row: row.is_of_order, rows)
        earlier = {row.store_id for row in of_orders if modes.get(row.claim) == BEFORE}
        self._check_earlier(self.env["amazon.store"].browse(earlier))

    def _check_rate(self, day):
        """:raises Obstacle: no rate up to the day; Odoo would take 1 for it, or a later one"""
        company = self.company_id.root_id
        if self.currency_id == self.company_id.currency_id:
            return
        rates = self.env["res.currency.rate"].sudo()
        if rates.search_count(
            [
                ("currency_id", "=", self.currency_id.id),
                ("company_id", "in", (False, company.id)),
                ("name", "<=", day),
            ],
            limit=1,
        ):
            return
        raise Obstacle(
            self.env._(
                "No exchange rate for %(currency)s up to %(day)s. Enter it under Currencies, "
                "then press Try Again.",
                currency=self.currency_id.name,
                day=format_date(self.env, day),
            ),
            "rate",
        )

    def _find_open_date(self, day, *, has_tax):
        """The day that an entry may bear, asked before Odoo moves it in silence.

        :return: date: the one given, or the first open day after a locked period
        :raises Obstacle: the period is locked and the store waits
        """
        journal = self.store_id.settlement_journal_id
        try:
            return self.store_id._choose_open_day(day, has_tax, journal)
        except UserError as error:
            raise Obstacle(str(error), "locked") from error

    def _check_posted(self, move, entry):
        """What was posted is what was meant, in both currencies.

        :raises UserError: it is not; the step is undone
        """
        lines = move.line_ids
        suspense = self.company_id.account_journal_suspense_account_id
        exact = Decimal(1).scaleb(-self.currency_id.decimal_places)
        total = sum(
            (Decimal(str(line.amount_currency)).quantize(exact) for line in lines), Decimal(0)
        )
        if total or suspense & lines.account_id or lines.currency_id - self.currency_id:
            raise UserError(
                self.env._("The entry %s does not balance as Amazon tells it.", entry.ref)
            )
        self._check_date(move, entry.date)

    def _check_date(self, move, day):
        """:raises UserError: Odoo has moved the entry to another day than was asked for"""
        if move.date != day:
            raise UserError(
                self.env._(
                    "Odoo dated the entry %(odoo)s instead of %(meant)s.",
                    odoo=format_date(self.env, move.date),
                    meant=format_date(self.env, day),
                )
            )
