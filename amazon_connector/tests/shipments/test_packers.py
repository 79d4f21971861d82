"""Packers validate deliveries beside busy lanes: each label is bought once, and nobody waits long.

Real processes and real transactions. The carrier counts its labels outside any transaction, as a
real one does: what it has sold stays sold, whatever Odoo takes back. ``AMAZON_CONNECTOR_PACKING``
names the number of deliveries; ``./dev/prove`` runs the campaign in full.
"""

import json
import os
import sys
import tempfile
from collections import Counter
from pathlib import Path
from unittest import skipUnless

from odoo.tests import tagged

from ..workers import LINE_UP, TEMPLATE, WorkersCase

PACKERS = 4
DELIVERIES = int(os.environ.get("AMAZON_CONNECTOR_PACKING", "40"))
SKUS = 5

IMPORT = """
env["amazon.schedule"]._cron_lane("amazon.order")
env["amazon.order"]._cron_process()
product = env["product.product"].create({"name": "Label", "type": "service"})
carrier = env["delivery.carrier"].create({
    "name": "Label Carrier", "product_id": product.id, "delivery_type": "fixed",
    "integration_level": "rate_and_ship", "invoice_policy": "real",
})
sales = env["sale.order"].search([("client_order_ref", "in", %(refs)r)])
sales.picking_ids.carrier_id = carrier
env.cr.commit()
"""
PACKER = """
import json, os, time
from functools import partial
from unittest.mock import patch
from odoo.addons.amazon_connector.models.sync.races import expected_races
from odoo.service.model import retrying


def sell(carrier, pickings):
    number = os.urandom(6).hex()
    with open(os.path.join(%(place)r, "labels"), "a") as labels:
        labels.write(f"{pickings.id}\\n")
    time.sleep(0.1)  # The carrier takes its time to answer.
    return [{"exact_price": 4.0, "tracking_number": f"1Z{number}"}]


Carrier = type(env["delivery.carrier"])
carrier = env["delivery.carrier"].search([("name", "=", "Label Carrier")])
pickings = env["stock.picking"].search([("carrier_id", "=", carrier.id)], order="id")
waits = []
# Pickers race for quants as they do without the connector; each race is lost before the label.
with (
    expected_races(),
    patch.object(Carrier, "send_shipping", sell),
    patch.object(Carrier, "_buys_labels", lambda carrier: carrier.name == "Label Carrier"),
):
    for picking in pickings[%(number)s::%(packers)s]:
        clicked = time.monotonic()
        retrying(picking.with_context(skip_sms=True).button_validate, env)
        waits.append(time.monotonic() - clicked)
with open(os.path.join(%(place)r, "waits"), "a") as file:
    file.write(json.dumps(waits) + "\\n")
"""
LANE = """
import os
from odoo.addons.amazon_connector.models.sync.races import expected_races
from odoo.service.model import retrying

with expected_races():
    while not os.path.exists(os.path.join(%(place)r, "stop")):
        rows = env["amazon.schedule"].search([("model_name", "=", %(kind)r)])
        retrying(lambda: rows.write({"next_run": "2020-01-01"}), env)
        env["amazon.schedule"]._cron_lane(%(kind)r)
        env.cr.commit()
"""
UNTOLD = """
    SELECT p.name, p.state, p.carrier_tracking_ref, count(s.id), min(s.tracking_ref)
      FROM stock_picking p JOIN delivery_carrier c ON c.id = p.carrier_id
      LEFT JOIN amazon_shipment s ON s.picking_id = p.id
     WHERE c.integration_level = 'rate_and_ship'
     GROUP BY p.id HAVING p.state != 'done' OR count(s.id) != 1
        OR min(s.tracking_ref) IS DISTINCT FROM p.carrier_tracking_ref
"""


@tagged("post_install", "-at_install")
@skipUnless(TEMPLATE, "needs a prepared database to copy (AMAZON_CONNECTOR_TEMPLATE)")
class TestPackers(WorkersCase):
    order_count = 30

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        place = tempfile.TemporaryDirectory()
        cls.addClassCleanup(place.cleanup)
        cls.place = place.name

    def test_four_packers_beside_three_busy_lanes_buy_each_label_once(self):
        skus = [entry["sku"] for entry in self.amazon.catalogue()[:SKUS]]
        refs = [
            self.amazon.place_order(sku=skus[number % len(skus)]) for number in range(DELIVERIES)
        ]
        self.work(IMPORT % {"refs": refs})

        ready = "SELECT p.state, count(*) FROM stock_picking p JOIN delivery_carrier c"
        ready += " ON c.id = p.carrier_id AND c.integration_level = 'rate_and_ship' GROUP BY 1"
        self.assertEqual(self.query(ready), [("assigned", DELIVERIES)])

        self.pack_beside_lanes(refs)

        labels = Counter((Path(self.place) / "labels").read_text().split())
        self.assertEqual([picking for picking, sold in labels.items() if sold > 1], [])
        self.assertEqual(len(labels), DELIVERIES)
        self.assertEqual(self.query(UNTOLD), [])
        waits = sorted(self.read_waits())
        self.assertEqual(len(waits), DELIVERIES)
        # What pytest shows with -rP, as ./dev/prove asks for.
        sys.stdout.write(
            f"{DELIVERIES} deliveries, {sum(labels.values())} labels; a packer waited "
            f"{waits[len(waits) // 2]:.2f} s (median), {waits[-1]:.2f} s (longest)\n"
        )

    def pack_beside_lanes(self, refs):
        """All packers start as one; Amazon's news keep the lanes busy until the last is done."""
        kinds = ("amazon.order", "amazon.shipment", "amazon.submission")
        with self.starting_line() as line_up:
            packers = [
                self.start(
                    LINE_UP + PACKER % {"place": self.place, "number": number, "packers": PACKERS}
                )
                for number in range(PACKERS)
            ]
            lanes = [self.start(LANE % {"place": self.place, "kind": kind}) for kind in kinds]
            line_up(packers)
        try:
            for number in range(100_000):
                if all(packer.poll() is not None for packer in packers):
                    break
                self.amazon.touch_order(refs[number % len(refs)])
            for packer in packers:
                self.finish(packer)
        finally:
            (Path(self.place) / "stop").touch()
            for lane in lanes:
                self.finish(lane)

    def read_waits(self):
        """How long each validation took, from click to commit, in seconds."""
        lines = (Path(self.place) / "waits").read_text().splitlines()
        return [wait for line in lines for wait in json.loads(line)]
