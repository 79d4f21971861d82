"""A night's invoices by the job, while somebody posts by hand in the same journal.

None is left out and none fails, and nobody waits for a number longer than a second.
``invoices_in_a_night=10000`` is a whole night; fewer orders show the same wait sooner.
"""

import statistics
import time

from odoo.tools import split_every

from .tools.accountant import Accountant
from .tools.results import Figure, seconds
from .tools.shop import Shop

ORDERS = 1000
LONGEST_WAIT = 1.0  # seconds
# As many orders a second as make ten thousand in an hour.
SLOWEST = 10_000 / 3600
TOGETHER = 200
ALONE = 20  # seconds of posting by hand before the night begins


def measure(shop: Shop, orders: int = ORDERS) -> list[Figure]:
    shop.store.write({"invoicing": "posted", "invoice_from": shop.since.replace(tzinfo=None)})
    sales = _deliver(shop, orders)
    journal = shop.store._get_invoice_journal(sales.currency_id)
    shop.env.cr.commit()
    with Accountant(journal) as alone:
        time.sleep(ALONE)
    with Accountant(journal) as accountant:
        spent = seconds(lambda: _invoice(shop))
    shop.env.invalidate_all()
    invoices = sales.invoice_ids
    held = sales.filtered("amazon_invoice_hold")
    if len(invoices) != orders or set(invoices.mapped("state")) != {"posted"} or held:
        raise AssertionError(f"{len(invoices)} invoices of {orders} orders, {len(held)} on hold")
    if accountant.failed or not (accountant.waits and alone.waits):
        raise AssertionError(f"{accountant.failed} of {len(accountant.waits)} by hand failed")
    for when, person in (("alone", alone), ("beside the job", accountant)):
        waits = sorted(person.waits)
        print(
            f"   {when}: {len(waits)} by hand, {person.repeated} repeated; half of them within "
            f"{waits[len(waits) // 2]:.2f} s, the longest {waits[-1]:.2f} s",
            flush=True,
        )
    # Of a click, what the job adds to what Odoo and the machine need for it.
    longest = max(accountant.waits) - statistics.median(alone.waits)
    return [
        Figure("invoices_in_a_night", orders / spent, "invoices/s", SLOWEST),
        Figure("invoices_in_a_night_longest_wait", longest, "s", LONGEST_WAIT),
    ]


def _deliver(shop: Shop, orders: int):
    """Orders that have left the warehouse.

    :return: ``sale.order``
    """
    shop.place_orders(orders)
    while shop.account.action_sync_orders().state != "done":
        # Amazon's quota is not what is measured: a run that it ends goes on with a full one.
        shop.refill_quota()
    pickings = shop.check(orders).picking_ids
    for chunk in split_every(TOGETHER, pickings.ids, pickings.browse):
        chunk.button_validate()
        shop.env.cr.commit()
        shop.env.invalidate_all()
    return shop.check(orders, "done")


def _invoice(shop: Shop) -> None:
    """The job comes by until nothing is due: a run ends after some minutes."""
    while "partial" in shop.store.action_create_invoices().mapped("state"):
        shop.env.invalidate_all()
