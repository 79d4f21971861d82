"""What Amazon holds back: a mirror of its deferred transactions, with the day each was released.

Amazon tells a deferred transaction as it is now. What was deferred at a month's end can only be
said by who has looked before: so each is kept with the time at which it was released.
"""

from datetime import UTC, timedelta
from decimal import Decimal
from functools import partial

from odoo import api, fields, models

from ...spapi.errors import UnreadablePayload
from ...spapi.finances import classify, find_ref, parse_transaction
from ...spapi.payload import storable
from ...spapi.words import DEFERRED, DEFERRED_RELEASED
from ..sync.races import in_new_transaction
from ..words.label import label_of

# Amazon answers a search of more than 180 days with nothing at all; a margin.
LONGEST_SEARCH = timedelta(days=178)
MOST_PAGES = 2000


class AmazonDeferral(models.Model):
    _name = "amazon.deferral"
    _description = "Amazon Deferred Transaction"
    _inherit = ["amazon.words.mixin"]
    _order = "maturity_at, id"
    _rec_name = "order_ref"

    account_id = fields.Many2one(
        "amazon.account",
        string="Amazon Account",
        required=True,
        readonly=True,
        index=True,
        ondelete="cascade",
    )
    company_id = fields.Many2one(related="account_id.company_id", store=True, index=True)
    store_id = fields.Many2one(
        "amazon.store", readonly=True, index="btree_not_null", ondelete="cascade"
    )
    amazon_ref = fields.Char(string="Transaction ID", required=True, readonly=True)
    transaction_type = fields.Char(string="Type Code", readonly=True)
    transaction_type_label = label_of("transaction_type", string="Type")
    order_ref = fields.Char(string="Order ID", readonly=True, index="btree_not_null")
    reason = fields.Char(
        string="Reason Code",
        readonly=True,
        help="DD7: seven days after the delivery. B2B: paid by invoice.",
    )
    reason_label = label_of("reason", string="Reason")
    posted_at = fields.Datetime(string="Posted", readonly=True, index=True)
    maturity_at = fields.Datetime(string="Release Expected", readonly=True, index=True)
    released_at = fields.Datetime(
        string="Released", readonly=True, index=True, help="Empty: Amazon still holds it back."
    )
    currency_id = fields.Many2one("res.currency", readonly=True)
    amount = fields.Monetary(readonly=True, help="What you will get of it, as Amazon estimates.")
    amounts = fields.Json(
        readonly=True, help="By fee kind, as far as Amazon tells.", export_string_translation=False
    )

    sale_order_id = fields.Many2one("sale.order", compute="_compute_sale_order_id")

    _ref_unique = models.UniqueIndex("(account_id, amazon_ref)", "It is in the list already.")

    @api.depends("account_id", "order_ref")
    def _compute_sale_order_id(self):
        # Amazon's orders are for who runs the shop; an accountant may open their sales orders.
        orders = self.env["amazon.order"].sudo()
        for account, deferrals in self.grouped("account_id").items():
            refs = list(filter(None, deferrals.mapped("order_ref")))
            found = orders.search([("account_id", "=", account.id), ("amazon_ref", "in", refs)])
            sales = {order.amazon_ref: order.sale_order_id for order in found}
            for deferral in deferrals:
                deferral.sale_order_id = sales.get(deferral.order_ref, False)

    def action_view_sale_order(self):
        """Open the sales order whose money Amazon holds back.

        :return: window action
        """
        self.ensure_one()
        return self.sale_order_id.get_formview_action()

    # Fetch

    @api.model
    def _fetch_deferrals(self, client, account, operation):
        """Bring the mirror up to date: what is deferred now, and what was released since.

        :param client: ``spapi.client.Client``
        :param account: ``amazon.account``
        :param operation: ``amazon.operation``, for what cannot be read
        """
        since = (fields.Datetime.now() - LONGEST_SEARCH).replace(tzinfo=UTC)
        deferred, is_whole = self._read_deferrals(client, DEFERRED, since, operation)
        released = {}
        if is_whole and self._find_gone(account, deferred):
            released, _whole = self._read_deferrals(client, DEFERRED_RELEASED, since, operation)
        store = partial(self._store_deferrals, account, deferred, released, is_whole)
        in_new_transaction(self.env, store)

    @api.model
    def _find_gone(self, account, deferred):
        """:return: what Amazon held back at the last look, and does no more"""
        held = self.search([("account_id", "=", account.id), ("released_at", "=", False)])
        return held.filtered(lambda deferral: deferral.amazon_ref not in deferred)

    @api.model
    def _store_deferrals(self, account, deferred, released, is_whole):
        """:param deferred, released: dicts id → ``Transaction``
        :param is_whole: whether all that is deferred is known; else nothing is released
        """
        now = fields.Datetime.now()
        known = self.search([("account_id", "=", account.id), ("amazon_ref", "in", [*deferred])])
        by_ref = {each.amazon_ref: each for each in known}
        filing = self._get_filing(account)
        news = []
        for ref, read in deferred.items():
            if not read:
                continue
            vals = self._prepare_deferral_vals(read, *filing) | {"released_at": False}
            if ref not in by_ref:
                news.append(vals | {"account_id": account.id, "amazon_ref": ref})
            elif by_ref[ref]._differs(vals):
                by_ref[ref].write(vals)
        self.create(news)
        if is_whole:
            for deferral in self._find_gone(account, deferred):
                read = released.get(deferral.amazon_ref)
                posted = read and read.posted_at.replace(tzinfo=None, microsecond=0)
                # Amazon may move the day of what it releases to the release, or leave it.
                is_moved = posted and posted > deferral.posted_at
                deferral.released_at = posted if is_moved else now

    def _differs(self, vals):
        return any(
            (self[name].id if self._fields[name].type == "many2one" else self[name]) != value
            for name, value in vals.items()
        )

    @api.model
    def _get_filing(self, account):
        """:return: tuple (dict marketplace → id of the store, dict currency → its id)"""
        stores = account.with_context(active_test=False).store_ids
        return (
            {store.marketplace_id.code: store.id for store in stores},
            self.env["res.currency"]._get_ids_by_name(),
        )

    @api.model
    def _read_deferrals(self, client, status, since, operation):
        """What cannot be read is there all the same: it has not been released.

        :return: tuple (dict id → ``Transaction``, None for one that cannot be read, whether the
            ids of all of them are known)
        """
        found, is_whole, token, asked = {}, True, None, set()
        while token not in asked and len(asked) < MOST_PAGES:
            asked.add(token)
            page = client.list_deferrals(status, posted_after=since, next_token=token)
            for payload in map(storable, page.payouts):
                try:
                    read = parse_transaction(payload)
                except UnreadablePayload as error:
                    ref = find_ref(payload)
                    found.update({ref: None} if ref else {})
                    is_whole = is_whole and bool(ref)
                    operation._warning(
                        self.env._("A deferred transaction cannot be read: %s", str(error))
                    )
                    continue
                found[read.transaction_id] = read
                if status == DEFERRED_RELEASED and read.deferred_id:
                    # Told as a transaction of its own: the estimate was released with it.
                    found[read.deferred_id] = read
            token = page.next_token
            if not token:
                return found, is_whole
        return found, False

    @api.model
    def _prepare_deferral_vals(self, read, stores, currencies):
        """:return: dict of what a deferred ``Transaction`` tells"""
        sums = {}
        for amount in read.finest:
            part = classify(amount.path)
            key = f"{part.kind}:{part.charge}" if part else "unknown:" + "/".join(amount.path)
            sums[key] = str(amount.amount + Decimal(sums.get(key, 0)))
        return {
            "store_id": stores.get(read.marketplace_id, False),
            "transaction_type": read.type,
            "order_ref": read.order_id or False,
            "reason": read.deferral_reason or False,
            "posted_at": read.posted_at.replace(tzinfo=None, microsecond=0),
            "maturity_at": read.maturity_at
            and read.maturity_at.replace(tzinfo=None, microsecond=0),
            "currency_id": currencies.get(read.currency, False),
            "amount": float(read.total),
            "amounts": sums,
        }
