"""Amazon orders whose buyer is to be forgotten: which they are, and what is erased of each."""

from datetime import timedelta

from odoo import fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from ...spapi.orders import without_buyer
from ...spapi.words import CANCELLED, SHIPPED, UNFULFILLABLE
from .amazon_order_talks import names

ENDED = (SHIPPED, CANCELLED, UNFULFILLABLE)
DONE = [("picking_ids", "any", [("state", "=", "done")])]
UNDONE = [("picking_ids", "any", [("state", "not in", ("done", "cancel"))])]
# What Amazon sent and nobody can read: no order will ever come of it.
UNREADABLE = [("purchase_date", "=", False), ("sale_order_id", "=", False)]


class AmazonOrder(models.Model):
    _inherit = "amazon.order"

    holds_buyer = fields.Boolean(
        default=True, readonly=True, copy=False, help="What Amazon sent names the buyer."
    )
    erased_at = fields.Datetime(
        string="Buyer Erased",
        readonly=True,
        copy=False,
        help="When the buyer's data were erased from Odoo.",
    )

    _holding_index = models.Index("(company_id, purchase_date) WHERE holds_buyer")

    # Which

    def _get_over_domain(self):
        """Orders to which nothing is left to do: no delivery, no parcel to be told, no waiting."""
        ended = Domain("status", "in", ENDED) | Domain("sale_order_id", "any", DONE)
        waiting = Domain("state", "=", "received")
        waiting |= Domain("shipment_ids", "any", [("state", "=", "pending")])
        unsold = Domain([("sale_order_id", "=", False), ("state", "=", "ignored")])
        # Of an account that is put away, Amazon is told nothing any more, nor tells anything.
        silent = Domain("account_id.active", "=", False)
        is_over = (ended & ~waiting) | unsold | silent | Domain(UNREADABLE)
        return list(is_over & Domain("sale_order_id", "not any", UNDONE))

    def _get_due_domain(self, company):
        """Orders that have left for so long that their buyer is to be forgotten.

        The day of the last delivery counts; without one Amazon's latest day for shipping.
        """
        before = fields.Datetime.now() - timedelta(days=company.amazon_buyer_days)
        late = [("picking_ids", "any", [("date_done", ">", before)])]
        return [
            ("company_id", "=", company.id),
            ("holds_buyer", "=", True),
            "|",
            ("purchase_date", "<=", before),
            *Domain([*UNREADABLE, ("create_date", "<=", before)]),
            "|",
            ("ship_by", "=", False),
            ("ship_by", "<=", before),
            ("sale_order_id", "not any", late),
            *self._get_over_domain(),
        ]

    # Entry points

    def action_erase_buyer(self):
        """Forget the buyers of these orders now: for whoever asks for it.

        :return: window action of the report
        :raises UserError: while goods are still to leave
        """
        self.check_access("unlink")
        orders = self.sudo()
        if orders.filtered_domain(orders._get_over_domain()) != orders:
            raise UserError(
                self.env._(
                    "The buyer's address is still needed: deliver or cancel the order first, and "
                    "wait until Amazon knows."
                )
            )
        reports = self.env["amazon.erasure"].sudo()
        for company, own in orders.grouped("company_id").items():
            reports |= reports._erase(company, own)
        self._close_troubles("buyer_kept")
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Erasures"),
            "res_model": "amazon.erasure",
            "view_mode": "list,form",
            "domain": [("id", "in", reports.ids)],
        }

    # What

    def _erase_buyers(self):
        """Erase what Amazon told about the buyers of these orders, but for their contacts.

        :return: dict field of ``amazon.erasure`` → how many were erased
        """
        words = {order: order._get_private_words() for order in self}
        wishes = self.filtered("delivery_wishes")
        gifts = self.item_ids.filtered("gift_message")
        sales = self._get_sales_to_erase()
        pickings = sales.picking_ids
        pickings._erase_amazon_notes(
            [*wishes.mapped("delivery_wishes"), *gifts.mapped("gift_message")]
        )
        counts = {
            "order_count": len(self),
            "gift_count": len(gifts) + len(wishes),
            "message_count": self._erase_talks(words, sales),
            "attachment_count": self._erase_attachments(pickings),
            "line_count": self._erase_log_lines(),
        }
        sales.order_line._erase_amazon_gifts(
            {order.amazon_ref: order.item_ids.mapped("gift_message") for order in self}
        )
        gifts.gift_message = False
        self._erase_purchase_numbers(sales)
        for order in self:
            order.write(order._prepare_erased_vals(words[order]))
        return counts

    def _prepare_erased_vals(self, words):
        """What an order is without its buyer. A hook.

        :param words: texts that name the buyer
        :return: value dict
        """
        return {
            "payload": self._dump_payload(without_buyer(self._read_payload())),
            "holds_buyer": False,
            "erased_at": fields.Datetime.now(),
            "address_key": False,
            "purchase_order_ref": False,
            "buyer_vat": False,
            "buyer_vat_note": False,
            "delivery_wishes": False,
            "reason": self.env._("Erased.") if names(self.reason, words) else self.reason,
        }

    def _erase_purchase_numbers(self, sales):
        """What a business buyer has typed as a number often names a person or a place.

        :param sales: ``sale.order``; one of a day keeps the number of another order
        """
        told = set(filter(None, self.mapped("purchase_order_ref")))
        own = sales.filtered(lambda sale: sale.amazon_purchase_order_ref in told)
        own.amazon_purchase_order_ref = False

    def _erase_attachments(self, pickings):
        """Labels and other files at the order and its deliveries."""
        attachments = self.env["ir.attachment"]
        for records in (self, pickings):
            attachments |= attachments.search(
                [("res_model", "=", records._name), ("res_id", "in", records.ids)]
            )
        count = len(attachments)
        attachments.unlink()
        return count

    def _erase_log_lines(self):
        lines = self.env["amazon.operation.line"].search(
            [("res_model", "=", self._name), ("res_id", "in", self.ids)]
        )
        count = len(lines)
        lines.unlink()
        return count

    def _get_sales_to_erase(self):
        """:return: the sales orders of these orders, with those that were voided before"""
        voided = [
            ("company_id", "in", self.company_id.ids),
            ("client_order_ref", "in", self.mapped("amazon_ref")),
            ("amazon_store_id", "!=", False),
            ("amazon_order_ids", "=", False),
            ("state", "=", "cancel"),
        ]
        return self.sale_order_id | self.env["sale.order"].search(voided)

    def _get_contacts_to_erase(self):
        """:return: ``res.partner`` that the sales orders and deliveries of these orders name"""
        sales = self._get_sales_to_erase()
        contacts = sales.partner_id | sales.partner_invoice_id | sales.partner_shipping_id
        contacts |= sales.picking_ids.partner_id
        # Whom Amazon has named of a buyer and somebody has archived since.
        archived = contacts.with_context(active_test=False).search(
            [("parent_id", "in", contacts.ids), ("active", "=", False), *contacts._get_key_domain()]
        )
        return contacts | contacts.child_ids | archived.with_env(self.env)
