"""Sales orders that come from Amazon."""

from odoo import api, fields, models


class SaleOrder(models.Model):
    _inherit = "sale.order"

    amazon_store_id = fields.Many2one(
        "amazon.store", copy=False, index="btree_not_null", readonly=True, ondelete="set null"
    )
    # Amazon's numbers are looked up here for every new order.
    client_order_ref = fields.Char(index="btree_not_null")
    origin = fields.Char(index="btree_not_null")
    amazon_order_ids = fields.One2many(
        "amazon.order",
        "sale_order_id",
        string="Amazon Orders",
        groups="amazon_connector.group_user",
        readonly=True,
    )
    amazon_order_count = fields.Integer(compute="_compute_amazon_order_count")
    amazon_refs = fields.Char(
        string="Amazon Order",
        compute="_compute_amazon_refs",
        search="_search_amazon_refs",
        compute_sudo=True,
        help="Amazon's number of the order, or of each that shares this sales order.",
    )

    _amazon_named_index = models.Index("(name)")

    @api.depends("amazon_order_ids")
    def _compute_amazon_order_count(self):
        counts = dict(
            self.env["amazon.order"]
            .sudo()
            ._read_group([("sale_order_id", "in", self.ids)], ["sale_order_id"], ["__count"])
        )
        for sale in self:
            sale.amazon_order_count = counts.get(sale, 0)

    @api.depends("amazon_order_ids.amazon_ref")
    def _compute_amazon_refs(self):
        for sale in self:
            sale.amazon_refs = sale.amazon_order_ids._get_named_refs()

    @api.model
    def _search_amazon_refs(self, operator, value):
        if operator not in ("in", "like", "ilike", "=like", "=ilike"):
            return NotImplemented
        # Whoever sees the sales order finds it by Amazon's number.
        orders = self.env["amazon.order"].sudo()._search([("amazon_ref", operator, value)])
        return [("id", "in", orders.subselect("sale_order_id"))]

    def action_confirm(self):
        """Amazon orders keep the day of their purchase: confirm them apart from others."""
        amazon = self.filtered("amazon_store_id")
        if amazon and amazon != self:
            return (
                super(SaleOrder, amazon).action_confirm()
                and super(SaleOrder, self - amazon).action_confirm()
            )
        return super().action_confirm()

    def _prepare_confirmation_values(self):
        values = super()._prepare_confirmation_values()
        if self and all(sale.amazon_store_id for sale in self):
            values.pop("date_order", None)
        return values

    def _confirm_for_amazon(self, reserves_later=False):
        """Confirm a batch of orders; what Odoo asks or writes for each is done once for all.

        ``models/batches`` says how: the outcome is that of confirming them one by one.

        :param reserves_later: leave the reservation to ``amazon.order._settle``
        :return: whether it is left
        """
        context = self.env["stock.move"]._prepare_batch_context(
            self.order_line.product_id, reserves_later
        )
        sales = self.with_context(**context)
        sales.action_confirm()
        # What is left to compute looks up once what it needs, too.
        sales.env.flush_all()
        return bool(context) and reserves_later

    def action_view_amazon_orders(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "amazon_connector.amazon_order_action"
        )
        action.update(domain=[("sale_order_id", "=", self.id)], context={})
        if self.amazon_order_count == 1:
            action.update(
                views=[(False, "form")], res_id=self.amazon_order_ids.id, view_mode="form"
            )
        return action

    # What was a sales order before it was an Amazon order

    def _match_amazon_lines(self, wanted):
        """Which of the lines of this sales order stand for those of an Amazon order.

        :param wanted: list of line value dicts, as for a new order
        :return: dict ``sale.order.line`` → value dict, empty unless every line has its one twin
        """
        lines = self.order_line.filtered(lambda line: not line.display_type)
        if len(lines) != len(wanted):
            return {}
        found = {}
        for vals in wanted:
            twins = (lines - self.env["sale.order.line"].concat(*found)).filtered(
                lambda line, vals=vals: line._is_amazon_twin(vals)
            )
            if not twins:
                return {}
            found[twins[0]] = vals
        return found

    # What Amazon's changes do

    def _update_amazon_lines(self, document, wanted, untold):
        """Make the lines of one Amazon order equal to what Amazon says now.

        :param document: ``amazon.order``
        :param wanted: list of line value dicts, as for a new order
        :param untold: ``amazon.order.item`` of which Amazon says nothing now: they are not gone
        """
        self.ensure_one()
        if self.state == "cancel":
            return
        lines = {line._get_amazon_key(): line for line in document._get_sale_lines()}
        with self._unlocked_for_amazon():
            for vals in wanted:
                line = lines.pop((vals.get("amazon_item_id"), vals.get("amazon_charge")), None)
                if not line:
                    self.env["sale.order.line"].create(dict(vals, order_id=self.id))
                    continue
                changes = line._get_amazon_changes(vals)
                if changes:
                    line.write(changes)
            for line in lines.values():
                if not line.amazon_item_id & untold:
                    line._drop_for_amazon()

    def _redirect_for_amazon(self, recipient):
        """Send what has not left yet to another address.

        :param recipient: ``res.partner``
        """
        self.ensure_one()
        gone = self.picking_ids.filtered(lambda picking: picking.state == "done")
        if gone:
            (self.picking_ids - gone).partner_id = recipient
            return
        # In this context Odoo takes the deliveries along instead of asking a person to do it.
        self.with_context(update_delivery_shipping_partner=True).write(
            {
                "partner_shipping_id": recipient.id,
                "fiscal_position_id": self.fiscal_position_id.id,
            }
        )

    def _deliver_for_amazon(self):
        """Amazon (or someone outside Odoo) has shipped: do the open deliveries."""
        pickings = self.picking_ids.filtered(
            lambda picking: (
                picking.state not in ("done", "cancel") and picking.picking_type_code == "outgoing"
            )
        )
        pickings._ship_for_amazon()
