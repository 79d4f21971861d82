"""Orders per second: fetch, create with customer and lines, confirm, reserve, commit.

FBM orders of the US with 1 to 3 lines of 50 products in stock, each of a new buyer; with one
worker and with two. The baseline of two workers is the naive way in two processes, each with
half of the orders.
"""

from .tools import naive
from .tools.results import Figure, compare, seconds
from .tools.shop import Shop
from .tools.workers import Workers

ORDERS = 100
UNIT = "orders/s"


def measure(shop: Shop) -> list[Figure]:
    one = compare(
        "orders_create_confirm",
        UNIT,
        lambda: _measure_once(shop, shop.account.action_sync_orders),
        lambda: _measure_once(shop, lambda: naive.import_orders(shop.account, shop.since)),
    )
    with Workers(2) as workers:
        two = compare(
            "orders_create_confirm_two_workers",
            UNIT,
            lambda: _measure_once(shop, lambda: _fetch_and_share(shop, workers)),
            lambda: _measure_once(shop, lambda: workers.run("naive", shop.account, shop.since)),
        )
    return [one, two]


def _measure_once(shop: Shop, work) -> float:
    shop.place_orders(ORDERS)
    spent = seconds(work)
    shop.env.cr.commit()
    shop.check(ORDERS)
    return ORDERS / spent


def _fetch_and_share(shop: Shop, workers: Workers) -> None:
    """One process fetches, as its lane does; two process what has arrived."""
    shop.fetch_orders()
    workers.run("connector", shop.account, shop.since)
