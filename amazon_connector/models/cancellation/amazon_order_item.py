"""Units of an item that Amazon cancels although they were delivered or invoiced already."""

from odoo import fields, models


class AmazonOrderItem(models.Model):
    _inherit = "amazon.order.item"

    excess_quantity = fields.Integer(
        string="Too Many",
        readonly=True,
        help="Units delivered or invoiced here beyond what Amazon still has ordered.",
    )

    def _notice_excess(self):
        """Compare what was delivered and invoiced with what Amazon still wants; tell a person."""
        for item in self.filtered("sale_line_id"):
            line = item.sale_line_id
            excess = int(max(line.qty_delivered, line.qty_invoiced)) - item.quantity_ordered
            excess = max(excess, 0)
            if excess > item.excess_quantity:
                self.env["amazon.operation"]._tell_person(
                    item.order_id,
                    self.env._("Units cancelled at Amazon after delivery or invoice"),
                    self.env._(
                        "%(count)s of %(sku)s in %(sale)s are cancelled at Amazon, but delivered "
                        "or invoiced. Take them in as a return; credit what is invoiced.",
                        count=excess,
                        sku=item.seller_sku,
                        sale=line.order_id.name,
                    ),
                )
            if excess != item.excess_quantity:
                item.excess_quantity = excess
