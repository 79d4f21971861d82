"""Invoices per second, created and posted: the store's job against Odoo's own button.

The button is pressed on all orders at once, as a person does who selects them in the list. That is
already three times as fast as one by one, which is the naive way of ``orders_whole_chain``.
"""

from .tools.results import Figure, compare, seconds
from .tools.shop import Shop

ORDERS = 100


def measure(shop: Shop) -> list[Figure]:
    shop.store.write({"invoicing": "posted", "invoice_from": shop.since.replace(tzinfo=None)})
    return [
        compare(
            "invoices_in_batches",
            "invoices/s",
            lambda: _measure_once(shop, lambda _sales: shop.store.action_create_invoices()),
            lambda: _measure_once(shop, _press_button),
        )
    ]


def _measure_once(shop: Shop, work) -> float:
    shop.place_orders(ORDERS)
    shop.account.action_sync_orders()
    shop.find_sales().picking_ids.button_validate()
    shop.env.cr.commit()
    shop.env.invalidate_all()
    spent = seconds(lambda: work(shop.find_sales()))
    invoices = shop.check(ORDERS, "done").invoice_ids
    if len(invoices) != ORDERS or set(invoices.mapped("state")) != {"posted"}:
        raise AssertionError(f"{len(invoices)} invoices of {ORDERS} orders")
    return ORDERS / spent


def _press_button(sales) -> None:
    sales._create_invoices(grouped=True).action_post()
    sales.env.cr.commit()
