"""How much of two workers' work only one can do at a time, and what they wait for.

Both process orders that one of them has fetched. While they do, PostgreSQL is asked every few
milliseconds who holds the queue of the reservation (``queue_up``) and who waits for which lock.
Once with 50 products and once with ten that all orders sell. Beside it, of the two cores: what
Odoo, PostgreSQL and the simulator use.
"""

import os
import threading
import time
from collections import Counter
from contextlib import contextmanager

import psycopg2

from .tools.cpu import read_backends, read_process
from .tools.results import Figure
from .tools.shop import PRODUCTS, Shop
from .tools.workers import Workers

ORDERS = 600
WORKERS = 2
FEW = 10
MOST = 15.0  # per cent
EVERY = 0.005
WAITS = """
    SELECT coalesce(wait_event_type, 'working'), coalesce(wait_event, ''), count(*)
      FROM pg_stat_activity
     WHERE datname = current_database() AND state = 'active' AND pid <> pg_backend_pid()
     GROUP BY 1, 2
"""
QUEUE = """
    SELECT count(*) FILTER (WHERE granted), count(*) FILTER (WHERE NOT granted)
      FROM pg_locks JOIN pg_database ON pg_database.oid = pg_locks.database
     WHERE locktype = 'advisory' AND datname = current_database()
"""


def measure(shop: Shop, orders: int = ORDERS) -> list[Figure]:
    figures = []
    with Workers(WORKERS) as workers:
        _measure_once(shop, workers, PRODUCTS, 100)  # fills caches and is not counted
        for name, products in (("", PRODUCTS), ("_ten_products", FEW)):
            figures += _measure_once(shop, workers, products, orders, name)
    return figures


def _measure_once(shop: Shop, workers: Workers, products: int, orders: int, name="") -> list:
    shop.place_orders(orders, products)
    start = time.perf_counter()
    before = _read_cpu(shop, workers)
    shop.fetch_orders()
    fetched = time.perf_counter() - start
    with _watch() as (seen, locks):
        lost = workers.run("connector", shop.account, shop.since)
    spent = time.perf_counter() - start
    after = _read_cpu(shop, workers)
    shop.env.cr.commit()
    shop.check(orders)
    cores = {who: (after[who] - before[who]) / spent / os.cpu_count() * 100 for who in after}
    at_work = WORKERS * seen["samples"] - seen["waits in the queue"] - seen["waits elsewhere"]
    serial = 100 * (seen["holds the queue"] + seen["waits elsewhere"]) / at_work
    waiting = 100 * seen["waits in the queue"] / (WORKERS * seen["samples"])
    print(
        f"   {products} products: {orders / (spent - fetched):.1f} orders/s without the fetch, "
        f"{serial:.1f} % serial, {waiting:.1f} % of the time waiting for it, {lost} repeated"
    )
    print("   of the cores:", ", ".join(f"{who} {share:.0f} %" for who, share in cores.items()))
    print(f"   locks waited for: {dict(locks) or 'none'}", flush=True)
    return [
        Figure(f"serial_share{name}", serial, "% of the work", MOST),
        Figure(f"serial_share{name}_repeated", lost, "transactions", max(1, orders // 50)),
        *(
            Figure(f"cores{name}_{who}", share, "% of the cores", 100)
            for who, share in cores.items()
        ),
    ]


@contextmanager
def _watch():
    """Sample who holds and who waits while the block runs; gives counts, and the locks by kind."""
    seen, waited_for = Counter(), Counter()
    over = threading.Event()
    connection = psycopg2.connect(dbname=os.environ["AMAZON_CONNECTOR_DATABASE"])
    connection.autocommit = True

    def sample() -> None:
        with connection.cursor() as cr:
            while not over.wait(EVERY):
                cr.execute(QUEUE)
                held, waiting = cr.fetchone()
                cr.execute(WAITS)
                locks = {what: many for kind, what, many in cr.fetchall() if kind == "Lock"}
                seen["samples"] += 1
                seen["holds the queue"] += held
                seen["waits in the queue"] += waiting
                waited_for.update(locks)
                locks.pop("advisory", None)
                seen["waits elsewhere"] += sum(locks.values())

    watcher = threading.Thread(target=sample)
    watcher.start()
    try:
        yield seen, waited_for
    finally:
        over.set()
        watcher.join()
        connection.close()


def _read_cpu(shop: Shop, workers: Workers) -> dict[str, float]:
    """Seconds of processor time so far: of Odoo, of PostgreSQL for it, of the simulator."""
    backends = read_backends(shop.env.cr)
    shop.env.cr.commit()
    return {
        "Odoo": sum(map(read_process, [os.getpid(), *workers.pids])),
        "PostgreSQL": backends,
        "the simulator": read_process(shop.amazon_pid),
    }
