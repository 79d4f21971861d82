"""Jobs of an account: the same entry points serve crons, buttons, tests and scripts."""

from odoo import models


class AmazonAccount(models.Model):
    _inherit = "amazon.account"

    def action_sync_orders(self):
        """Fetch what changed at Amazon since the last run and make Odoo documents of it."""
        return self.env["amazon.schedule"]._run_now("amazon.order", self)

    def action_push_shipments(self):
        """Confirm now what done deliveries have waiting (Update Dispatched Orders)."""
        self.check_access("read")
        return self.env["amazon.shipment"]._find_waiting(self.store_ids)._push_now(self)

    def action_push_cancellations(self):
        """Tell Amazon which orders are not shipped, and read what became of those told before."""
        return self.env["amazon.schedule"]._run_now("amazon.cancellation", self)
