"""The first import of a shop, and the order that comes after it: nothing grows with their number.

Processor time per order, PostgreSQL's too, and memory of each tenth of the import; then one order
more. ``first_import=20000`` measures as many as a big shop has.
"""

import gc
import time
from unittest.mock import patch

from .tools.cpu import read_backends
from .tools.results import Figure
from .tools.shop import Shop

ORDERS = 2000
PARTS = 10


def measure(shop: Shop, orders: int = ORDERS) -> list[Figure]:
    orders -= orders % PARTS
    alone = _measure_one_more(shop)
    shop.place_orders(orders)
    parts = _Parts(orders // PARTS)
    with parts.watch(shop):
        # Amazon's quota is not what is measured: a run that it ends goes on with a full one.
        while shop.account.action_sync_orders().state != "done":
            shop.refill_quota()
    shop.check(orders)
    early, late = parts.milliseconds[1:3], parts.milliseconds[-2:]
    afterwards = _measure_one_more(shop)
    for number, (spent, memory) in enumerate(zip(parts.milliseconds, parts.memory, strict=True), 1):
        print(f"   part {number}: {spent:.1f} ms/order, {memory:.0f} MB", flush=True)
    return [
        Figure("first_import_last_orders", sum(late) / 2, "ms/order", sum(early) / 2),
        Figure("first_import_memory", parts.memory[-1], "MB", parts.memory[1]),
        Figure("order_after_first_import", afterwards, "ms", alone),
    ]


class _Parts:
    """Time and memory of an import, part by part."""

    def __init__(self, size: int) -> None:
        self.milliseconds: list[float] = []
        self.memory: list[float] = []
        self._size = size

    def watch(self, shop: Shop):
        """A context manager in which the processed orders are counted, batch by batch."""
        Operation = type(shop.env["amazon.operation"])
        checkpoint = Operation._checkpoint
        done, start = 0, time.process_time() + read_backends(shop.env.cr)

        def counting(operation, processed=0):
            nonlocal done, start
            done += processed
            if done >= self._size:
                now = time.process_time() + read_backends(operation.env.cr)
                self.milliseconds.append(1000 * (now - start) / done)
                self.memory.append(_read_memory())
                done, start = 0, now
            return checkpoint(operation, processed)

        return patch.object(Operation, "_checkpoint", counting)


def _measure_one_more(shop: Shop) -> float:
    """Milliseconds that a run with one new order takes; the best of three."""
    spent = []
    for _round in range(3):
        shop.place_orders(1)
        gc.collect()
        start = time.perf_counter()
        shop.account.action_sync_orders()
        spent.append(1000 * (time.perf_counter() - start))
    return min(spent)


def _read_memory() -> float:
    """Megabytes that this process has in memory now."""
    with open("/proc/self/status") as file:
        for line in file:
            if line.startswith("VmRSS:"):
                return int(line.split()[1]) / 1024
    return 0.0
