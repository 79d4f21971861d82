"""Run in an Odoo shell: prints what the demo brought about; ends with 1 until all of it is there.

All of it: every order of the scenario that Amazon has, a confirmed shipment wherever there was
one to ship, and the quantities of the listings.
"""

import os
import sys

from sp_api_simulator.client import Amazon

env = globals()["env"]  # given by the shell


def main():
    """Print the counts; exit with 1 while something is missing."""
    amazon = Amazon(os.environ["SIMULATOR_URL"])
    orders = env["amazon.order"]
    by_state = dict(orders._read_group([], ["state"], ["__count"]))
    deliveries = env["stock.picking"].search([("sale_id.amazon_order_ids", "!=", False)])
    shipments = env["amazon.shipment"].search([("state", "in", ("sent", "confirmed"))])
    pushed = env["amazon.listing"].search_count([("pushed_at", "!=", False)])
    expected = len(amazon.orders())
    received = sum(by_state.values())
    lines = {
        f"orders at Amazon, {received} of them in Odoo": expected,
        f"made into sales orders, {by_state.get('ignored', 0)} not wanted (pending, cancelled, …), "
        f"{by_state.get('held', 0)} on hold, {by_state.get('failed', 0)} failed": by_state.get(
            "done", 0
        ),
        "deliveries": len(deliveries),
        "deliveries done": len(deliveries.filtered(lambda picking: picking.state == "done")),
        "shipments confirmed at Amazon": len(shipments),
        "quantities pushed": pushed,
    }
    for name, count in lines.items():
        print(f"{count:6} {name}")
    to_ship = orders.search_count([("fulfilled_by", "=", "MERCHANT"), ("state", "=", "done")])
    complete = received >= expected and not by_state.get("received")
    sys.exit(not (complete and (not to_ship or (shipments and pushed))))


main()
