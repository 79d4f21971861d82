"""Invoices that somebody has typed under Amazon's order number: linked, or said why not (F1).

Linked is what alone bears the number, in the currency and to the amount of the order: its lines to
the order's lines, where product and quantity are the same, so that Odoo counts them as invoiced.
Else the order alone leads to the invoice, which pays for it as any other does.
"""

from collections import defaultdict

from odoo import api, fields, models
from odoo.fields import Command, Domain

# Where people write the number.
PLACES = ("ref", "payment_reference", "invoice_origin")


class SaleOrder(models.Model):
    _inherit = "sale.order"

    amazon_typed_invoice_id = fields.Many2one(
        "account.move",
        string="Invoice by Hand",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="set null",
        help="The invoice that somebody has created under Amazon's order number.",
    )

    @api.model
    def _get_untyped_domain(self):
        """:return: ``Domain`` of sales orders that no invoice by hand stands for"""
        return Domain("amazon_typed_invoice_id", "=", False) | Domain(
            "amazon_typed_invoice_id.state", "=", "cancel"
        )

    def _adopt_typed_invoices(self):
        """Link these orders with what was typed under their numbers.

        :return: dict ``sale.order`` → sentence why its invoice could not be linked
        """
        unclear = {}
        for sale, moves in self._find_typed_invoices().items():
            if reason := sale._explain_unlike(moves):
                unclear[sale] = reason
            else:
                sale._adopt_typed_invoice(moves)
        return unclear

    def _find_typed_invoices(self):
        """Invoices with the number of one of these orders that no Amazon order has led to.

        :return: dict ``sale.order`` → ``account.move``
        """
        named = {
            sale.client_order_ref: sale
            for sale in self
            if sale.client_order_ref and not sale.amazon_day
        }
        refs = list(named)
        if not refs:
            return {}
        moves = self.env["account.move"].search(
            Domain.OR(Domain(place, "in", refs) for place in PLACES)
            & Domain("move_type", "=", "out_invoice")
            & Domain("state", "!=", "cancel")
            & Domain("company_id", "in", self.company_id.ids)
            & Domain("line_ids", "not any", [("sale_line_ids.amazon_order_id", "!=", False)])
        )
        taken = self.search([("amazon_typed_invoice_id", "in", moves.ids)]).amazon_typed_invoice_id
        found = defaultdict(self.env["account.move"].browse)
        for move in moves - taken - self._find_taken_back(moves):
            for ref in {move[place] for place in PLACES} & named.keys():
                if move.company_id == named[ref].company_id:
                    found[named[ref]] |= move
        return found

    def _find_taken_back(self, moves):
        """A credit note of its own takes an invoice back; unless it is that of a refund at Amazon.

        :return: ``account.move``, those that stand for nothing any more
        """
        gone = moves.filtered(lambda move: move._is_taken_back())
        if not gone:
            return gone
        places = (*PLACES, "amazon_order_ref")
        refs = {move: {move[place] for place in places} - {False} for move in gone}
        names = list(set().union(*refs.values()))
        told = self.env["amazon.refund"].sudo().search([("order_ref", "in", names)])
        refunded = set(told.filtered(lambda refund: refund.state != "ignored").mapped("order_ref"))
        return gone.filtered(lambda move: not refs[move] & refunded)

    @api.model
    def _release_taken_back(self, domain):
        """What was linked, and taken back by its own credit note since, stands for no order any
        more either: the order is due again, for another one by hand or the connector's.

        :param domain: ``Domain`` of the sales orders that are looked at
        """
        taken_back = Domain("reversal_move_ids", "any", [("state", "=", "posted")])
        sales = self.search(domain & Domain("amazon_typed_invoice_id", "any", taken_back))
        for move in self._find_taken_back(sales.amazon_typed_invoice_id):
            (move | move.reversal_move_ids)._leave_amazon_lines(move.amazon_typed_sale_ids)
            move.amazon_typed_sale_ids = [Command.clear()]

    def _explain_unlike(self, moves):
        """:return: sentence why none of these invoices is linked, or "" """
        if len(moves) > 1:
            return self.env._(
                "The invoices %(invoices)s bear the number of this order. Cancel all but one.",
                invoices=", ".join(moves.mapped("display_name")),
            )
        if moves.currency_id == self.currency_id and not self.currency_id.compare_amounts(
            moves.amount_total, self.amount_total
        ):
            return ""
        return self.env._(
            "The invoice %(invoice)s bears the number of this order and says %(typed)s, the order "
            "%(amount)s. Correct it, or cancel it and create this one by hand.",
            invoice=moves.display_name,
            typed=moves.currency_id.format(moves.amount_total),
            amount=self.currency_id.format(self.amount_total),
        )

    def _adopt_typed_invoice(self, move):
        """:param move: ``account.move``, the one that stands for this order"""
        self.amazon_typed_invoice_id = move
        self._release_invoice()
        store = self.sudo().amazon_store_id
        move.write(
            {"is_amazon": True, "amazon_store_id": store.id, "amazon_order_ref": self._get_ref()}
        )
        for line, typed in self._pair_typed_lines(move):
            typed.sale_line_ids = [Command.link(line.id)]
        if move.state == "posted":
            # A settlement may have paid it before.
            move._match_amazon_settled()

    def _get_ref(self):
        return self.sudo().amazon_order_ids[:1].amazon_ref or self.client_order_ref

    def _pair_typed_lines(self, move):
        """:return: list of (line of this order, line of the invoice), empty unless all fit"""
        wanted = self.order_line.filtered(lambda line: line.qty_to_invoice and line.product_id)
        free = move.invoice_line_ids.filtered(
            lambda line: line.display_type == "product" and not line.sale_line_ids
        )
        pairs = []
        for line in wanted:
            alike = free.filtered(
                lambda typed, line=line: (
                    typed.product_id == line.product_id
                    and typed.quantity == line.product_uom_qty
                    and typed.product_uom_id == line.product_uom_id
                )
            )[:1]
            if not alike:
                return []
            pairs.append((line, alike))
            free -= alike
        return pairs
