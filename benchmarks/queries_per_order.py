"""SQL queries that importing an order costs, by the size of the batch that it comes in.

Counted on the job's own cursor from fetch to commit; the baseline is the naive way.
"""

from .tools import naive
from .tools.results import Figure
from .tools.shop import Shop

SIZES = (1, 10, 50)


def measure(shop: Shop) -> list[Figure]:
    baseline = _count(shop, 10, lambda: naive.import_orders(shop.account, shop.since))
    costs = {size: _count(shop, size, shop.account.action_sync_orders) for size in SIZES}
    unit = "queries/order"
    return [
        Figure("queries_per_order", costs[max(SIZES)], unit, baseline),
        *(Figure(f"queries_per_order_batch_{size}", costs[size], unit, baseline) for size in SIZES),
    ]


def _count(shop: Shop, size: int, work) -> float:
    shop.place_orders(size)
    before = shop.env.cr.sql_log_count
    work()
    spent = shop.env.cr.sql_log_count - before
    shop.check(size)
    return spent / size
