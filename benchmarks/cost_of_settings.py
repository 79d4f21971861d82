"""What customers, taxes, confirmation and shipments cost per order, switched on one by one.

Processor time of this process and SQL queries, each beside the step before it. Sending a shipment
is left out: Amazon takes two a second, whatever is done here.
"""

import time
from collections.abc import Callable

from .tools.results import Figure
from .tools.shop import Shop

ORDERS = 100
TAX_KINDS = ("default", "charges", "tax_free", "collected")


def measure(shop: Shop) -> list[Figure]:
    _be_bare(shop)
    _import(shop)  # fills caches and is not counted
    figures, before = [], _import(shop)
    for name, switch_on in (
        ("customers", _make_customers),
        ("taxes", _import_taxes),
        ("confirmation", _confirm),
    ):
        switch_on(shop)
        after = _import(shop)
        figures += _compare(name, after, before)
        before = after
    _deliver(shop, told=True)  # not counted either
    silent, told = _deliver(shop, told=False), _deliver(shop, told=True)
    return figures + _compare("shipments", told, silent)


def _compare(name: str, after: tuple[float, float], before: tuple[float, float]) -> list[Figure]:
    return [
        Figure(f"with_{name}_{what}", value, f"{unit}/order", baseline)
        for what, unit, value, baseline in zip(
            ("time", "queries"), ("ms", "queries"), after, before, strict=True
        )
    ]


# Settings, from as little as can be to all


def _be_bare(shop: Shop) -> None:
    """Quotations of one customer, without taxes."""
    customer = shop.env["res.partner"].create({"name": "Amazon customer"})
    shop.store.write(
        {
            "customer_policy": "fixed",
            "customer_id": customer.id,
            "keep_addresses": False,
            "tax_mode": "ignore",
        }
    )
    _set_target(shop, "quotation")


def _make_customers(shop: Shop) -> None:
    """A customer with his delivery address for each buyer."""
    policy = shop.store._fields["customer_policy"].default(shop.store)
    shop.store.write({"customer_policy": policy, "keep_addresses": True})


def _import_taxes(shop: Shop) -> None:
    """Amazon's tax amounts to the cent."""
    tax = shop.env["account.tax"].create(
        {"name": "Sales tax at Amazon", "amount": 0, "type_tax_use": "sale"}
    )
    shop.env["amazon.tax.map"].create(
        [{"store_id": shop.store.id, "kind": kind, "tax_id": tax.id} for kind in TAX_KINDS]
    )
    shop.store.tax_mode = "import"


def _confirm(shop: Shop) -> None:
    """Confirmed sales orders, whose deliveries are reserved."""
    _set_target(shop, "confirmed")


def _set_target(shop: Shop, target: str) -> None:
    shop.store.status_map_ids.filtered(
        lambda line: (line.fulfilled_by, line.status) == ("MERCHANT", "UNSHIPPED")
    ).target = target


# Measuring


def _import(shop: Shop) -> tuple[float, float]:
    shop.place_orders(ORDERS)
    cost = _spend(shop, shop.account.action_sync_orders)
    if len(shop.find_sales()) != ORDERS:
        raise AssertionError(f"{len(shop.find_sales())} of {ORDERS} orders were imported")
    return cost


def _deliver(shop: Shop, *, told: bool) -> tuple[float, float]:
    """Validate all deliveries, with or without writing down what Amazon is to be told."""
    shop.store.push_shipments = told
    shop.place_orders(ORDERS)
    shop.account.action_sync_orders()
    pickings = shop.find_sales().with_env(shop.account._work_env().env).picking_ids
    pickings.carrier_tracking_ref = "1Z999"
    cost = _spend(shop, pickings.button_validate)
    shop.env.cr.commit()
    shipments = len(pickings.amazon_shipment_ids)
    if shipments != (ORDERS if told else 0):
        raise AssertionError(f"{shipments} shipments of {ORDERS} orders")
    return cost


def _spend(shop: Shop, work: Callable[[], object]) -> tuple[float, float]:
    """:return: milliseconds of processor time and queries per order"""
    queries, start = shop.env.cr.sql_log_count, time.process_time()
    work()
    spent = time.process_time() - start
    return 1000 * spent / ORDERS, (shop.env.cr.sql_log_count - queries) / ORDERS
