"""Items of Amazon orders: how many pieces are on their way, and which lots and serials (IMEI)."""

from odoo import api, fields, models
from odoo.fields import Domain


class AmazonOrderItem(models.Model):
    _inherit = "amazon.order.item"

    serial_numbers = fields.Char(
        compute="_compute_serial_numbers",
        search="_search_serial_numbers",
        compute_sudo=True,
        help="Lots and serial numbers that left with the goods, as the done deliveries have them.",
    )

    @api.depends("sale_line_id.move_ids.state", "sale_line_id.move_ids.move_line_ids.lot_id")
    def _compute_serial_numbers(self):
        for item in self:
            moves = item.sale_line_id.move_ids._filter_delivered()
            item.serial_numbers = ", ".join(moves.move_line_ids.lot_id.mapped("name")) or False

    @api.model
    def _search_serial_numbers(self, operator, value):
        """Items of which a delivered lot has such a name.

        Odoo turns what it gets no answer for round, so that *is not* finds all other items, those
        without any serial number too.
        """
        if operator in Domain.NEGATIVE_OPERATORS:
            return NotImplemented
        delivered = [
            ("state", "=", "done"),
            ("location_dest_id.usage", "=", "customer"),
            ("move_id.origin_returned_move_id", "=", False),
        ]
        names, empty = value, False
        if operator == "in":
            # In this way Odoo asks for items without any.
            names, empty = [name for name in value if name], not all(value)
        Line = self.env["stock.move.line"].sudo()
        found = Line.search([*delivered, ("lot_id.name", operator, names)])
        domain = Domain("sale_line_id", "in", found.move_id.sale_line_id.ids)
        if empty:
            numbered = Line.search([*delivered, ("lot_id", "!=", False)])
            domain |= Domain("sale_line_id", "not in", numbered.move_id.sale_line_id.ids)
        return domain

    def _count_unconfirmed(self):
        """How many pieces of each item Amazon does not know yet to be on their way.

        :return: dict item → pieces
        """
        told = dict.fromkeys(self, 0)
        for line in self.env["amazon.shipment.line"].search([("item_id", "in", self.ids)]):
            told[line.item_id] += line._count_told()
        return {
            item: item.quantity_ordered - max(told[item], item.quantity_fulfilled) for item in self
        }
