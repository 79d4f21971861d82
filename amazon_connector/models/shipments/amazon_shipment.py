"""Outbox of shipments: one package of one Amazon order to be confirmed at Amazon."""

from odoo import api, fields, models
from odoo.tools import LazyTranslate

from ...mapping.amazon_shipment_mapper import OTHER
from ..words.label import label_of

_lt = LazyTranslate(__name__)


class AmazonShipment(models.Model):
    _name = "amazon.shipment"
    _description = "Amazon Shipment"
    _inherit = ["amazon.outbox.mixin", "mail.thread", "mail.activity.mixin"]
    _order = "id desc"
    _sync_minutes = 5
    _sync_lane = "amazon.shipment"
    _sync_name = _lt("Shipments")
    _sync_words = {"sent": (_lt("1 shipment confirmed"), _lt("%(count)s shipments confirmed"))}

    order_id = fields.Many2one(
        "amazon.order", required=True, ondelete="restrict", index=True, readonly=True
    )
    store_id = fields.Many2one(related="order_id.store_id", store=True, index=True)
    partner_id = fields.Many2one(related="order_id.partner_shipping_id", string="Recipient")
    picking_id = fields.Many2one(
        "stock.picking",
        string="Delivery",
        ondelete="set null",
        index="btree_not_null",
        readonly=True,
    )
    # Looked for by those too who have no rights on deliveries.
    picking_name = fields.Char(
        related="picking_id.name", string="Delivery's Number", export_string_translation=False
    )
    package_id = fields.Many2one(
        "stock.package", ondelete="set null", index="btree_not_null", readonly=True
    )
    package_ref = fields.Char(
        string="Package Number",
        readonly=True,
        copy=False,
        help="Our number of the package at Amazon, chosen when it is first sent. It never changes "
        "afterwards, so that a repeated message edits the package instead of adding one.",
    )
    carrier_id = fields.Many2one(
        "delivery.carrier", string="Delivery Method", ondelete="set null", readonly=True
    )
    carrier_name = fields.Char(string="Carrier")
    service_name = fields.Char(
        string="Shipping Method",
        help="Service that Amazon shows to the buyer. Empty: the one of the store's carrier map.",
    )
    tracking_ref = fields.Char(string="Tracking Number")
    shipped_at = fields.Datetime(required=True, default=fields.Datetime.now)
    line_ids = fields.One2many(
        "amazon.shipment.line", "shipment_id", string="Contents", readonly=True
    )
    is_released = fields.Boolean(
        string="May Be Sent",
        default=True,
        readonly=True,
        copy=False,
        help="Off: waits for the button Update Dispatched Orders, as the store is set.",
    )
    sent_carrier = fields.Char(
        string="Carrier Sent", readonly=True, copy=False, help="Carrier as Amazon was told it."
    )
    amazon_carrier = fields.Char(
        string="Carrier at Amazon", readonly=True, help="Carrier as Amazon shows it."
    )
    amazon_tracking_ref = fields.Char(
        string="Tracking at Amazon", readonly=True, help="Tracking number as Amazon shows it."
    )
    amazon_status = fields.Char(string="Status Code", readonly=True)
    amazon_status_label = label_of("amazon_status", string="Status at Amazon")
    difference = fields.Text(
        string="Amazon Differs",
        readonly=True,
        copy=False,
        help="What Amazon shows otherwise than it was told.",
    )
    is_missing = fields.Boolean(
        string="Not Shown by Amazon",
        readonly=True,
        copy=False,
        help="Amazon accepted the confirmation and does not show the package on the order.",
    )

    @api.depends("order_id.amazon_ref", "package_ref", "picking_id.name")
    def _compute_display_name(self):
        for shipment in self:
            # Who works with Amazon needs no rights in stock to know what is meant.
            parcel = shipment.package_ref or shipment.sudo().picking_id.name or "-"
            shipment.display_name = f"{shipment.order_id.amazon_ref} / {parcel}"

    # Push: network out

    def _sync(self, schedule, operation):
        """Confirm what waits; packages without a tracking number wait for it."""
        account = schedule.account_id
        self._follow_deliveries(account)
        self._tell_missing(account)
        self._tell_waiting(account, operation)
        if not self.search_count(self._get_pending_domain(schedule), limit=1):
            return
        with operation._counting(account._get_client()) as client:
            self._push_pending(schedule, client, operation)

    @api.model
    def _get_waiting_domain(self):
        return [
            *super()._get_waiting_domain(),
            ("tracking_ref", "!=", False),
            ("is_released", "=", True),
        ]

    def _tell_waiting(self, account, operation):
        """Say in the log what is not sent, and what it waits for."""
        pending = [("account_id", "=", account.id), ("state", "=", "pending")]
        untracked = self.search_count([*pending, ("tracking_ref", "=", False)])
        if untracked:
            operation._info(
                self.env._(
                    "Shipments that wait for a tracking number on their delivery: %s.", untracked
                )
            )
        unreleased = self.search_count([*pending, ("is_released", "=", False)])
        if unreleased:
            operation._info(
                self.env._("Shipments that wait for Update Dispatched Orders: %s.", unreleased)
            )

    def _push(self, client):
        mapper = self.env["amazon.shipment.mapper"]
        client.confirm_shipment(self.order_id.amazon_ref, mapper._prepare_shipment_payload(self))
        code, name = mapper._get_carrier_code(self)
        return {"sent_carrier": name if code == OTHER else code}

    def _mark_sent(self, **vals):
        self._close_troubles("not_shown", "not_sent")
        result = super()._mark_sent(is_missing=False, amazon_status=False, **vals)
        self._tell_sent()
        return result

    # Update Dispatched Orders

    @api.model
    def _find_waiting(self, stores):
        """What the done deliveries of these stores have waiting."""
        return self.search([("store_id", "in", stores.ids), ("state", "=", "pending")])

    def _release(self):
        """Let these shipments go with the next run of their lane."""
        self.sudo().is_released = True
        self._run_soon()

    @api.model
    def _push_waiting(self, stores, accounts):
        """Send at once what the done deliveries of stores have waiting, corrections too.

        :param accounts: ``amazon.account`` of the stores
        :return: the ``amazon.operation`` records, one per account
        """
        self._follow_deliveries(accounts)
        return self._find_waiting(stores)._push_now(accounts)

    def _push_now(self, accounts):
        """Send these and whatever else may be sent for accounts, at once.

        :return: the ``amazon.operation`` records, one per account
        """
        self._release()
        return self.env["amazon.schedule"]._run_now(self._name, accounts)

    def action_update_dispatched(self):
        """Confirm at Amazon the shipments chosen in the list; all that wait if none is chosen."""
        self.check_access("write")
        waiting = self.filtered(lambda shipment: shipment.state == "pending")
        if not self:
            waiting = self.search([("state", "=", "pending")])
        return waiting._push_now(waiting.account_id)._get_notification()

    def action_retry(self):
        """Send refused shipments, and those that Amazon does not show as told, again."""
        again = self.filtered(
            lambda shipment: shipment.state in ("failed", "sent") or shipment.difference
        )
        again.sudo().is_released = True
        return super(AmazonShipment, again).action_retry()

    # Screens

    def action_view_picking(self):
        return self._get_form_action(self.picking_id)

    def action_view_order(self):
        return self._get_form_action(self.order_id)

    def action_view_sale_order(self):
        return self._get_form_action(self.order_id.sale_order_id)

    def _get_form_action(self, record):
        return {
            "type": "ir.actions.act_window",
            "res_model": record._name,
            "res_id": record.id,
            "view_mode": "form",
        }
