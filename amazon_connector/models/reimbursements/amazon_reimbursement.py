"""Inbox of reimbursements: what Amazon pays for units that it lost or damaged, and why (F7).

They explain rows of settlements and book nothing: the settlement has the money.
"""

import hashlib
import json
from collections import Counter
from datetime import UTC, timedelta

from odoo import api, fields, models
from odoo.tools import LazyTranslate, split_every

from ...spapi.payload import storable
from ...spapi.returns import parse_reimbursement, read_reimbursements
from ...spapi.words import ENGLISH_REPORT, REIMBURSEMENTS_REPORT
from ..files.alike import number_alike
from ..files.slashed import find_date_form
from ..sync.amazon_sync_mixin import NO_SUCH_REF
from ..sync.races import in_new_transaction
from ..words.label import label_of

# Settlements are listed for 90 days; a row that is known already changes nothing.
REACH = timedelta(days=100)
BATCH_SIZE = 500
# What tells one row from another, whatever Amazon adds to it later.
KEY = ("reimbursement id", "sku", "fnsku", "condition", "reason", "original reimbursement id")
DATE = "approval date"

_lt = LazyTranslate(__name__)


class AmazonReimbursement(models.Model):
    _name = "amazon.reimbursement"
    _description = "Amazon Reimbursement"
    _inherit = [
        "amazon.entry.mixin",
        "amazon.report.mixin",
        "amazon.payload.mixin",
        "mail.thread",
        "mail.activity.mixin",
    ]
    _order = "approved_at desc, id desc"
    _rec_name = "reimbursement_ref"
    _sync_minutes = 24 * 60
    _sync_name = _lt("Reimbursements")
    _sync_words = {
        "processed": (_lt("1 reimbursement imported"), _lt("%(count)s reimbursements imported"))
    }
    _report_type = REIMBURSEMENTS_REPORT
    _report_options = ENGLISH_REPORT

    state = fields.Selection(tracking=True)
    reimbursement_ref = fields.Char(
        string="Reimbursement ID", readonly=True, index="btree_not_null"
    )
    case_ref = fields.Char(
        string="Case ID", readonly=True, help="Your case at Amazon; empty: Amazon noticed it."
    )
    original_ref = fields.Char(
        string="Corrects", readonly=True, help="The reimbursement that this one takes back."
    )
    order_ref = fields.Char(string="Order ID", readonly=True, index="btree_not_null")
    order_id = fields.Many2one(
        "amazon.order",
        string="Amazon Order",
        readonly=True,
        index="btree_not_null",
        ondelete="set null",
    )
    reimbursement_reason = fields.Char(
        string="Reimbursement Reason Code",
        readonly=True,
        help="As Amazon writes it: lost or damaged in its warehouse, on its way, …",
    )
    reimbursement_reason_label = label_of("reimbursement_reason", string="Reimbursement Reason")
    seller_sku = fields.Char(string="Seller SKU", readonly=True, index="btree_not_null")
    fnsku = fields.Char(string="FNSKU", readonly=True, help="Amazon's label on the units.")
    asin = fields.Char(string="ASIN", readonly=True)
    condition = fields.Char(string="Item Condition Code", readonly=True)
    condition_label = label_of("condition", string="Item Condition")
    product_id = fields.Many2one(
        "product.product", readonly=True, index="btree_not_null", ondelete="set null"
    )
    currency_id = fields.Many2one("res.currency", readonly=True)
    amount_unit = fields.Monetary(string="For Each Unit", readonly=True)
    amount = fields.Monetary(
        readonly=True, help="Below zero: Amazon takes back what it had paid. Zero: paid in units."
    )
    cash_quantity = fields.Integer(string="Units Paid", readonly=True)
    inventory_quantity = fields.Integer(
        string="Units Given Back", readonly=True, help="Put back into your stock at Amazon."
    )
    approved_at = fields.Datetime(string="Approved", readonly=True, index=True)

    _ref_unique = models.UniqueIndex(
        "(account_id, amazon_ref)", "This reimbursement is in the list already."
    )
    _pending_index = models.Index("(account_id, id) WHERE state IN ('received', 'failed', 'held')")

    @api.model
    def _get_entry_points(self):
        return (*super()._get_entry_points(), "action_process", "action_retry")

    # Fetch: network in

    @api.model
    def _probe(self, client) -> bool:
        client.get_report(NO_SUCH_REF)
        return True

    @api.model
    def _get_report_start(self, schedule):
        return fields.Datetime.now().replace(tzinfo=UTC) - REACH

    def _sync(self, schedule, operation):
        if self._is_asked_for(schedule.account_id):
            self._sync_report(schedule, operation)
        self._work_off(schedule.account_id, operation)

    @api.model
    def _is_asked_for(self, account):
        """Whether Amazon may have lost units of this seller: it has some, or has paid for some."""
        kind = self.env["amazon.fee.kind"]._get_by_code()["reimbursement"]
        stores = account.store_ids.filtered(lambda store: store.state != "draft")
        return any(store.import_fba for store in stores) or bool(
            self.env["amazon.settlement.line"].search_count(
                [("account_id", "=", account.id), ("kind_id", "=", kind.id)], limit=1
            )
        )

    def _receive_report(self, schedule, report, document, operation):
        """Keep the rows of a report; two that are alike are two payments."""
        seen = Counter()
        told = read_reimbursements(document.lines())
        form = find_date_form(schedule.account_id, told, DATE, operation)
        for rows in split_every(BATCH_SIZE, read_reimbursements(document.lines()), list):
            payloads = [
                {**row, **(form if "/" in row.get(DATE, "") else {})}
                for row in number_alike(rows, KEY, seen)
            ]
            in_new_transaction(
                self.env,
                lambda payloads=payloads: self._receive(schedule.account_id, payloads, operation),
            )
            schedule._checkpoint(len(rows))

    # Receive

    @api.model
    def _get_filing(self, account):
        """:return: dict currency → its id"""
        return self.env["res.currency"]._get_ids_by_name()

    @api.model
    def _read_envelope(self, filing, payload):
        """:return: tuple (fingerprint of what never changes of a row, value dict)"""
        payload = storable(payload)
        told = parse_reimbursement(payload)
        key = [payload.get(name) for name in (*KEY, "number")]
        ref = hashlib.sha256(json.dumps(key).encode()).hexdigest()[:16]
        return f"{told.reimbursement_id}-{ref}", {
            "payload": self._dump_payload(payload),
            "amazon_updated_at": False,
            "state": "received",
            "attempts": 0,
            "next_try": False,
            "reimbursement_ref": told.reimbursement_id,
            "case_ref": told.case_id or False,
            "original_ref": told.original_id or False,
            "order_ref": told.order_id or False,
            "reimbursement_reason": told.reason or False,
            "seller_sku": told.sku or False,
            "fnsku": told.fnsku or False,
            "asin": told.asin or False,
            "condition": told.condition or False,
            "currency_id": filing.get(told.currency, False),
            "amount_unit": float(told.amount_per_unit or 0),
            "amount": float(told.amount),
            "cash_quantity": told.cash_quantity,
            "inventory_quantity": told.inventory_quantity,
            "approved_at": told.approved_at.replace(tzinfo=None, microsecond=0),
        }

    # Process

    def _process(self):
        """Find whose units they were, and the rows of settlements that paid for them."""
        for account, paid in self.grouped("account_id").items():
            paid._find_goods(account)
            paid._finish()
            self._link_rows(account, set(paid.mapped("seller_sku")))

    def _find_goods(self, account):
        """Fill in order, product and store, as far as Odoo has them."""
        orders = self.env["amazon.order"].search(
            [
                ("account_id", "=", account.id),
                ("amazon_ref", "in", list(filter(None, self.mapped("order_ref")))),
            ]
        )
        orders = {order.amazon_ref: order for order in orders}
        listings = self.env["amazon.listing"].search(
            [("account_id", "=", account.id), ("seller_sku", "in", self.mapped("seller_sku"))]
        )
        for paid in self:
            order = orders.get(paid.order_ref, self.env["amazon.order"])
            mine = listings.filtered(
                lambda listing, paid=paid: (
                    listing.seller_sku == paid.seller_sku
                    and listing.currency_id == paid.currency_id
                )
            )
            paid.write(
                {
                    "order_id": order.id,
                    "product_id": mine.product_id[:1].id,
                    "store_id": order.store_id.id or mine.store_id[:1].id,
                }
            )
