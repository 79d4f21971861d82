"""A day of six stores that sell the same mug: faults, kills, and sales while quantities travel.

Buyers buy what Amazon offers, everywhere. What is sold while Odoo does not know yet, or Amazon was
not told yet, may be more than there is: how much that was is said, and must lie within one such
delay. A run that nothing disturbs leaves every store with what is there, whatever came before.
``AMAZON_CONNECTOR_DAY`` names the number of orders; ``./dev/prove`` has 2,000.
"""

import os
import random
import sys
from dataclasses import dataclass, field
from unittest import skipUnless

from odoo.tests import tagged

from ..workers import TEMPLATE
from .six_stores import SKU, SixStoresCase

ORDERS = int(os.environ.get("AMAZON_CONNECTOR_DAY", "60"))
# The whole day has busier hours.
A_ROUND = 12 if ORDERS < 1000 else 40
DELIVERED = 30 if ORDERS < 1000 else 120
# Below so many, a delivery from the supplier comes in.
LOW = 4

# Orders come, other stores follow: the interval of no store has passed.
LANES = """
env["amazon.schedule"]._cron_lane("amazon.order")
env["amazon.order"]._cron_process()
env.cr.execute("UPDATE amazon_signal SET create_date = create_date - interval '1 minute'")
env.cr.commit()
env["amazon.schedule"]._cron_lane("amazon.submission")
env.cr.commit()
"""
DELIVERY = """
product = env["product.product"].search([("default_code", "=", {sku!r})])
warehouse = env["stock.warehouse"].search([], limit=1)
env["stock.quant"]._update_available_quantity(product, warehouse.lot_stock_id, {quantity})
env["stock.move"].search([
    ("product_id", "=", product.id), ("state", "in", ("confirmed", "partially_available")),
])._action_assign()
env.cr.commit()
"""
REPORTS = """
for store in env["amazon.store"].search([("push_stock", "=", True)]):
    store.action_sync_listings()
env.cr.commit()
"""
# What disturbs a run: kind of fault, operation, options.
FAULTS = (
    ("throttled", "patchListingsItem", {"count": 12}),
    ("server_error", "patchListingsItem", {"count": 1}),
    ("connection_reset", "patchListingsItem", {"count": 1, "after": True}),
    ("patch_not_applied", "patchListingsItem", {"count": 2}),
    ("unavailable_html", "searchOrders", {"count": 1}),
    ("kill", "patchListingsItem", {}),
    ("kill", "searchOrders", {}),
)


@dataclass
class Day:
    """What happened so far, as only the buyers and the warehouse know it together."""

    stock: int
    sold: int = 0
    oversold: int = 0
    since_in_step: int = 0
    windows: list = field(default_factory=list)

    @property
    def left(self):
        return self.stock - self.sold

    def sell(self, quantity):
        self.oversold += min(quantity, max(quantity - max(self.left, 0), 0))
        self.sold += quantity
        self.since_in_step += quantity

    def in_step(self):
        self.windows.append(self.since_in_step)
        self.since_in_step = 0


@tagged("post_install", "-at_install")
@skipUnless(TEMPLATE, "needs a prepared database to copy (AMAZON_CONNECTOR_TEMPLATE)")
class TestDay(SixStoresCase):
    stock = DELIVERED

    def test_at_the_end_of_a_day_every_store_offers_what_is_there(self):
        self.chance, self.day, orders, number = random.Random(7), Day(self.stock), 0, 0
        while orders < ORDERS:
            number += 1
            orders += self.buy(A_ROUND // 2)
            disturbance = None
            if number % 2 == 0:
                disturbance = FAULTS[number // 2 % len(FAULTS)]
                orders += self.run_disturbed(*disturbance)
            self.run_lanes()
            self.assert_in_step(f"round {number}, after {disturbance}")
            if self.day.left < LOW:
                self.receive_goods()
        sys.stdout.write(
            f"{orders} orders, {self.day.sold} units; {self.day.oversold} of them sold while the "
            f"news traveled, at most {max(self.day.windows)} units between two moments at which "
            "all stores were right\n"
        )
        self.assertGreater(self.day.oversold, 0, "Sales between report and push were provoked.")
        self.assert_odoo_knows_all()
        self.assertEqual(self.amazon.violations(), [])

    # What happens

    def buy(self, count):
        """Buyers buy what they are offered, wherever that is.

        :return: the number of orders
        """
        offered, orders = self.offered(), 0
        for _buyer in range(count):
            places = [place for place, units in offered.items() if units]
            if not places:
                break
            seller, country = place = self.chance.choice(places)
            quantity = min(self.chance.choice((1, 1, 1, 2, 3)), offered[place])
            self.amazon.place_order(
                sku=SKU, seller=seller, marketplace=country, quantity=quantity, unit_price="10.00"
            )
            offered[place] -= quantity
            self.day.sell(quantity)
            orders += 1
        return orders

    def run_lanes(self, *kinds):
        """A run of all lanes that nothing disturbs."""
        self.make_due("amazon.order", *kinds)
        self.do(LANES)

    def run_disturbed(self, kind, operation, options):
        """A run in which something goes wrong, or that is killed, while buyers go on buying.

        :return: the number of orders
        """
        self.make_due("amazon.order")
        if kind != "kill":
            self.amazon.fault(operation, kind, **options)
        self.amazon.fault(operation, "slow", count=3, seconds=0.4)
        before = self.amazon.calls().get(operation, 0)
        worker = self.start(LANES)
        self.wait_until(worker, lambda: self.amazon.calls().get(operation, 0) > before)
        orders = self.buy(A_ROUND // 2)
        if kind == "kill":
            worker.kill()
            self.let_amazon_answer(operation)
        else:
            self.finish(worker)
        self.amazon.clear_faults()
        if kind == "patch_not_applied":
            # What Amazon accepted and does not show is seen in its next report, and told again.
            self.run_lanes()
            self.do(REPORTS)
        # The interval of the stores passes: what was cut off is made up for, and a feed that took
        # the place of patches is done.
        self.amazon.advance(minutes=1)
        self.run_lanes("amazon.submission")
        return orders

    def receive_goods(self):
        self.do(DELIVERY.format(sku=SKU, quantity=DELIVERED))
        self.day.stock += DELIVERED
        self.run_lanes()
        self.assert_in_step("goods received")

    # What must hold

    def assert_in_step(self, when):
        """Undisturbed, every store offers what is there."""
        wanted = max(self.day.left, 0)
        self.assertEqual(self.offered(), dict.fromkeys(self.offered(), wanted), when)
        self.day.in_step()

    def assert_odoo_knows_all(self):
        units = self.query(
            "SELECT sum(i.quantity_ordered) FROM amazon_order o"
            " JOIN amazon_order_item i ON i.order_id = o.id WHERE o.state = 'done'"
        )
        self.assertEqual(units, [(self.day.sold,)])
        unfinished = "SELECT amazon_ref, state, reason FROM amazon_order WHERE state != 'done'"
        self.assertEqual(self.query(unfinished), [])
