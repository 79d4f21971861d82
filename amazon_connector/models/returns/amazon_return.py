"""Inbox of returns: goods that buyers sent back to Amazon, or ask to send back to the seller (F7).

A return is goods, a refund is money. The report of Amazon's own warehouses tells of units that are
there; the report of returns to the seller tells requests.
"""

import hashlib
import json
from collections import Counter
from datetime import UTC, timedelta

from odoo import api, fields, models
from odoo.tools import LazyTranslate, split_every

from ...spapi.payload import storable
from ...spapi.returns import parse_amazon_return, parse_merchant_return, read_returns
from ...spapi.words import ENGLISH_REPORT, FBA_RETURNS_REPORT
from ..files.alike import number_alike
from ..files.slashed import find_date_form
from ..sync.amazon_sync_mixin import NO_SUCH_REF
from ..sync.races import in_new_transaction
from ..words.label import label_of

# How far back each report reaches; a row that is known already changes nothing.
REACH = timedelta(days=30)
BATCH_SIZE = 500

_lt = LazyTranslate(__name__)


class AmazonReturn(models.Model):
    _name = "amazon.return"
    _description = "Amazon Return"
    _inherit = [
        "amazon.entry.mixin",
        "amazon.report.mixin",
        "amazon.payload.mixin",
        "mail.thread",
        "mail.activity.mixin",
    ]
    _order = "told_at desc, id desc"
    _rec_name = "order_ref"
    _sync_minutes = 12 * 60
    _sync_name = _lt("Returns to Amazon")
    _sync_words = {"processed": (_lt("1 return recorded"), _lt("%(count)s returns recorded"))}
    _report_type = FBA_RETURNS_REPORT
    _report_options = ENGLISH_REPORT

    # Jobs write without tracking: the conversation tells what people do.
    state = fields.Selection(tracking=True)
    is_by_amazon = fields.Boolean(
        string="At Amazon", readonly=True, help="Came back to Amazon. Else: a request to you."
    )
    order_ref = fields.Char(string="Order ID", readonly=True, index="btree_not_null")
    order_id = fields.Many2one(
        "amazon.order",
        string="Amazon Order",
        readonly=True,
        index="btree_not_null",
        ondelete="set null",
    )
    order_item_id = fields.Many2one(
        "amazon.order.item", readonly=True, index="btree_not_null", ondelete="set null"
    )
    product_id = fields.Many2one(related="order_item_id.product_id")
    partner_id = fields.Many2one(related="order_id.partner_id", string="Customer")
    seller_sku = fields.Char(string="Seller SKU", readonly=True)
    quantity = fields.Integer(readonly=True)
    disposition = fields.Char(
        string="Disposition Code", readonly=True, help="What Amazon found: SELLABLE, DAMAGED, …"
    )
    disposition_label = label_of(
        "disposition", string="Disposition", help="In what state Amazon found the units."
    )
    return_reason = fields.Char(string="Return Reason Code", readonly=True)
    return_reason_label = label_of("return_reason", string="Return Reason")
    status = fields.Char(string="Amazon Status Code", readonly=True)
    status_label = label_of("status", string="Amazon Status")
    unit_ref = fields.Char(
        string="Unit", readonly=True, help="License plate at Amazon, or number of the request."
    )
    told_at = fields.Datetime(string="Returned", readonly=True, index=True)
    picking_id = fields.Many2one(
        "stock.picking", string="Receipt", readonly=True, index="btree_not_null"
    )
    is_adopted = fields.Boolean(
        string="Returned by Hand", readonly=True, help="Somebody had returned these units already."
    )

    _ref_unique = models.UniqueIndex(
        "(account_id, amazon_ref)", "This return is in the list already."
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
        if any(store.fba_returns != "none" for store in schedule.account_id.store_ids):
            self._sync_report(schedule, operation)
        self._work_off(schedule.account_id, operation)

    def _receive_report(self, schedule, report, document, operation):
        self._receive_rows(schedule, document, operation, is_by_amazon=True)

    @api.model
    def _receive_rows(self, schedule, document, operation, is_by_amazon):
        """Keep the rows of a report; two that are alike are two units.

        :param document: ``spapi`` document
        :param is_by_amazon: which of the two reports it is
        """
        seen, column = Counter(), _get_key(is_by_amazon)[-1]
        told = read_returns(document.lines())
        form = find_date_form(schedule.account_id, told, column, operation)
        for rows in split_every(BATCH_SIZE, read_returns(document.lines()), list):
            payloads = [
                {
                    **row,
                    **(form if "/" in row.get(column, "") else {}),
                    "is_by_amazon": is_by_amazon,
                }
                for row in number_alike(rows, _get_key(is_by_amazon), seen)
            ]
            in_new_transaction(
                self.env,
                lambda payloads=payloads: self._receive(schedule.account_id, payloads, operation),
            )
            schedule._checkpoint(len(rows))

    # Receive

    @api.model
    def _get_filing(self, account):
        return None

    @api.model
    def _read_envelope(self, filing, payload):
        """:return: tuple (fingerprint of what never changes of a return, value dict)"""
        payload = storable(payload)
        is_by_amazon = payload["is_by_amazon"]
        told = (parse_amazon_return if is_by_amazon else parse_merchant_return)(payload)
        key = [payload.get(name) for name in (*_get_key(is_by_amazon), "number")]
        ref = hashlib.sha256(json.dumps(key).encode()).hexdigest()[:16]
        return f"{told.order_id}-{ref}", {
            "payload": self._dump_payload(payload),
            "amazon_updated_at": False,
            "state": "received",
            "attempts": 0,
            "next_try": False,
            "is_by_amazon": is_by_amazon,
            "order_ref": told.order_id,
            "seller_sku": told.sku,
            "quantity": told.quantity,
            "disposition": told.disposition or False,
            "return_reason": told.reason or False,
            "status": told.status or False,
            "unit_ref": told.unit_ref or False,
            "told_at": told.told_at.replace(tzinfo=None, microsecond=0),
        }

    # Screens

    def action_view_receipt(self):
        """Open the receipt.

        :return: window action
        """
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": "stock.picking",
            "res_id": self.picking_id.id,
            "view_mode": "form",
        }


def _get_key(is_by_amazon):
    """:return: columns that tell one return from another, whatever becomes of it"""
    if is_by_amazon:
        return ("order id", "sku", "license plate number", "return date")
    return ("order id", "sku", "amazon rma id", "return request date")
