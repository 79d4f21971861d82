"""Amazon orders of a day that share one sales order."""

from odoo import fields, models

from ...spapi.words import NOT_PAID
from ..sync.locking import touch_rows


class AmazonOrder(models.Model):
    _inherit = "amazon.order"

    sale_line_ids = fields.One2many("sale.order.line", "amazon_order_id", readonly=True)

    def _is_consolidated(self):
        """Whether the order shares, or will share, its sales order with others of its day."""
        if sale := self.sale_order_id:
            return bool(sale.amazon_day)
        # A day's sales order has one currency, and is booked when the day ends.
        is_its_own = self.status in NOT_PAID or self._is_foreign()
        return self.store_id.consolidation == "day" and not is_its_own

    def _add_to_daily_sales(self, orders):
        """Put the lines of new orders into the sales orders of the day, one call for each."""
        mapper, now = self._get_mapper(), fields.Datetime.now()
        parts = self.grouped(
            lambda doc: (
                doc.store_id,
                mapper._get_warehouse(doc, orders[doc]),
                doc.fulfilled_by,
                doc.store_id._choose_day(doc.purchase_date, now),
            )
        )
        for (store, *place), documents in parts.items():
            store._lock_day()
            sale = self.env["sale.order"]._get_or_create_daily_amazon(store, *place)
            # The new goods join the day's open transfers: a picker who closes one right now has
            # not seen them.
            touch_rows(
                sale.picking_ids.filtered(lambda picking: picking.state not in ("done", "cancel"))
            )
            self.env["sale.order.line"].create(
                [
                    dict(vals, order_id=sale.id)
                    for document in documents
                    for vals in mapper._prepare_sale_order_lines(document, orders[document])
                ]
            )
            documents.sale_order_id = sale
