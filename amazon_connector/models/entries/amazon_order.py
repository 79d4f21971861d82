"""An order belongs to the way of booking under which it came in, whatever its store does later."""

from odoo import api, fields, models

from ...spapi.words import NOT_PAID, UNSHIPPED

PER_ORDER, PER_SETTLEMENT = "per_order", "per_settlement"


class AmazonOrder(models.Model):
    _inherit = "amazon.order"

    accounting_mode = fields.Selection(
        [(PER_ORDER, "Per order"), (PER_SETTLEMENT, "Per settlement")],
        string="Booked",
        compute="_compute_accounting_mode",
        store=True,
        # At once, while the store is still set as it was when the order came.
        precompute=True,
        readonly=True,
        help="Per order: by its invoice. Per settlement: by the settlement, without an invoice. As "
        "the store was set when the order came in; an invoice makes it per order.",
    )

    # Not on the store's own setting: a change of it is for the orders that come after it.
    @api.depends("store_id")
    def _compute_accounting_mode(self):
        for order in self:
            order.accounting_mode = order.store_id.accounting_mode or PER_ORDER
        # What a settlement has booked already is not invoiced besides, whenever the order comes.
        told = self.filtered(lambda order: order.accounting_mode == PER_ORDER and order.amazon_ref)
        if told:
            lines = self.env["amazon.settlement.line"]
            sold = lines._find_sold(told.account_id, told.mapped("amazon_ref"))
            late = told.filtered(lambda order: (order.account_id.id, order.amazon_ref) in sold)
            late.accounting_mode = PER_SETTLEMENT

    settlement_row_count = fields.Integer(
        string="Settlement Rows", compute="_compute_settlement_row_count", compute_sudo=True
    )

    def _compute_settlement_row_count(self):
        counts = dict(
            self.env["amazon.settlement.line"]._read_group(
                [("amazon_order_id", "in", self.ids)], ["amazon_order_id"], ["__count"]
            )
        )
        for order in self:
            order.settlement_row_count = counts.get(order, 0)

    def action_view_settlement_rows(self):
        """The rows of settlements that tell of these orders.

        :return: window action
        """
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "amazon_connector.amazon_settlement_line_action"
        )
        return dict(action, domain=[("amazon_order_id", "in", self.ids)], context={})

    def _is_behind(self):
        """Whether it was left out for not being shipped yet, and Odoo has not heard of it since.

        What Amazon refunds or settles has been shipped: the order itself is still to come.
        """
        return (
            self.state == "ignored"
            and self.status in (*NOT_PAID, UNSHIPPED)
            and not self.sale_order_id
            and not self.dismissed_by_id
            and not self._is_too_old()
        )
