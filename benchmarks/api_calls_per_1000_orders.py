"""Calls of Amazon's reading operations that importing 1,000 new orders costs.

The baseline is computed: Orders v0 needs 10 ``getOrders`` of 100 orders each, and for every
order one ``getOrderItems``; buyer and address, which many connectors ask for apart, not counted.
"""

from .tools.results import Figure
from .tools.shop import Shop

ORDERS = 1000
ORDERS_V0_CALLS = ORDERS / 100 + ORDERS


def measure(shop: Shop) -> list[Figure]:
    shop.place_orders(ORDERS)
    shop.amazon.reset_calls()
    shop.account.action_sync_orders()
    shop.check(ORDERS)
    calls = shop.amazon.calls()
    print(f"   calls: {calls}", flush=True)
    reading = sum(number for operation, number in calls.items() if operation != "token")
    return [Figure("api_calls_per_1000_orders", reading, "calls", ORDERS_V0_CALLS)]
