"""Inbox of refunds: money that buyers got back, from Amazon's list of transactions (F7)."""

from datetime import UTC, timedelta

from odoo import api, fields, models
from odoo.tools import LazyTranslate

from ...spapi.finances import may_be_refund, parse_transaction
from ...spapi.payload import storable
from ...spapi.words import TRANSACTION_ID
from ..sync.amazon_sync_mixin import NO_SUCH_REF
from ..sync.page import Page
from ..words.label import label_of

# Amazon answers a search of more than 180 days with nothing at all; a margin.
LONGEST_SEARCH = timedelta(days=178)
FIRST_REACH = timedelta(days=170)
# The end of a search has to be two minutes old.
SETTLED = timedelta(minutes=3)

_lt = LazyTranslate(__name__)


class AmazonRefund(models.Model):
    _name = "amazon.refund"
    _description = "Amazon Refund"
    _inherit = [
        "amazon.entry.mixin",
        "amazon.payload.mixin",
        "mail.thread",
        "mail.activity.mixin",
    ]
    _order = "posted_at desc, id desc"
    _rec_name = "order_ref"
    _check_company_auto = True
    _ref_name = TRANSACTION_ID
    _sync_minutes = 60
    _sync_name = _lt("Refunds")
    _sync_words = {"processed": (_lt("1 refund booked"), _lt("%(count)s refunds booked"))}
    # Amazon may tell an event two days late.
    _window_overlap = timedelta(hours=48)
    _rescan_reach = timedelta(days=7)

    amazon_ref = fields.Char(
        string="Transaction ID",
        help="Of the first time that Amazon told it: an estimate and its release are one refund.",
    )
    # Jobs write without tracking: the conversation tells what people do.
    state = fields.Selection(tracking=True)
    transaction_ref = fields.Char(readonly=True, index="btree_not_null")
    release_ref = fields.Char(readonly=True, index="btree_not_null")
    deferred_ref = fields.Char(readonly=True, index="btree_not_null")
    transaction_type = fields.Char(string="Type Code", readonly=True)
    transaction_type_label = label_of("transaction_type", string="Type")
    status = fields.Char(string="Amazon Status Code", readonly=True)
    status_label = label_of("status", string="Amazon Status")
    is_released = fields.Boolean(
        string="Released", readonly=True, help="Final. What Amazon has deferred is an estimate."
    )
    maturity_at = fields.Datetime(string="Release Expected", readonly=True)
    deferral_reason = fields.Char(string="Deferral Code", readonly=True)
    deferral_reason_label = label_of("deferral_reason", string="Deferred Because")
    posted_at = fields.Datetime(string="Posted", readonly=True, index=True)
    order_ref = fields.Char(string="Order ID", readonly=True, index="btree_not_null")
    refund_ref = fields.Char(string="Refund Id", readonly=True)
    order_id = fields.Many2one(
        "amazon.order",
        string="Amazon Order",
        readonly=True,
        index="btree_not_null",
        ondelete="set null",
    )
    sale_order_id = fields.Many2one(related="order_id.sale_order_id")
    partner_id = fields.Many2one(related="order_id.partner_id", string="Customer")
    currency_id = fields.Many2one("res.currency", readonly=True)
    amount_buyer = fields.Monetary(string="To the Buyer", readonly=True, help="Tax included.")
    amount_fees = fields.Monetary(
        string="Fees", readonly=True, help="What Amazon gives back of its fees, less what it keeps."
    )
    amount_withheld = fields.Monetary(
        string="Tax by Amazon", readonly=True, help="Tax that Amazon had collected and pays itself."
    )
    amount_total = fields.Monetary(
        string="Total", readonly=True, help="What it costs you, as the settlement counts it."
    )
    line_ids = fields.One2many("amazon.refund.line", "refund_id", readonly=True)
    payload = fields.Text(groups="amazon_connector.group_manager")

    _ref_unique = models.UniqueIndex(
        "(account_id, amazon_ref)", "This refund is in the list already."
    )
    _pending_index = models.Index("(account_id, id) WHERE state IN ('received', 'failed', 'held')")

    @api.model
    def _get_entry_points(self):
        return (*super()._get_entry_points(), "action_process", "action_retry")

    # Fetch: network in

    @api.model
    def _probe(self, client) -> bool:
        client.list_transactions(order_id=NO_SUCH_REF)
        return True

    def _fetch(self, schedule, operation):
        stores = schedule.account_id.store_ids.filtered(lambda store: store.state == "live")
        if not stores:
            operation._info(self.env._("No store is live: nothing was fetched."))
            return
        if not schedule.cursor:
            # Refunds of the orders that were imported for the time before today.
            first = min(stores.filtered("import_from").mapped("import_from"), default=False)
            if first:
                schedule._reach_back(max(first, fields.Datetime.now() - FIRST_REACH))
        super()._fetch(schedule, operation)

    def _ask_page(self, client, account, since, operation, token):
        """One stream for all stores and kinds of transactions: only refunds are kept of it."""
        until = since + LONGEST_SEARCH
        if until > fields.Datetime.now().replace(tzinfo=UTC) - SETTLED:
            until = None
        page = client.list_transactions(posted_after=since, posted_before=until, next_token=token)
        refunds = tuple(filter(may_be_refund, page.transactions))
        return Page(refunds, page.next_token, until)

    # Receive: what is read to file a payload

    @api.model
    def _get_filing(self, account):
        """:return: tuple (``amazon.account``, places of its marketplaces, dict estimate → the
        transaction that is kept in its place, as far as it was asked for)
        """
        return account, self.env["amazon.order"]._get_filing(account), {}

    @api.model
    def _read_envelope(self, filing, payload):
        """:return: tuple (id under which the refund is kept, value dict)"""
        account, places, kept = filing
        payload = storable(payload)
        transaction = parse_transaction(payload)
        _marketplace, store_id = places.get(transaction.marketplace_id, (False, False))
        vals = {
            "payload": self._dump_payload(payload),
            "state": "received",
            "attempts": 0,
            "next_try": False,
            "amazon_updated_at": transaction.posted_at.replace(tzinfo=None, microsecond=0),
            "transaction_ref": transaction.transaction_id,
            "is_released": transaction.is_released,
            "status": transaction.status,
            "order_ref": transaction.order_id or False,
            "deferred_ref": transaction.deferred_id or False,
        }
        if store_id:
            vals["store_id"] = store_id
        return self._find_place(account, kept, transaction), vals

    @api.model
    def _find_place(self, account, kept, transaction):
        """A release that is told apart is kept in place of its estimate. Amazon may release in
        parts: the first one takes that place, unless the estimate is booked itself.

        :return: id under which a transaction is kept
        """
        own, estimate = transaction.transaction_id, transaction.deferred_id
        if not estimate:
            return own
        if estimate not in kept:
            there = self._find_received(account, [estimate])
            is_taken = there.is_released and (there.move_id or there.transaction_ref != estimate)
            kept[estimate] = there.transaction_ref if is_taken else own
        return estimate if kept[estimate] == own else own

    @api.model
    def _is_newer(self, vals, known):
        """What is released stands above any estimate, whenever that was posted."""
        if vals["is_released"] != known["is_released"]:
            return vals["is_released"]
        if vals["is_released"] and bool(vals["deferred_ref"]) != bool(known["deferred_ref"]):
            return bool(vals["deferred_ref"])
        return super()._is_newer(vals, known)

    def _is_news(self, vals):
        if vals["is_released"] == self.is_released:
            # An estimate says that it is released beside what is kept in its place.
            is_beside = self.is_released and self.deferred_ref and not vals["deferred_ref"]
            return not is_beside and super()._is_news(vals)
        if not vals["is_released"]:
            return False
        if self.dismissed_by_id:
            vals.pop("state", None)
        return True

    # Screens

    def action_view_credit_note(self):
        """Open the credit note.

        :return: window action
        """
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": "account.move",
            "res_id": self.move_id.id,
            "view_mode": "form",
        }

    def action_view_sale_order(self):
        """Open the sales order, where an accountant may not open Amazon's.

        :return: window action
        """
        self.ensure_one()
        return self.sale_order_id.get_formview_action()

    def action_view_order(self):
        """Open the Amazon order.

        :return: window action
        """
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": "amazon.order",
            "res_id": self.order_id.id,
            "view_mode": "form",
        }
