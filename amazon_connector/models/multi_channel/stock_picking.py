"""Deliveries that Amazon ships for another channel."""

from odoo import api, fields, models
from odoo.exceptions import UserError

from ...context_keys import SHIPPED_ELSEWHERE
from ..delivery.stock_move import OVER


class StockPicking(models.Model):
    _inherit = "stock.picking"

    amazon_fulfillment_id = fields.Many2one(
        "amazon.fulfillment",
        copy=False,
        readonly=True,
        index="btree_not_null",
        ondelete="set null",
        groups="amazon_connector.group_user",
        help="Amazon ships this delivery from its own stock; it closes automatically.",
    )
    amazon_multi_channel_decided = fields.Boolean(
        copy=False,
        readonly=True,
        help="Amazon has given this delivery back: it is sent by the button alone.",
    )
    amazon_multi_channel_state = fields.Char(
        string="Shipped by Amazon",
        compute="_compute_amazon_multi_channel_state",
        compute_sudo=True,
        help="How far Amazon is with this delivery.",
    )
    amazon_may_send = fields.Boolean(
        compute="_compute_amazon_may_send",
        compute_sudo=True,
        help="The delivery can be sent to Amazon, which then ships it.",
    )

    @api.depends("amazon_fulfillment_id.state", "amazon_fulfillment_id.amazon_status")
    @api.depends_context("lang")
    def _compute_amazon_multi_channel_state(self):
        for picking in self:
            document = picking.amazon_fulfillment_id
            names = dict(document._fields["state"]._description_selection(self.env))
            words = (names.get(document.state), document.amazon_status_label, document.reason)
            picking.amazon_multi_channel_state = " – ".join(filter(None, words)) or False

    @api.depends("state", "amazon_fulfillment_id", "location_id", "sale_id")
    def _compute_amazon_may_send(self):
        for picking in self:
            picking.amazon_may_send = (
                picking.state not in ("draft", *OVER) and picking._is_for_multi_channel()
            )

    # Whose deliveries Amazon may ship

    def _get_amazon_multi_channel_warehouse(self):
        """:return: ``stock.warehouse`` that the goods leave from"""
        return self.location_id.warehouse_id or self.picking_type_id.warehouse_id

    def _get_amazon_multi_channel_store(self):
        """:return: ``amazon.store`` whose listings name the goods, or an empty one"""
        warehouse = self.sudo()._get_amazon_multi_channel_warehouse()
        store = warehouse.amazon_multi_channel_store_id
        if not warehouse.amazon_multi_channel:
            return store.browse()
        # The stores may have another FBA warehouse since: this one's goods are not at Amazon.
        return store & warehouse.with_context(active_test=False)._find_amazon_stores()

    def _is_for_multi_channel(self):
        """Whether Amazon may be asked to ship this delivery. A hook::

            def _is_for_multi_channel(self):
                return super()._is_for_multi_channel() and not self.is_hazardous

        :return: for goods on their way to a customer out of a warehouse that is switched on,
            which no Amazon order, no other fulfillment and no return has to do with
        """
        self.ensure_one()
        picking = self.sudo()
        if not picking._get_amazon_multi_channel_store():
            return False
        return (
            picking.picking_type_code == "outgoing"
            and picking.location_dest_id.usage == "customer"
            and not picking.amazon_fulfillment_id
            and not picking.return_id
            and not picking.sale_id.amazon_store_id
            and not picking._get_amazon_owner().documents
        )

    def _offer_to_amazon(self):
        """These deliveries have just been made: write down those that Amazon ships by itself."""
        offered = self.sudo().filtered(
            lambda picking: (
                not picking.amazon_multi_channel_decided
                and picking.state not in ("draft", *OVER)
                and picking._is_for_multi_channel()
                and picking._get_amazon_multi_channel_warehouse().amazon_multi_channel_by == "cron"
            )
        )
        if offered:
            self.env["amazon.fulfillment"].sudo()._write_down(offered)

    def _get_amazon_multi_channel_quantities(self):
        """:return: dict ``product.product`` → quantity in its unit, of all that has not left"""
        moves = self.move_ids.filtered(lambda move: move.state not in OVER and move.product_qty)
        return {
            product: sum(own.mapped("product_qty"))
            for product, own in moves.grouped("product_id").items()
        }

    # What Amazon ships is not shipped by hand, and closes by itself

    def _check_not_shipped_by_amazon(self):
        """:raises UserError: Amazon ships one of these deliveries: its goods would leave twice"""
        if self.env.context.get(SHIPPED_ELSEWHERE):
            return
        shipped = self.sudo().filtered(
            lambda picking: picking.amazon_fulfillment_id.state in ("pending", "sent", "failed")
        )
        if shipped:
            raise UserError(
                self.env._(
                    "Amazon ships %(deliveries)s, which close automatically once the goods have "
                    "left. To ship them yourself, cancel them at Amazon first.",
                    deliveries=", ".join(shipped.mapped("name")),
                )
            )

    def _label_for_multi_channel(self, store):
        """Note carrier and tracking numbers of Amazon's parcels, as far as they are known.

        :param store: ``amazon.store`` whose carrier map is asked
        """
        for picking in self:
            parcels = self.env["amazon.fulfillment.parcel"].search(
                ["|", ("picking_id", "=", picking.id), ("added_picking_ids", "=", picking.id)]
            )
            vals = {"carrier_tracking_ref": parcels._get_tracking()}
            refs = ",".join(filter(None, parcels.mapped("package_ref")))
            vals["amazon_parcel_refs"] = refs
            told = next(filter(None, parcels.mapped("carrier_name")), "")
            if told or not picking.carrier_id:
                vals["carrier_id"] = store._find_carrier(told).id
            changes = {
                name: value
                for name, value in vals.items()
                if value and self._fields[name].convert_to_write(picking[name], picking) != value
            }
            if changes:
                picking.write(changes)

    def _create_backorder_picking(self):
        backorder = super()._create_backorder_picking()
        own = self.sudo()
        if own.amazon_fulfillment_id or own.amazon_multi_channel_decided:
            backorder.sudo().write(
                {
                    "amazon_fulfillment_id": own.amazon_fulfillment_id.id,
                    "amazon_multi_channel_decided": own.amazon_multi_channel_decided,
                }
            )
        return backorder

    def action_cancel(self):
        result = super().action_cancel()
        # The lane notices by itself what was canceled; it is only woken.
        self.sudo().amazon_fulfillment_id.filtered(
            lambda document: document.state in ("pending", "sent")
        )._wake()
        return result

    # Buttons

    def action_send_to_amazon(self):
        """Ask Amazon how fast and for how much it would ship this delivery, and choose.

        :return: window action of ``amazon.fulfillment.send``
        """
        self.ensure_one()
        return self.env["amazon.fulfillment.send"]._open_for(self)

    def action_cancel_fulfillment(self):
        """Do not let Amazon ship this delivery.

        :return: client action: a notification
        """
        self.ensure_one()
        return self.amazon_fulfillment_id.action_cancel()._get_notification()

    def action_view_amazon_fulfillment(self):
        self.ensure_one()
        return self.amazon_fulfillment_id._open(self.amazon_fulfillment_id)
