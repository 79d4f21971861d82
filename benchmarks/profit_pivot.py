"""Seconds that the pivot of profit takes over a million rows of posted settlements.

Rows are copies, made by SQL, of those of one settlement that was read and posted. The slowest
counts: what the pivot asks for as it opens, by month, by product, and by store and month.
"""

import time

from .settlement_booked import open_books
from .tools.results import Figure
from .tools.rows import copy_rows
from .tools.settlement_file import write_report
from .tools.shop import Shop

ROWS = 1_000_000
ORDERS = 300
MOST_SECONDS = 1.0
GROUPINGS = (["date:month"], ["product_id"], ["store_id", "date:month"])


def measure(shop: Shop, count: int = ROWS) -> list[Figure]:
    _fill(shop, count)
    env = shop.env(user=shop.env.ref("base.user_admin").id, su=True)
    profit = env["amazon.profit"]
    measures = [
        f"{name}:sum" for name, field in profit._fields.items() if field.type == "monetary"
    ] + ["margin:avg", "__count"]
    spent = {}
    for grouping in GROUPINGS:
        for _round in range(2):  # A worker of Odoo has its caches filled.
            env.invalidate_all()
            start = time.perf_counter()
            profit.formatted_read_group([], grouping, measures)
            spent[", ".join(grouping)] = time.perf_counter() - start
    print("  ", ", ".join(f"{name} {value:.2f} s" for name, value in spent.items()), flush=True)
    return [Figure("profit_pivot", max(spent.values()), "s", MOST_SECONDS)]


def _fill(shop: Shop, count: int) -> None:
    open_books(shop)
    settlement = shop.env["amazon.settlement"].create_from_file(
        shop.account, "profit.txt", write_report(ORDERS, "9900000003")
    )
    settlement.action_process()
    shop.env.flush_all()
    lines = settlement.line_ids
    for line in lines:
        copy_rows(
            line,
            count // len(lines),
            # A year of days, all products of the shop in turn.
            number="t.number + 1000 * copy.number",
            posted_on="t.posted_on - mod(copy.number, 365)::integer",
            product_id="(ARRAY(SELECT id FROM product_product))[1 + mod(copy.number, 40)]",
        )
    shop.env.cr.execute("ANALYZE")
    shop.env.cr.commit()
    shop.store.accounting_mode = "per_order"
    shop.env.cr.commit()
