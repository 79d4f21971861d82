"""Orders per second from Amazon to the posted invoice: import, deliver, invoice, post.

The connector's way: its jobs import and invoice, deliveries are validated 50 at a time. The naive
way: each step for one order at a time, a commit each.
"""

from odoo.tools import split_every

from .tools import naive
from .tools.results import Figure, compare, seconds
from .tools.shop import Shop

ORDERS = 50
BATCH = 50


def measure(shop: Shop) -> list[Figure]:
    shop.store.write({"invoicing": "posted", "invoice_from": shop.since.replace(tzinfo=None)})
    return [
        compare(
            "orders_whole_chain",
            "orders/s",
            lambda: _measure_once(shop, _connector),
            lambda: _measure_once(shop, _naive),
        )
    ]


def _measure_once(shop: Shop, work) -> float:
    shop.place_orders(ORDERS)
    spent = seconds(lambda: work(shop))
    invoices = shop.check(ORDERS, "done").invoice_ids
    if len(invoices) != ORDERS or set(invoices.mapped("state")) != {"posted"}:
        raise AssertionError(f"{len(invoices)} invoices of {ORDERS} orders")
    return ORDERS / spent


def _connector(shop: Shop) -> None:
    shop.account.action_sync_orders()
    sales = shop.find_sales().with_env(shop.account._work_env().env)
    for batch in split_every(BATCH, sales.ids, sales.browse):
        batch.picking_ids.button_validate()
        shop.env.cr.commit()
    shop.store.action_create_invoices()


def _naive(shop: Shop) -> None:
    naive.import_orders(shop.account, shop.since)
    sales = shop.find_sales()
    naive.deliver(sales)
    naive.invoice(sales)
