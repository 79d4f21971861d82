"""How far the deliveries of imported orders go by themselves, as the store is set."""

from odoo import models

from ..sync.try_each import try_each

# Pick, pack, ship, and what a warehouse may have invented between them.
MOST_STEPS = 10


class AmazonOrder(models.Model):
    _inherit = "amazon.order"

    def _dispatch(self):
        """Reserve and validate the deliveries of orders that were confirmed just now.

        A delivery that lacks stock stays ready or waiting; one that fails waits alone, and a
        person is told.
        """
        own = self.filtered(
            lambda document: (
                document.fulfilled_by == "MERCHANT"
                and document.sale_order_id.state == "sale"
                and document.store_id.dispatch_mode != "manual"
            )
        )
        own._get_open_pickings()._reserve_for_amazon()
        own.filtered(lambda document: document.store_id.dispatch_mode == "ship")._ship_complete()

    def _get_open_pickings(self):
        """The transfers of these orders that are not done yet, all steps."""
        return self.sale_order_id.picking_ids.filtered(
            lambda picking: picking.state not in ("done", "cancel")
        )

    def _ship_complete(self):
        """Validate what is complete, step after step, until the goods have left."""
        troubled = self.env["stock.picking"]
        for _step in range(MOST_STEPS):
            pickings = self._get_open_pickings()._filter_complete() - troubled
            if not pickings:
                return
            failed = try_each(pickings, lambda ready: ready._validate_for_amazon())
            self._tell_undone(failed)
            troubled = troubled.union(*failed)

    def _tell_undone(self, failed):
        """Ask a person to see to deliveries that could not be done.

        :param failed: dict ``stock.picking`` → reason
        """
        for picking, reason in failed.items():
            document = self.filtered(
                lambda document, picking=picking: picking in document.sale_order_id.picking_ids
            )[:1]
            document._raise_trouble(
                f"delivery_undone:{picking.name}",
                picking=picking.name,
                reason=document._hide_buyer(reason),
            )
