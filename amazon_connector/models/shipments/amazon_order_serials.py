"""Lots and serial numbers (IMEI) that left with each Amazon order."""

from odoo import api, fields, models

HELP = "Lots and serial numbers that left with the goods, as the done deliveries have them."


class AmazonOrderItem(models.Model):
    _inherit = "amazon.order.item"

    serial_numbers = fields.Char(
        compute="_compute_serial_numbers",
        search="_search_serial_numbers",
        compute_sudo=True,
        help=HELP,
    )

    @api.depends("sale_line_id.move_ids.state", "sale_line_id.move_ids.move_line_ids.lot_id")
    def _compute_serial_numbers(self):
        for item in self:
            moves = item.sale_line_id.move_ids._filter_delivered()
            item.serial_numbers = ", ".join(moves.move_line_ids.lot_id.mapped("name")) or False

    @api.model
    def _search_serial_numbers(self, operator, value):
        """Items of which a delivered lot has such a name."""
        lines = (
            self.env["stock.move.line"]
            .sudo()
            .search(
                [
                    ("lot_id.name", operator, value),
                    ("state", "=", "done"),
                    ("location_dest_id.usage", "=", "customer"),
                ]
            )
        )
        return [("sale_line_id", "in", lines.move_id.sale_line_id.ids)]


class AmazonOrder(models.Model):
    _inherit = "amazon.order"

    has_serial_numbers = fields.Boolean(compute="_compute_has_serial_numbers", compute_sudo=True)

    @api.depends("item_ids.serial_numbers")
    def _compute_has_serial_numbers(self):
        for order in self:
            order.has_serial_numbers = any(order.item_ids.mapped("serial_numbers"))


class AmazonShipmentLine(models.Model):
    _inherit = "amazon.shipment.line"

    serial_numbers = fields.Char(compute="_compute_serial_numbers", compute_sudo=True, help=HELP)

    @api.depends("shipment_id.picking_id.move_line_ids.lot_id")
    def _compute_serial_numbers(self):
        for line in self:
            shipment = line.shipment_id
            lines = shipment.picking_id.move_line_ids.filtered(
                lambda own, line=line, shipment=shipment: (
                    own.move_id.sale_line_id == line.item_id.sale_line_id
                    and own.result_package_id == shipment.package_id
                )
            )
            line.serial_numbers = ", ".join(lines.lot_id.mapped("name")) or False
