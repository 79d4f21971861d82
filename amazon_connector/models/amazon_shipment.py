"""Outbox of shipments: one package of one Amazon order to be confirmed at Amazon."""

from odoo import api, fields, models


class AmazonShipment(models.Model):
    _name = "amazon.shipment"
    _description = "Amazon Shipment"
    _inherit = ["amazon.outbox.mixin", "mail.thread", "mail.activity.mixin"]
    _order = "id desc"
    _sync_minutes = 5

    order_id = fields.Many2one("amazon.order", required=True, ondelete="restrict", index=True)
    store_id = fields.Many2one(related="order_id.store_id", store=True, index=True)
    picking_id = fields.Many2one(
        "stock.picking", string="Delivery", ondelete="set null", index="btree_not_null"
    )
    package_ref = fields.Char(
        string="Package Number",
        readonly=True,
        copy=False,
        help="Our number of the package at Amazon. It never changes, so that a repeated message "
        "edits the package instead of adding one.",
    )
    carrier_name = fields.Char(string="Carrier")
    service_name = fields.Char(string="Shipping Method")
    tracking_ref = fields.Char(string="Tracking Number")
    shipped_at = fields.Datetime(required=True, default=fields.Datetime.now)
    line_ids = fields.One2many("amazon.shipment.line", "shipment_id", string="Contents")
    amazon_carrier = fields.Char(readonly=True, help="Carrier as Amazon shows it.")
    amazon_tracking_ref = fields.Char(
        string="Tracking at Amazon", readonly=True, help="Tracking number as Amazon shows it."
    )
    amazon_status = fields.Char(string="Status at Amazon", readonly=True)

    @api.depends("order_id.amazon_ref", "package_ref")
    def _compute_display_name(self):
        for shipment in self:
            shipment.display_name = f"{shipment.order_id.amazon_ref} / {shipment.package_ref}"

    @api.model_create_multi
    def create(self, vals_list):
        shipments = super().create(vals_list)
        for shipment in shipments:
            shipment.package_ref = str(shipment.id)
        return shipments

    # Collect: what has to be told

    @api.model
    def _collect(self, pickings):
        """Write down a shipment for each Amazon order that done deliveries ship.

        :param pickings: done ``stock.picking``
        """
        if self.env.context.get("amazon_shipped_elsewhere"):
            return self
        vals_list = [
            self._prepare_vals(picking, order, moves)
            for picking in pickings.filtered(
                lambda picking: (
                    picking.picking_type_code == "outgoing"
                    and picking.amazon_store_id.push_shipments
                )
            )
            for order, moves in picking.move_ids.grouped(
                lambda move: move.sale_line_id.amazon_order_id
            ).items()
            if order.fulfilled_by == "MERCHANT"
        ]
        shipments = self.create([vals for vals in vals_list if vals["line_ids"]])
        if shipments:
            self.env["amazon.schedule"]._find_for(
                self._name, accounts=shipments.account_id
            )._run_soon()
        return shipments

    @api.model
    def _prepare_vals(self, picking, order, moves):
        """:return: value dict of the shipment of an Amazon order in a delivery"""
        quantities = {}
        done = moves.filtered(lambda move: move.state == "done")
        for line, parts in done.grouped("sale_line_id").items():
            item = line.amazon_item_id
            quantities[item] = quantities.get(item, 0) + parts._get_amazon_quantity()
        return {
            "account_id": order.account_id.id,
            "order_id": order.id,
            "picking_id": picking.id,
            "carrier_name": picking.carrier_id.name,
            "tracking_ref": picking.carrier_tracking_ref,
            "shipped_at": picking.date_done or fields.Datetime.now(),
            "line_ids": [
                (0, 0, {"item_id": item.id, "quantity": int(quantity)})
                for item, quantity in quantities.items()
                if item and int(quantity) > 0
            ],
        }

    def _follow_pickings(self):
        """Carrier or tracking number of a delivery has changed: tell Amazon the new one."""
        for shipment in self:
            picking = shipment.picking_id
            vals = {
                "carrier_name": picking.carrier_id.name,
                "tracking_ref": picking.carrier_tracking_ref,
            }
            if any((shipment[name] or False) != (value or False) for name, value in vals.items()):
                shipment.write(dict(vals, state="pending", reason=False))
        self.env["amazon.schedule"]._find_for(self._name, accounts=self.account_id)._run_soon()

    # Push: network out

    def _sync(self, schedule, operation):
        """Confirm what waits; packages without a tracking number wait for it."""
        account = schedule.account_id
        waiting = self.search_count([*self._get_waiting_domain(account)])
        if waiting:
            operation._info(
                self.env._("%s shipments wait for a tracking number on their delivery.", waiting)
            )
        if not self.search_count(self._get_pending_domain(schedule), limit=1):
            return
        with operation._counting(account._get_client()) as client:
            self._push_pending(schedule, client, operation)

    def _get_pending_domain(self, schedule):
        return [*super()._get_pending_domain(schedule), ("tracking_ref", "!=", False)]

    def _get_waiting_domain(self, account):
        return [
            ("account_id", "=", account.id),
            ("state", "=", "pending"),
            ("tracking_ref", "=", False),
        ]

    def _push(self, client):
        payload = self.env["amazon.shipment.mapper"]._prepare_shipment_payload(self)
        client.confirm_shipment(self.order_id.amazon_ref, payload)
        self._mark_sent()

    def _read_back(self, orders):
        """Compare with the packages that Amazon shows for the order, and confirm.

        :param orders: dict ``amazon.order`` → ``spapi.orders.Order``
        """
        for shipment in self:
            packages = {
                package.reference: package for package in orders[shipment.order_id].packages
            }
            package = packages.get(shipment.package_ref)
            if not package:
                continue
            shipment.write(
                {
                    "amazon_carrier": package.carrier,
                    "amazon_tracking_ref": package.tracking_number,
                    "amazon_status": package.detailed_status or package.status,
                }
            )
            if shipment.state == "sent" and package.tracking_number == shipment.tracking_ref:
                shipment._mark_confirmed()
