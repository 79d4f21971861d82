"""Seconds that the dashboard and the list of what is to be done take, 50 stores, a million orders.

The rows are copies of a few real ones, made by SQL: orders of the last year in 50 stores, each
shipped one with its done delivery; of every 250 orders one is open and of every 1,000 one on hold.
"""

import time

from lxml import etree

from .pages import PAGE, read_fields
from .tools.results import Figure
from .tools.rows import copy_rows
from .tools.shop import Shop

ORDERS = 1_000_000
STORES = 50
MOST_SECONDS = 1.0


def measure(shop: Shop, orders: int = ORDERS) -> list[Figure]:
    start = time.perf_counter()
    _multiply(shop, orders)
    print(f"   {orders} orders made in {time.perf_counter() - start:.0f} s", flush=True)
    env = shop.env(user=shop.env.ref("base.user_admin").id, su=False)
    view = env.ref("amazon_connector.amazon_store_view_kanban_dashboard")
    cards = read_fields(env["amazon.store"], etree.fromstring(view.arch))
    rows = read_fields(
        env["amazon.todo"],
        etree.fromstring(env.ref("amazon_connector.amazon_todo_view_list").arch),
    )
    return [
        _time("dashboard", lambda: env["amazon.store"].web_search_read([], cards), env),
        _time("to_do", lambda: env["amazon.todo"].web_search_read([], rows, limit=PAGE), env),
    ]


def _time(name: str, work, env) -> Figure:
    work()  # A worker of Odoo has its caches filled.
    env.invalidate_all()
    start = time.perf_counter()
    work()
    return Figure(name, time.perf_counter() - start, "s", MOST_SECONDS)


def _multiply(shop: Shop, count: int) -> None:
    """Copies of a store, and of an order with its sales order, delivery and moves."""
    env = shop.env
    shop.place_orders(1)
    shop.account.action_sync_orders()
    sale = shop.find_sales()
    env.flush_all()
    accounts, stores = _open_stores(shop)
    own = f"1 + mod(number, {STORES})"
    sales = copy_rows(sale, count, name="'BOARD' || number", client_order_ref="'BOARD-' || number")
    copy_rows(
        sale.amazon_order_ids,
        count,
        amazon_ref="'BOARD-' || number",
        store_id=f"{stores} + {own}",
        account_id=f"{accounts} + {own}",
        sale_order_id=f"{sales} + number",
        # Of the last year, the newest first; what is open has to leave today, or is late.
        purchase_date=f"now() - number * interval '1 year' / {count}",
        ship_by="now() + (mod(number, 48) - 24) * interval '1 hour'",
        state="CASE WHEN mod(number, 1000) = 0 THEN 'held' ELSE 'done' END",
    )
    _deliver(sale, count, sales)
    env.cr.commit()
    env.cr.execute("ANALYZE")
    env.cr.commit()


def _open_stores(shop: Shop) -> tuple[int, int]:
    """:return: what to add to the number of a copy to get its account's id, and its store's"""
    accounts = copy_rows(
        shop.account, STORES, name="'Account ' || number", selling_partner_id="'S' || number"
    )
    stores = copy_rows(
        shop.store, STORES, name="'Store ' || number", account_id=f"{accounts} + number"
    )
    return accounts, stores


def _deliver(sale, count: int, sales: int) -> None:
    """Deliveries of the copies: nearly all are done."""
    done = "mod(number, 250) != 0"
    pickings = copy_rows(
        sale.picking_ids,
        count,
        name="'BOARD/' || number",
        sale_id=f"{sales} + number",
        state=f"CASE WHEN {done} THEN 'done' ELSE 'assigned' END",
        date_done=f"CASE WHEN {done} THEN now() - number * interval '1 year' / {count} END",
    )
    for move in sale.picking_ids.move_ids:
        state = f"CASE WHEN {done} THEN 'done' ELSE 'assigned' END"
        copy_rows(move, count, picking_id=f"{pickings} + number", state=state)
