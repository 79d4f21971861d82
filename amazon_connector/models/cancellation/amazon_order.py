"""Cancellations of Amazon orders: Amazon's, the buyer's wish, and our own."""

from odoo import api, fields, models

from ...spapi.orders import Order
from ...spapi.words import CANCELLED
from ..words.words import in_words

# Statuses in which Amazon takes a cancellation from the seller.
OPEN_STATUSES = ("UNSHIPPED", "PARTIALLY_SHIPPED")


class AmazonOrder(models.Model):
    _inherit = "amazon.order"

    cancelled_at = fields.Datetime(
        string="Cancelled in Odoo",
        readonly=True,
        copy=False,
        help="When Amazon's cancellation was carried out here.",
    )
    cancel_requested = fields.Boolean(
        string="Buyer Asks to Cancel",
        readonly=True,
        copy=False,
        help="Amazon leaves the decision to you: cancel the order at Amazon, or ship it.",
    )
    cancel_request_reason = fields.Char(string="Buyer's Reason Code", readonly=True, copy=False)
    cancel_request_reason_label = fields.Char(
        string="Buyer's Reason", compute="_compute_cancel_request_reason_label"
    )
    cancellation_ids = fields.One2many("amazon.cancellation", "order_id", readonly=True)
    can_cancel = fields.Boolean(compute="_compute_cancel_note", compute_sudo=True)
    cancel_note = fields.Char(
        string="Cancellation Note", compute="_compute_cancel_note", compute_sudo=True
    )

    @api.depends(
        "status",
        "fulfilled_by",
        "cancel_requested",
        "cancel_request_reason",
        "cancellation_ids.state",
        "sale_order_id.state",
    )
    def _compute_cancel_note(self):
        cancellable = self._filter_cancellable()
        for document in self:
            is_open = document in cancellable
            document.can_cancel = is_open and not document._is_being_cancelled()
            document.cancel_note = document._get_cancel_note() if is_open else False

    def _is_being_cancelled(self):
        """Whether a cancellation of this order waits for being sent or for Amazon's answer."""
        return any(known.state in ("pending", "sent") for known in self.cancellation_ids)

    def _get_cancel_note(self):
        """:return: sentence on where a cancellation of this open order stands, or False"""
        last = self.cancellation_ids[:1]
        if last.state in ("pending", "sent"):
            return self.env._("The cancellation of %s is on its way to Amazon.", self.amazon_ref)
        if last.state == "failed":
            return self.env._(
                "%(order)s is not cancelled at Amazon: %(reason)s",
                order=self.amazon_ref,
                reason=last.reason,
            )
        if self.sale_order_id.state == "cancel":
            return self.env._(
                "%s is cancelled in Odoo and still open at Amazon: cancel it there, or void and "
                "import it again to ship it.",
                self.amazon_ref,
            )
        if self.cancel_requested:
            return self.env._(
                "The buyer of %(order)s asks to cancel (%(reason)s): cancel the order at Amazon, "
                "or ship it.",
                order=self.amazon_ref,
                reason=self.cancel_request_reason_label or self.env._("no reason given"),
            )
        return False

    @api.depends("cancel_request_reason")
    @api.depends_context("lang")
    def _compute_cancel_request_reason_label(self):
        for document in self:
            codes = (document.cancel_request_reason or "").split(", ")
            words = ", ".join(in_words(self.env, code) for code in codes if code)
            document.cancel_request_reason_label = words or False

    def _filter_cancellable(self):
        """The orders of which Amazon would take a cancellation from us."""
        return self.filtered(
            lambda document: (
                document.fulfilled_by == "MERCHANT" and document.status in OPEN_STATUSES
            )
        )

    # Amazon's cancellations, and what buyers wish

    def _cancel_sales(self):
        """Carry out Amazon's cancellation of these orders, once."""
        news = self.filtered(lambda document: document.sale_order_id and not document.cancelled_at)
        news.sale_order_id._cancel_for_amazon(news)
        news.cancelled_at = fields.Datetime.now()
        news._message_log_batch(
            {
                document.id: self.env._(
                    "Cancelled at Amazon. Sales order: %s", document.sale_order_id._get_html_link()
                )
                for document in news
            }
        )

    def _follow_cancellations(self, orders):
        """Notice buyers' wishes to cancel and the end of our own cancellations.

        :param orders: dict ``amazon.order`` → ``spapi.orders.Order``
        """
        self._follow_revivals()
        for document in self:
            document._follow_cancel_request(orders[document])
        (self - self._filter_cancellable())._close_troubles("cancelled_in_odoo")
        self.cancellation_ids._read_back(orders)

    def _follow_revivals(self):
        """Amazon takes a cancellation back: the next one counts anew.

        What was cancelled here for it stays so until a person says what is to become of it.
        """
        revived = self.filtered(
            lambda document: document.cancelled_at and document.status != CANCELLED
        )
        revived.cancelled_at = False
        for document in revived._filter_cancellable():
            if document.sale_order_id.state == "cancel":
                document._raise_trouble("cancelled_in_odoo", order=document.amazon_ref)

    def _follow_cancel_request(self, order: Order):
        """Raise a task when the buyer asks to cancel; it is over once cancelled or shipped."""
        reasons = [
            item.cancel_request.reason
            for item in order.items
            if item.cancel_request and item.quantity_unfulfilled
        ]
        is_open = bool(self._filter_cancellable() and self.sale_order_id and reasons)
        if is_open == self.cancel_requested:
            return
        self.write(
            {
                "cancel_requested": is_open,
                "cancel_request_reason": ", ".join(filter(None, dict.fromkeys(reasons))) or False,
            }
        )
        if is_open:
            self._raise_trouble("buyer_asks_to_cancel", order=self.amazon_ref)
        else:
            self._close_troubles("buyer_asks_to_cancel")

    def _tell_cancelled(self):
        """Give a person what only a person can do about Amazon's cancellation.

        Called before anything is taken back; shipments that were not yet told are not any more.
        """
        self.ensure_one()
        lines = self._get_sale_lines()
        self.shipment_ids.filtered(lambda shipment: shipment.state == "pending").write(
            {
                "state": "failed",
                "reason": self.env._("Amazon cancelled the order before it was told of this."),
            }
        )
        for key, documents in self._get_cancel_tasks(lines):
            self._raise_trouble(
                key, documents=documents.mapped("name"), sale=self.sale_order_id.name
            )

    def _get_cancel_tasks(self, lines):
        """What is left to a person when Amazon cancels an order.

        :param lines: ``sale.order.line`` of the order
        :return: list of tuples (kind of trouble, documents that it is about)
        """
        gone = lines._get_moves_gone().picking_id
        picked = lines._get_moves_picked().picking_id if not gone else gone.browse()
        invoices = lines._get_invoices_posted()
        tasks = (
            ("cancelled_after_shipping", gone),
            ("cancelled_after_picking", picked),
            ("cancelled_after_invoice", invoices),
        )
        return [(key, documents) for key, documents in tasks if documents]

    # Our own cancellations

    def action_cancel_at_amazon(self):
        """Open the dialogue that asks for the reason.

        :return: window action of ``amazon.order.cancel``
        """
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "amazon_connector.amazon_order_cancel_action"
        )
        orders = self.filtered("can_cancel")
        return dict(action, context={"default_order_ids": orders.ids})

    def _log_cancellation(self, reason_code):
        """Say in the conversation who has cancelled these orders, and why.

        :param reason_code: what Amazon is told
        """
        field = self.env["amazon.cancellation"]._fields["reason_code"]
        reasons = dict(field._description_selection(self.env))
        body = self.env._(
            "%(user)s cancels the order at Amazon: %(reason)s",
            user=self.env.user.name,
            reason=reasons[reason_code],
        )
        self._message_log_batch(dict.fromkeys(self.ids, body))

    def _follow_cancelled_sale(self):
        """The sales orders of these orders were cancelled in Odoo: do as their store says."""
        for document in self.filtered("store_id"):
            policy = document.store_id.cancel_at_amazon
            if policy == "always":
                self.env["amazon.cancellation"]._create_for(
                    document, document.store_id.cancel_reason
                )
            elif policy == "ask":
                document._raise_trouble("cancelled_in_odoo", order=document.amazon_ref)
