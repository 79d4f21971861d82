"""Invoices of Amazon's buyers: whose they are; they have paid Amazon, and are not asked again."""

from odoo import api, fields, models

from ...context_keys import OWN, REVERSING


class AccountMove(models.Model):
    _inherit = "account.move"

    is_amazon = fields.Boolean(
        string="Paid through Amazon",
        readonly=True,
        help="An invoice or credit note of Amazon orders. The buyer has paid Amazon: the invoice "
        "does not ask for money, and no reminder is due.",
    )
    amazon_store_id = fields.Many2one(
        "amazon.store",
        index="btree_not_null",
        readonly=True,
        ondelete="set null",
        help="Store whose orders the invoice or entry is about.",
    )
    amazon_marketplace_id = fields.Many2one(
        related="amazon_store_id.marketplace_id", string="Amazon Marketplace"
    )
    amazon_buyer_vat = fields.Char(
        string="Buyer's VAT ID",
        readonly=True,
        copy=False,
        help="VAT ID of the buyer, where the customer of the invoice stands for many buyers. It "
        "is printed on the invoice.",
    )
    amazon_payment_hold = fields.Char(
        string="Payment Not Booked",
        readonly=True,
        copy=False,
        help="Why the connector has not booked the payment on Amazon clearing.",
    )
    amazon_payment_line_ids = fields.One2many(
        "account.move.line", "amazon_invoice_id", string="Amazon Payment", readonly=True
    )

    amazon_typed_sale_ids = fields.One2many(
        "sale.order",
        "amazon_typed_invoice_id",
        readonly=True,
        help="Orders whose number somebody has given to this invoice.",
    )

    # A number that somebody has entered by hand is looked up for every order.
    _amazon_named_index = models.Index("(ref) WHERE move_type = 'out_invoice'")
    _amazon_paid_index = models.Index("(payment_reference) WHERE move_type = 'out_invoice'")
    _amazon_origin_index = models.Index("(invoice_origin) WHERE move_type = 'out_invoice'")

    @api.depends("is_amazon")
    def _compute_partner_bank_id(self):
        """Nobody is to pay into the seller's bank account."""
        amazon = self.filtered("is_amazon")
        amazon.partner_bank_id = False
        return super(AccountMove, self - amazon)._compute_partner_bank_id()

    def _is_taken_back(self):
        """Whether credit notes of its own make up for the whole of an invoice."""
        notes = self.reversal_move_ids.filtered(
            lambda note: note.state == "posted" and note.move_type == "out_refund"
        )
        credited = sum(notes.mapped("amount_total"))
        is_whole = self.currency_id.compare_amounts(credited, self.amount_total) >= 0
        return self.payment_state == "reversed" or bool(notes and is_whole)

    def _leave_amazon_lines(self, sales):
        """These documents count no more for what sales orders have invoiced and refunded.

        :param sales: ``sale.order``
        """
        own = sales.order_line
        for line in self.invoice_line_ids.filtered(lambda line: line.sale_line_ids & own):
            line.sale_line_ids -= own

    def _has_to_be_paid(self):
        return not self.is_amazon and super()._has_to_be_paid()

    def _reverse_moves(self, default_values_list=None, cancel=False):
        """A credit note by hand belongs to the store, and names the buyer, as its invoice does."""
        values = default_values_list or [{} for _move in self]
        for move, vals in zip(self, values, strict=False):
            if move.amazon_buyer_vat:
                vals.setdefault("amazon_buyer_vat", move.amazon_buyer_vat)
        moves = self.with_context(**{REVERSING: OWN})
        return super(AccountMove, moves)._reverse_moves(values, cancel).with_env(self.env)
