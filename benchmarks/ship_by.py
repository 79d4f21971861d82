"""Seconds that the list of deliveries by deadline takes to open with 20,000 open ones.

The slowest way counts: as it opens, with each filter and each grouping.
"""

from .pages import measure_page
from .tools.results import Figure
from .tools.rows import copy_rows
from .tools.shop import Shop

ROWS = 20_000


def measure(shop: Shop, rows: int = ROWS) -> list[Figure]:
    shop.place_orders(1)
    shop.account.action_sync_orders()
    sale = shop.find_sales()
    shop.env.flush_all()
    _multiply(sale, rows)
    env = shop.env(user=shop.env.ref("base.user_admin").id, su=False)
    return [measure_page(env["amazon.ship.by"], offset=0)]


def _multiply(sale, rows: int) -> None:
    """Copies of a sales order with its Amazon order, delivery and moves."""
    env = sale.env
    sales = copy_rows(sale, rows, name="'SHIP' || number", client_order_ref="'SHIP-' || number")
    copy_rows(
        sale.amazon_order_ids,
        rows,
        amazon_ref="'SHIP-' || number",
        sale_order_id=f"{sales} + number",
        # From a day late to nine days ahead.
        ship_by="now() - interval '1 day' + mod(number, 240) * interval '1 hour'",
        is_prime="mod(number, 10) = 0",
    )
    pickings = copy_rows(
        sale.picking_ids, rows, name="'SHIP/' || number", sale_id=f"{sales} + number"
    )
    for move in sale.picking_ids.move_ids:
        state = "CASE WHEN mod(number, 20) = 0 THEN 'confirmed' ELSE 'assigned' END"
        copy_rows(move, rows, picking_id=f"{pickings} + number", state=state)
    env.cr.execute("ANALYZE")
    env.cr.commit()
