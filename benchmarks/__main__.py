"""Measure all figures, or those named: ``python -m benchmarks [orders_create_confirm]...``."""

import sys
import time

from . import (
    api_calls_per_1000_orders,
    cost_of_settings,
    orders_create_confirm,
    orders_whole_chain,
    queries_per_order,
    results,
    stock_push,
)
from .shop import open_shop

SCRIPTS = (
    orders_create_confirm,
    orders_whole_chain,
    stock_push,
    api_calls_per_1000_orders,
    queries_per_order,
    cost_of_settings,
)


def main(wanted: list[str]) -> int:
    scripts = {script.__name__.rpartition(".")[2]: script for script in SCRIPTS}
    if unknown := set(wanted) - set(scripts):
        print(f"No such figure: {', '.join(unknown)}. There are: {', '.join(scripts)}.")
        return 2
    figures = []
    with open_shop() as shop:
        for name in wanted or scripts:
            start = time.monotonic()
            print(f"== {name}", flush=True)
            figures += scripts[name].measure(shop)
            print(f"   took {time.monotonic() - start:.0f} s", flush=True)
    results.write(figures)
    print()
    for figure in figures:
        print(figure)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
