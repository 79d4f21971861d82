"""A whole shop is taken over: two schemes, orders on both sides of the switch, none twice or lost.

Of the orders, 60 % are sales orders of another connector; a third of the rest was placed before the
switch. ``./dev/prove takeover`` does it with 5,000 orders.
"""

import logging
import os
import time
from contextlib import contextmanager
from datetime import timedelta

from odoo import fields
from odoo.tests import tagged
from odoo.tools import split_every

from .foreign import SCHEMES, ForeignCommon

ORDERS = int(os.environ.get("AMAZON_CONNECTOR_TAKEOVER", "60"))
TOGETHER = 200

_logger = logging.getLogger(__name__)


@tagged("post_install", "-at_install")
class TestWholeTakeover(ForeignCommon):
    def test_a_shop_is_taken_over_without_an_order_twice_or_missing(self):
        self._put_in_stock(self.mug, ORDERS)
        self.live_with_another_connector()
        self.run_side_by_side()
        self.switch()

        refs = self.old + self.lost + self.new
        self.assertFalse(self.doubled(refs))
        self.assertEqual(self.takeover.adopted_count, len(self.old))
        sales = self.env["sale.order"].browse([self.sale(ref).id for ref in self.old])
        self.assertEqual(sales, self.sales)
        self.assertEqual((sales.picking_ids, sales.invoice_ids), (self.pickings, self.invoices))
        self.assertFalse(self.writes(), "nothing had to be told")
        self.takeover.action_compare()
        self.work_off()
        self.assertEqual(self.takeover.compared_count, len(refs))
        self.assertFalse(self.takeover.difference_ids)

    def live_with_another_connector(self):
        """Half of its sales orders are delivered and invoiced; some orders it has left out."""
        made = ORDERS * 6 // 10
        half = made // 2
        self.old = self.place(made, minutes_ago=600, shipped=half)
        self.lost = self.place((ORDERS - made) // 3, minutes_ago=500)
        self.sales = self.env["sale.order"]
        for scheme, refs in zip(SCHEMES, (self.old[:half], self.old[half:]), strict=True):
            for part in split_every(TOGETHER, refs):
                delivered = part if scheme == SCHEMES[0] else ()
                self.sales |= self.import_elsewhere(part, scheme, deliver=delivered)
        self.invoices = self.sales[:half]._create_invoices()
        self.pickings = self.sales.picking_ids
        self.assertEqual(set(self.sales[:half].mapped("delivery_status")), {"full"})

    def run_side_by_side(self):
        """Both names are recognized, what is missing is listed, and nothing happens."""
        with self.timed("recognizing and comparing"):
            self.takeover = self.start()
            self.work_off()
        chosen = self.takeover.scheme_ids.filtered("is_chosen")
        self.assertEqual(
            {(scheme.field_name, scheme.prefix, scheme.suffix) for scheme in chosen},
            {("client_order_ref", "Shop/", "/US"), ("origin", "MKT-", "")},
        )
        self.assertEqual(sum(chosen.mapped("sale_count")), len(self.old))
        self.assertEqual(self.takeover.compared_count, len(self.old + self.lost))
        differences = self.takeover.difference_ids
        self.assertEqual(set(differences.mapped("kind")), {"missing"})
        self.assertEqual(sorted(differences.mapped("amazon_ref")), sorted(self.lost))
        self.assertFalse(self.env["amazon.order"].search([("account_id", "=", self.account.id)]))
        self.assertFalse(self.writes())

    def switch(self):
        """At a moment of half an hour ago, with orders placed since."""
        self.new = self.place(ORDERS - len(self.old + self.lost), minutes_ago=1)
        self.takeover.switch_at = fields.Datetime.now() - timedelta(minutes=30)
        self.run_job()
        self.assertEqual((self.takeover.state, self.store.state), ("switched", "live"))
        self.assertFalse(self.writes())
        with self.timed("adopting and importing"):
            self.work_off()
        documents = self.env["amazon.order"].search([("account_id", "=", self.account.id)])
        self.assertEqual(set(documents.mapped("state")), {"done"})
        self.assertEqual(len(documents.filtered("is_taken_over")), len(self.old))

    def work_off(self):
        """Both jobs until nothing is left to do; what Amazon's quota allows is there at once."""
        for job in (self.run_job, self.sync_orders):
            while job().state in ("partial", "postponed"):
                self.env["amazon.rate.bucket"].search([]).unlink()

    @contextmanager
    def timed(self, what):
        """Say how long something took, for ``./dev/prove``."""
        started = time.monotonic()
        yield
        _logger.info("%s %s orders: %.1f s", what, ORDERS, time.monotonic() - started)
