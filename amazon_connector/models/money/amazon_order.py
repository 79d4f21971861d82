"""What an order costs: held where Amazon's money is unclear, compared with Odoo's where it is not.

Money is an amount and a currency; money that Amazon does not tell is not zero.
"""

from odoo import api, fields, models

from ...spapi.words import CANCELLED

UNCLEAR = "money:"


class AmazonOrder(models.Model):
    _inherit = "amazon.order"

    currency_id = fields.Many2one(
        "res.currency",
        readonly=True,
        help="Amazon's. Empty: a currency that Odoo does not have.",
    )
    amount_total = fields.Monetary(string="Amazon Total", readonly=True)
    odoo_currency_id = fields.Many2one(
        related="sale_order_id.currency_id", string="Sales Order's Currency"
    )
    amount_odoo = fields.Monetary(
        string="Odoo Total", readonly=True, currency_field="odoo_currency_id"
    )
    difference = fields.Monetary(
        compute="_compute_difference",
        store=True,
        help="Odoo's total less Amazon's, where both are in one currency.",
    )
    totals_differ = fields.Boolean(
        string="Total Differs",
        compute="_compute_difference",
        store=True,
        help="In amount or in currency.",
    )
    difference_reason = fields.Char(
        readonly=True, help="Why the totals differ, as far as the connector can tell."
    )
    is_money_accepted = fields.Boolean(
        string="Imported as It Is",
        readonly=True,
        copy=False,
        help="A person has decided to import the order though its money is unclear.",
    )
    may_accept_money = fields.Boolean(compute="_compute_may_accept_money")

    @api.depends("amount_total", "amount_odoo", "currency_id", "sale_order_id.currency_id")
    def _compute_difference(self):
        for order in self:
            is_sold = bool(order.sale_order_id)
            currency = order.currency_id
            is_one = is_sold and currency == order.sale_order_id.currency_id
            order.difference = order.amount_odoo - order.amount_total if is_one else 0.0
            order.totals_differ = is_sold and not (is_one and currency.is_zero(order.difference))

    @api.depends("state", "hold_key", "currency_id")
    def _compute_may_accept_money(self):
        for order in self:
            is_unclear = (order.hold_key or "").startswith(UNCLEAR)
            order.may_accept_money = bool(
                order.state == "held" and is_unclear and order.currency_id
            )

    # Steps of ``_process``

    def _prepare_money_vals(self, order):
        """What is shown of an order's money; what Amazon does not tell now stays as it was.

        :param order: ``spapi.orders.Order``
        :return: value dict of the document
        """
        total = order.grand_total
        if total is None and order.has_prices:
            total = order.charges_total
        vals = {}
        if order.currency:
            currencies = self.env["res.currency"]._get_ids_by_name()
            vals["currency_id"] = currencies.get(order.currency, False)
        elif not self.currency_id:
            vals["currency_id"] = self.marketplace_id.currency_id.id
        if total is not None or self.status == CANCELLED:
            vals["amount_total"] = float(total or 0)
        return vals

    def _hold_unclear_money(self, orders):
        """Hold orders whose money is missing, contradictory or in another currency.

        What is sold already goes on, at the prices that are known.

        :param orders: dict document → ``spapi.orders.Order``
        :return: the documents that may go on
        """
        held = self.browse()
        for document in self:
            reason = document._get_unclear_money_reason(orders[document])
            if reason:
                document._hold(reason, f"{UNCLEAR}{document.amazon_ref}")
                held |= document
        return self - held

    def _get_unclear_money_reason(self, order):
        """:return: sentence why the order waits for its money, or "" when it may go on"""
        is_open = self.sale_order_id.state in (False, "draft", "sent")
        if not is_open or (self.is_money_accepted and self.currency_id):
            return ""
        return self.env["amazon.order.mapper"]._explain_unclear_money(self, order)

    def _keep_known_prices(self, order, wanted):
        """The sales order keeps its prices where Amazon does not tell them clearly now.

        :param order: ``spapi.orders.Order``
        :param wanted: list of line value dicts, as for a new order
        :return: list of line value dicts
        """
        if not self.env["amazon.order.mapper"]._explain_unclear_money(self, order):
            return wanted
        known = {line._get_amazon_key(): line for line in self._get_sale_lines()}
        goods = [vals for vals in wanted if vals.get("amazon_item_id")]
        for vals in goods:
            line = known.get((vals["amazon_item_id"], None))
            vals |= line._prepare_money_vals() if line else {}
        charges = [line for line in known.values() if line.amazon_charge]
        return goods + [
            {
                "amazon_charge": line.amazon_charge,
                "product_uom_qty": line.product_uom_qty,
                **line._prepare_money_vals(),
            }
            for line in charges
        ]

    def _compare_totals(self, orders):
        """Put Odoo's total beside Amazon's, and say why where they differ (B21)."""
        mapper = self.env["amazon.order.mapper"]
        for document in self.filtered("sale_order_id"):
            sale = document.sale_order_id
            lines = document._get_sale_lines() if sale.state != "cancel" else sale.order_line[:0]
            document.amount_odoo = sale.currency_id.round(sum(lines.mapped("price_total")))
            document.difference_reason = mapper._explain_difference(document, orders[document])

    # What a person decides

    def action_accept_money(self):
        """Import these orders though their money is unclear: a person sees to it.

        An order in a currency that its store does not sell in becomes a sales order in that
        currency; one without prices has none, and they are entered by hand.

        :return: the ``amazon.operation`` records, one per account
        """
        self.check_access("write")
        # Of many that were chosen, those that wait for something else are left alone.
        documents = self.sudo().filtered("may_accept_money")
        for document in documents.filtered(lambda document: document._is_foreign()):
            document.currency_id.active = True
            document.env["product.pricelist"]._get_or_create_amazon(
                document.company_id, document.currency_id
            )
        documents.is_money_accepted = True
        for document in documents:
            document.message_post(
                body=self.env._("%s imports the order as it is.", self.env.user.name)
            )
        return documents.with_env(self.env).action_retry()

    def _is_foreign(self):
        """Whether the order is in another currency than its store's sales orders."""
        self.ensure_one()
        usual = self.store_id._get_sales_currency()
        return bool(self.currency_id and usual and self.currency_id != usual)
