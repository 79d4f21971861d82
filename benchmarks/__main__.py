"""Measure all figures, or those named: ``python -m benchmarks [orders_create_confirm]...``.

Those that take a number of records take another with ``first_import=20000``.
"""

import sys
import time

from . import (
    api_calls_per_1000_orders,
    cost_of_settings,
    dashboard,
    fba_stock,
    first_import,
    invoices_in_a_night,
    invoices_in_batches,
    listings_link,
    listings_report,
    orders_create_confirm,
    orders_whole_chain,
    pages,
    products_from_amazon,
    profit_pivot,
    quantities_computed,
    queries_per_order,
    serial_share,
    settlement_booked,
    settlement_paid,
    ship_by,
    stock_push,
)
from .tools import results
from .tools.shop import open_shop

SCRIPTS = (
    orders_create_confirm,
    serial_share,
    orders_whole_chain,
    invoices_in_batches,
    invoices_in_a_night,
    settlement_booked,
    settlement_paid,
    stock_push,
    quantities_computed,
    listings_link,
    listings_report,
    products_from_amazon,
    fba_stock,
    api_calls_per_1000_orders,
    queries_per_order,
    cost_of_settings,
    first_import,
    # The last ones: they fill the database.
    profit_pivot,
    ship_by,
    pages,
    dashboard,
)


def main(wanted: list[str]) -> int:
    scripts = {script.__name__.rpartition(".")[2]: script for script in SCRIPTS}
    sizes = dict(argument.partition("=")[::2] for argument in wanted or scripts)
    if unknown := set(sizes) - set(scripts):
        print(f"No such figure: {', '.join(unknown)}. There are: {', '.join(scripts)}.")
        return 2
    figures = []
    with open_shop() as shop:
        for name, size in sizes.items():
            start = time.monotonic()
            print(f"== {name}", flush=True)
            figures += scripts[name].measure(shop, *([int(size)] if size else []))
            print(f"   took {time.monotonic() - start:.0f} s", flush=True)
    results.write(figures)
    print()
    for figure in figures:
        print(figure)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
