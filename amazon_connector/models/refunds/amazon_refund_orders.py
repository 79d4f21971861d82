"""Refunds and their orders: loaded where Odoo lacks them, awaited until they are invoiced."""

from datetime import timedelta

from odoo import api, fields, models
from odoo.fields import Domain

from ...spapi.errors import Rejected, Unavailable, UnreadablePayload
from ...spapi.finances import may_be_refund
from ..sync.amazon_outbox_mixin import MOST_STUMBLES
from ..sync.races import in_new_transaction
from .amazon_refund_process import MOST_ORDERS

MOST_PAGES = 20
# A refund that waits for its invoice longer than this is told to a person.
LONGEST_WAIT = timedelta(days=7)
PAUSE = timedelta(hours=4)
# So long after a refund somebody may still invoice its order, whose store books settlements alone.
LONGEST_LEFT = timedelta(days=180)


class AmazonRefund(models.Model):
    _inherit = "amazon.refund"

    is_order_unknown = fields.Boolean(
        readonly=True, copy=False, help="Amazon was asked for the order and does not have it."
    )

    def _await_orders(self):
        """Credit what was invoiced; all others wait, or are of no order that Odoo keeps.

        :return: the refunds that may be booked now
        """
        ready = self.browse()
        for refund in self:
            if refund._stands_alone() or refund._is_invoiced():
                ready |= refund
            elif reason := refund._explain_no_sale():
                refund._ignore(reason)
            else:
                refund._wait_for_order()
        return ready

    def _stands_alone(self):
        """Whether the order is older than the store: its invoice is not the connector's."""
        order = self.order_id
        if not order:
            return self.is_order_unknown
        return not order.sale_order_id and order.state == "ignored" and order._is_too_old()

    def _explain_no_sale(self):
        """:return: sentence when there never will be a sale to be credited, else "" """
        order = self.order_id
        if not order and self.store_id.state != "live":
            return self.env._("Store %s does not import orders now.", self.store_id.display_name)
        if order.state == "ignored" and not order.sale_order_id and not order._is_behind():
            return self.env._("Its order is not imported: %s", order.reason or "")
        return ""

    def _get_invoices(self):
        """:return: ``account.move``, the posted invoices of the order"""
        lines = self.order_id._get_sale_lines()
        moves = lines.invoice_lines.move_id | self.sale_order_id.amazon_typed_invoice_id
        return moves.filtered(
            lambda move: move.move_type == "out_invoice" and move.state == "posted"
        )

    def _is_invoiced(self):
        """Whether each item that is refunded stands on a posted invoice."""
        invoices = self._get_invoices()
        if self.sale_order_id.amazon_typed_invoice_id in invoices:
            return True
        refunded = self.line_ids.filtered(lambda line: line.kind in ("price", "tax"))
        lines = refunded.order_item_id.sale_line_id
        return bool(invoices) and all(
            line.invoice_lines.filtered(lambda one: one.move_id in invoices) for line in lines
        )

    def _wait_for_order(self):
        now = fields.Datetime.now()
        if not self.order_id:
            self._wait(self.env._("Its order is being loaded from Amazon."))
        elif self.posted_at < now - LONGEST_WAIT:
            self._hold(self._explain_waiting(), f"invoice:{self.order_ref}")
        else:
            self._wait(self._explain_waiting(), now + PAUSE)

    def _explain_waiting(self):
        sale = self.sale_order_id
        if not sale:
            return self.env._("Its order is not a sales order yet: %s", self.order_id.reason or "")
        if sale.state == "cancel":
            return self.env._(
                "Its sales order %s is cancelled and was never invoiced: there is nothing to "
                "credit. Press Ignore.",
                sale.name,
            )
        return self.env._("%s is not invoiced yet; the credit note follows its invoice.", sale.name)

    # What has come meanwhile

    def _wake_for_invoices(self, account):
        """Go on with what waited for an invoice that is posted now, and with what was left to a
        settlement that has not booked it: its order has an invoice after all.

        :param account: ``amazon.account``
        """
        earliest = fields.Datetime.now() - LONGEST_LEFT
        left = Domain("state", "=", "done") & Domain("amount_buyer", "!=", 0)
        waiting = self.search(
            (Domain("state", "=", "held") | left & Domain("posted_at", ">=", earliest))
            & Domain(
                [
                    ("account_id", "=", account.id),
                    ("is_released", "=", True),
                    ("move_id", "=", False),
                    "|",
                    ("order_id.sale_line_ids.invoice_lines.parent_state", "=", "posted"),
                    ("sale_order_id.amazon_typed_invoice_id.state", "=", "posted"),
                ]
            )
        )
        waiting.filtered(lambda refund: refund._is_invoiced() and refund._needs_note())._retry()

    def _needs_note(self):
        """Whether a credit note is still to come for this refund of an invoiced order."""
        if self.state == "held":
            return True
        amount = self._get_amount_to_credit()
        is_left = self._is_booked_by_settlement() or self._is_tax_of_amazon()
        return not self.currency_id.is_zero(amount) and not is_left

    @api.model
    def _wake_for_store(self, store):
        """A store is live: refunds that came while it was not are looked at again.

        :param store: ``amazon.store``
        """
        self.search(
            [
                ("store_id", "=", store.id),
                ("state", "=", "ignored"),
                ("dismissed_by_id", "=", False),
                ("move_id", "=", False),
                # Not one that another record of the same refund stands for.
                "|",
                ("order_id", "=", False),
                ("order_id.state", "!=", "done"),
            ]
        )._retry()

    def _work_off(self, account, operation, may_ask=True):
        self._wake_undone(account)
        self._wake_for_invoices(account)
        finished = super()._work_off(account, operation, may_ask)
        self._pay_due(account)
        operation._checkpoint(0)
        return finished

    def _fetch_missing(self, account, operation):
        """Ask for orders that Odoo lacks, and for estimates that ought to be released by now."""
        domain = [("account_id", "=", account.id), ("state", "=", "held")]
        lacking = self.search(
            [
                *domain,
                ("order_id", "=", False),
                ("is_order_unknown", "=", False),
                ("order_ref", "!=", False),
                ("is_released", "=", True),
                ("store_id", "!=", False),
                ("next_try", "=", False),
            ],
            limit=MOST_ORDERS,
        )
        due = self._find_due(account)
        if not lacking and not due:
            return False
        with operation._counting(account._get_client()) as client:
            lacking._load_orders(client, operation)
            due._ask_for_release(client, operation)
        return True

    def _load_orders(self, client, operation):
        """Load orders as a person would by id; whether they are wanted is for their store to say.

        :param client: ``spapi.client.Client``
        :raises Unavailable: when Amazon stumbles over several, or does not answer at all
        """
        stumbles = 0
        for (account, ref), refunds in self.grouped(
            lambda refund: (refund.account_id, refund.order_ref)
        ).items():
            try:
                order = self.env["amazon.order"]._load_one(account, client, ref, operation)
            except (Rejected, UnreadablePayload) as error:
                # A number that Amazon does not take for an order's, or an order that cannot be
                # read, keeps no other back.
                refunds._wait_for_orderless(error)
                continue
            except Unavailable as error:
                stumbles += 1
                if error.status is None or stumbles == MOST_STUMBLES:
                    raise
                # It may be this order alone: asked for again in some hours.
                refunds.next_try = fields.Datetime.now() + PAUSE
                operation._info(self.env._("Left to the next run: %s.", ref), refunds[:1])
                operation._checkpoint(0)
                continue
            order._process_chosen(operation)
            refunds.write({"is_order_unknown": not order})
            refunds._retry()
            operation._checkpoint(len(refunds))

    def _ask_for_release(self, client, operation):
        """What is released is told under its old date at times: ask by order.

        :param client: ``spapi.client.Client``
        """
        for refund in self:
            payloads = list(filter(may_be_refund, self._iter_told(client, refund.order_ref)))
            in_new_transaction(
                self.env,
                lambda refund=refund, payloads=payloads: self._receive(
                    refund.account_id, payloads, operation
                ),
            )
            if refund.state == "held":
                # Asked for again in some hours, by the processing lane's look at it.
                refund.next_try = fields.Datetime.now() + PAUSE
            operation._checkpoint(1)

    @api.model
    def _iter_told(self, client, order_ref):
        """:return: iterator over the transactions of an order; Amazon's pages may be empty"""
        token = None
        for _page in range(MOST_PAGES):
            page = client.list_transactions(order_id=order_ref, next_token=token)
            yield from page.transactions
            token = page.next_token
            if not token:
                return
