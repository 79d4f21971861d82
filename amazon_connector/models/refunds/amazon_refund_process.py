"""From the stored transaction to a credit note, or to the reason why there is none (yet).

``_process`` is the whole story of a batch; each step gives the refunds that may go on.
"""

import json
from datetime import timedelta

from odoo import fields, models
from odoo.fields import Domain
from odoo.tools import format_date

from ...spapi.finances import parse_transaction, sort_refund

# What one run asks Amazon for besides its pages: single orders, and estimates that are due.
MOST_ORDERS = 20
# So long after its day a release is awaited, or after the refund where Amazon tells no day.
LONGEST_DELAY = timedelta(days=14)
LONGEST_UNTOLD = timedelta(days=90)
# Amazon's word for tax that it charges, or gives back, after the order.
RETROCHARGE = "retrocharge"


class AmazonRefund(models.Model):
    _inherit = "amazon.refund"

    def _process(self):
        """Book what Amazon has released.

        =======================================  ==================================
        step                                     file
        =======================================  ==================================
        ``_write_headers`` ``_await_release``    here
        ``_ignore_twins``                        ``amazon_refund_twice.py``
        ``_link_settlement_rows``                ``amazon_refund_settlement.py``
        ``_check_booked``                        ``amazon_refund_twice.py``
        ``_hold_homeless``                       ``amazon_refund_unclear.py``
        ``_await_other_parts``                   ``amazon_refund_settlement.py``
        ``_leave_to_settlement``                 here
        ``_await_orders``                        ``amazon_refund_orders.py``
        ``_adopt_credit_notes``                  ``amazon_refund_twice.py``
        ``_hold_doubtful``                       ``amazon_refund_twice.py``
        ``_hold_unclear``                        ``amazon_refund_unclear.py``
        ``_create_credit_notes`` ``_pay``        ``amazon_refund_credit_note.py``
        =======================================  ==================================
        """
        transactions = {refund: parse_transaction(json.loads(refund.payload)) for refund in self}
        sorted_refunds = {
            refund: sort_refund(transaction) for refund, transaction in transactions.items()
        }
        self._write_headers(transactions, sorted_refunds)
        ready = self._await_release()._ignore_twins()
        ready._link_settlement_rows()
        ready = ready._check_booked()._hold_homeless()._await_other_parts()
        ready = ready._leave_to_settlement(sorted_refunds)
        ready = ready._await_orders()._adopt_credit_notes()._hold_doubtful()
        ready = ready._hold_unclear(sorted_refunds)
        ready._create_credit_notes(sorted_refunds)
        self._pay()

    def _write_headers(self, transactions, sorted_refunds):
        """Show on each refund what Amazon says of it."""
        currencies = self.env["res.currency"]._get_ids_by_name()
        orders = self._find_orders()
        for refund, transaction in transactions.items():
            refund.order_id = orders.get((refund.account_id, refund.order_ref), False)
            if refund.order_id.store_id:
                refund.store_id = refund.order_id.store_id
            refund.write(refund._prepare_header_vals(transaction, sorted_refunds[refund]))
            refund.currency_id = currencies.get(transaction.currency, False)
            self.env["amazon.refund.line"]._replace(refund, sorted_refunds[refund])

    def _prepare_header_vals(self, transaction, sorted_refund) -> dict:
        """What is shown of a refund as a whole. A hook.

        :param transaction: ``spapi.finances.Transaction``
        :param sorted_refund: ``Refund`` of ``spapi.finances``
        :return: value dict
        """
        maturity = transaction.maturity_at
        return {
            "transaction_type": transaction.type,
            "refund_ref": transaction.refund_id or False,
            "release_ref": transaction.release_id or False,
            "posted_at": transaction.posted_at.replace(tzinfo=None, microsecond=0),
            "maturity_at": maturity and maturity.replace(tzinfo=None, microsecond=0),
            "deferral_reason": transaction.deferral_reason or False,
            "amount_buyer": float(sorted_refund.buyer),
            "amount_fees": float(sorted_refund.fees),
            "amount_withheld": float(sorted_refund.withheld),
            "amount_total": float(transaction.total),
        }

    def _find_orders(self):
        """:return: dict (account, Amazon's order id) → ``amazon.order``"""
        found = self.env["amazon.order"].search(
            [
                ("account_id", "in", self.account_id.ids),
                ("amazon_ref", "in", list(filter(None, self.mapped("order_ref")))),
            ]
        )
        return {(order.account_id, order.amazon_ref): order for order in found}

    def _find_order_item(self, item):
        """The order's item that a part of the refund is about: by id, else by its SKU.

        :param item: ``spapi.finances.TransactionItem``, None for none
        :return: ``amazon.order.item``
        """
        items = self.order_id.item_ids
        if not item:
            return items.browse()
        by_ref = items.filtered(lambda one: one.amazon_ref == item.item_ref)
        by_sku = items.filtered(lambda one: item.sku and one.seller_sku == item.sku)
        return by_ref or by_sku[:1]

    # Waiting: it goes on by itself

    def _wait(self, reason, next_try=None):
        """Wait for something that comes by itself: nobody is told.

        :param reason: sentence
        :param next_try: when it is looked at again; None: as soon as the job finds a reason to
        """
        self._set_state("held", reason, False, next_try or False)

    def _await_release(self):
        """Estimates are shown; they are booked once Amazon has released them."""
        for refund in self - self.filtered("is_released"):
            if refund._is_release_overdue():
                refund._wait_for_person(refund._explain_overdue())
                continue
            day = refund.maturity_at and format_date(self.env, refund.maturity_at)
            refund._wait(
                self.env._("Amazon has not released it yet; expected on %s.", day)
                if day
                else self.env._("Amazon has not released it yet (%s).", refund.status)
            )
        return self.filtered("is_released")

    def _is_release_overdue(self):
        """Whether Amazon has been asked long enough for what it was to release, and a credit note
        would follow.
        """
        if not self.store_id or self._is_per_settlement() or self._explain_no_sale():
            return False
        now = fields.Datetime.now()
        if self.maturity_at:
            return self.maturity_at < now - LONGEST_DELAY
        return self.posted_at < now - LONGEST_UNTOLD

    def _explain_overdue(self):
        return self.env._(
            "Amazon was to release this refund on %s and has not said that it did. Check it in "
            "Seller Central: if the buyer was refunded, create the credit note by hand; then "
            "press Ignore.",
            format_date(self.env, self.maturity_at or self.posted_at + LONGEST_UNTOLD),
        )

    def _find_due(self, account):
        """Estimates that ought to be released by now; of which Amazon tells no day, those that no
        search by time brings any more. Who was asked for last comes last.

        :param account: ``amazon.account``
        """
        now = fields.Datetime.now()
        is_due = Domain("maturity_at", "<=", now) | (
            Domain("maturity_at", "=", False)
            & Domain("posted_at", "<=", now - self._window_overlap)
        )
        own = [("account_id", "=", account.id), ("state", "=", "held")]
        # A person was told of what is overdue; it may be released all the same.
        is_free = Domain("next_try", "=", False) | Domain("hold_key", "!=", False)
        waiting = Domain("is_released", "=", False) & Domain("order_ref", "!=", False) & is_due
        return self.search(
            Domain(own) & is_free & waiting, order="write_date, id", limit=MOST_ORDERS
        )

    # What the settlement books

    def _leave_to_settlement(self, sorted_refunds):
        """Refunds without a credit note: of fees alone, of tax that Amazon corrects and collects
        itself, and where settlements book everything.
        """
        without = self.filtered(
            lambda refund: (
                refund._is_per_settlement()
                or refund._is_booked_by_settlement()
                or (refund._is_tax_of_amazon() and not refund._find_credit_notes())
                or (
                    refund.currency_id.is_zero(refund._get_amount_to_credit())
                    and not refund._explain_unclear(sorted_refunds[refund])
                )
            )
        )
        without._set_state("done", self.env._("No credit note: the settlement books it."))
        return self - without

    def _is_per_settlement(self):
        mode = self.order_id.accounting_mode or self.store_id.accounting_mode
        return mode == "per_settlement" and not self._get_invoices()

    def _is_tax_of_amazon(self):
        """Whether Amazon corrects the tax of an order and pays it to the state itself: both legs
        meet in the settlement, in whichever words they are told here.
        """
        is_correction = RETROCHARGE in (self.transaction_type or "").lower()
        return is_correction and self.currency_id.is_zero(self.amount_total)

    def _get_amount_to_credit(self):
        """:return: total of the credit note: without tax where the store leaves Amazon's out"""
        if self.store_id.tax_mode != "ignore":
            return self.amount_buyer
        tax = sum(self.line_ids.filtered(lambda line: line.kind == "tax").mapped("amount"))
        return self.currency_id.round(self.amount_buyer + tax)
