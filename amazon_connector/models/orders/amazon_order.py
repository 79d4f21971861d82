"""Inbox of orders: one record per Amazon order, with its payload, state and reason."""

from odoo import api, fields, models
from odoo.tools import LazyTranslate

from ...spapi.orders import parse_order_head
from ...spapi.payload import storable
from ...spapi.words import AMAZON, FULFILLMENT, MERCHANT, ORDER_ID
from ..sync.amazon_sync_mixin import NO_SUCH_REF
from ..sync.page import Page
from ..words.label import label_of

# A sales order of a day may share hundreds; the button leads to them.
MOST_NAMED = 3
# Who fulfills an order, as sellers call it. Amazon's list is open.
CHANNELS = {MERCHANT: "FBM", AMAZON: "FBA"}

_lt = LazyTranslate(__name__)


class AmazonOrder(models.Model):
    _name = "amazon.order"
    _description = "Amazon Order"
    _inherit = [
        "amazon.entry.mixin",
        "amazon.payload.mixin",
        "mail.thread",
        "mail.activity.mixin",
    ]
    _order = "purchase_date desc, id desc"
    _rec_name = "amazon_ref"
    _ref_name = ORDER_ID
    _sync_minutes = 5
    _sync_lane = "amazon.order"
    _sync_name = _lt("Orders")
    _sync_words = {"processed": (_lt("1 order imported"), _lt("%(count)s orders imported"))}

    # Jobs write without tracking: the conversation tells what people do.
    state = fields.Selection(tracking=True)
    marketplace_id = fields.Many2one("amazon.marketplace", readonly=True)
    status = fields.Char(string="Amazon Status Code", readonly=True, index=True)
    status_label = label_of("status", string="Amazon Status", help="What Amazon says of it.")
    fulfilled_by = fields.Char(
        string="Fulfilled by",
        readonly=True,
        help="As Amazon writes it: MERCHANT (you ship, FBM) or AMAZON (Amazon ships, FBA).",
    )
    channel = fields.Char(
        string="Fulfillment",
        compute="_compute_channel",
        store=True,
        help="FBM: you ship. FBA: Amazon ships. Any other word is Amazon's own.",
    )
    purchase_date = fields.Datetime(readonly=True, index=True, help="When the buyer ordered.")
    service_level = fields.Char(string="Shipping Service Code", readonly=True)
    service_level_label = label_of(
        "service_level", string="Shipping Service", help="What the buyer chose at Amazon."
    )
    ship_by = fields.Datetime(
        readonly=True, help="Latest time at which Amazon expects the shipment."
    )
    is_business = fields.Boolean(string="Amazon Business", readonly=True)
    is_prime = fields.Boolean(string="Prime", readonly=True)
    is_elsewhere = fields.Boolean(
        readonly=True,
        export_string_translation=False,
        help="Sold on another channel: Amazon only ships it, and it never becomes a sales order.",
    )
    origin_ref = fields.Char(
        string="Replaces", readonly=True, help="Amazon order that this one replaces or exchanges."
    )
    address_key = fields.Char(
        readonly=True, help="Identifies the delivery address that the sales order was given."
    )
    item_ids = fields.One2many("amazon.order.item", "order_id", string="Items", readonly=True)
    sale_order_id = fields.Many2one(
        "sale.order", readonly=True, copy=False, index="btree_not_null", ondelete="set null"
    )
    # Looked for by those too who have no rights on sales orders.
    sale_order_name = fields.Char(
        related="sale_order_id.name",
        string="Sales Order's Number",
        export_string_translation=False,
    )
    picking_count = fields.Integer(string="Deliveries", compute="_compute_picking_count")
    shipment_ids = fields.One2many("amazon.shipment", "order_id", readonly=True)
    payload = fields.Text(groups="amazon_connector.group_manager")

    _ref_unique = models.UniqueIndex(
        "(account_id, amazon_ref)", "This Amazon order is in the list already."
    )
    _pending_index = models.Index("(account_id, id) WHERE state IN ('received', 'failed', 'held')")

    @api.depends("fulfilled_by")
    def _compute_channel(self):
        for order in self:
            order.channel = CHANNELS.get(order.fulfilled_by, order.fulfilled_by)

    @api.model
    def _get_entry_points(self):
        return (
            *super()._get_entry_points(),
            "action_process",
            "action_retry",
            "action_reload",
            "action_void",
            "action_import_without_address",
            "action_accept_money",
        )

    # Fetch: network in

    @api.model
    def _probe(self, client) -> bool:
        # Leaves the scarce quota of searchOrders alone.
        client.get_order(NO_SUCH_REF, ())
        return True

    def _fetch(self, schedule, operation):
        account = schedule.account_id
        if not account.store_ids.filtered(lambda store: store.state == "live"):
            operation._info(self.env._("No store is live: nothing was fetched."), account)
            return
        # Orders whose status was not told were not imported: once it is told, they come again.
        since = account.status_untold_since
        if since and FULFILLMENT in account._get_included_data():
            account.status_untold_since = False
            schedule._reach_back(since)
        super()._fetch(schedule, operation)
        if since and account.status_untold_since:
            account.status_untold_since = since

    def _ask_page(self, client, account, since, operation, token):
        """One stream for all stores of the account."""
        asked = account._get_included_data()
        page = client.search_orders(
            last_updated_after=since, pagination_token=token, included_data=asked
        )
        account._note_refused_data(asked, page.refused_data, operation)
        return Page(page.orders, page.next_token, page.updated_before)

    def _fetch_missing(self, account, operation):
        return self.env["amazon.listing"]._fetch_catalog(account, operation)

    # Receive: what is read to file a payload

    @api.model
    def _get_filing(self, account):
        """:return: dict marketplace code → (marketplace id, id of the account's store or False)"""
        markets = self.env["amazon.marketplace"]._get_all()
        # An archived store keeps its orders.
        stores = account.with_context(active_test=False).store_ids
        stores = {store.marketplace_id: store.id for store in stores}
        return {market.code: (market.id, stores.get(market, False)) for market in markets}

    @api.model
    def _read_envelope(self, places, payload):
        """Read what is needed to file a payload, even if the rest of it cannot be read.

        :param places: see ``_get_filing``
        :return: tuple (Amazon's order id, value dict)
        :raises UnreadablePayload: when not even that can be read
        """
        payload = storable(payload)
        head = parse_order_head(payload)
        marketplace_id, store_id = places.get(head.marketplace_id, (False, False))
        vals = {
            "payload": self._dump_payload(payload),
            "holds_buyer": True,
            "state": "received",
            "attempts": 0,
            "next_try": False,
            "amazon_updated_at": _naive(head.updated_at),
            "purchase_date": _naive(head.created_at),
            "marketplace_id": marketplace_id,
            "status": head.status,
            "fulfilled_by": head.fulfilled_by or False,
        }
        if store_id:  # Which store an order belongs to is never forgotten.
            vals["store_id"] = store_id
        return head.order_id, vals

    @api.model
    def _find_for_store(self, store):
        """Ignored orders of a store's marketplace that the store may want once it is live."""
        return self.search(
            [
                ("account_id", "=", store.account_id.id),
                ("marketplace_id", "=", store.marketplace_id.id),
                ("state", "=", "ignored"),
                ("dismissed_by_id", "=", False),
                ("sale_order_id", "=", False),
            ]
        )

    @api.model
    def _retry_unwanted(self, stores):
        """The stores' statuses have changed: look again at what was not wanted before.

        What holds stock as a pending order may be unwanted now.
        """
        self._find_holding(stores)._retry()
        for store in stores.filtered(lambda store: store.state == "live"):
            self.sudo()._find_for_store(store)._retry()

    # Buttons

    def action_fetch_orders(self):
        """Fetch the orders of all connected accounts now.

        :return: client action: a notification with the outcome
        """
        self.check_access("read")
        accounts = self.env["amazon.account"].search([("state", "=", "connected")])
        return accounts.action_sync_orders()._get_notification()

    @api.depends("sale_order_id.picking_ids")
    def _compute_picking_count(self):
        for order in self.sudo():
            order.picking_count = len(order.sale_order_id.picking_ids)

    def _get_named_refs(self):
        """:return: text: Amazon's numbers of the first of these orders; False without any"""
        named = self[:MOST_NAMED].mapped("amazon_ref")
        return ", ".join([*named, *["…"] * (len(self) > MOST_NAMED)]) or False

    def action_view_pickings(self):
        """Open the deliveries of the sales order."""
        self.ensure_one()
        return self.sale_order_id.action_view_delivery()

    def action_view_sale_order(self):
        self.ensure_one()
        return self.sale_order_id.get_formview_action()


def _naive(moment):
    """Odoo keeps times as naive UTC, to the second."""
    return moment.replace(tzinfo=None, microsecond=0) if moment else False
