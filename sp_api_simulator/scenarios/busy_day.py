"""`busy_day`: the last 24 hours of three sellers in the US, the UK, Germany and Japan."""

from ..basics.marketplaces import marketplace
from ..trading.placement import place
from ..trading.wishes import NewOrder
from ..world import World
from .catalogue import offer_everything
from .shopping import some_wish

SELLERS = {
    "SELLER1": ("NA", ["US", "CA", "MX"]),
    "SELLER2": ("EU", ["GB", "DE", "FR", "IT", "ES"]),
    "SELLER3": ("FE", ["JP"]),
}
_SHARES = {"US": 44, "GB": 20, "DE": 22, "JP": 14}
_MINUTES = 24 * 60
# The last order is old enough to be told by a search at once.
_FRESHEST = 3


def build(world: World, orders: int = 300) -> None:
    """List the whole catalogue on all four marketplaces and place the orders of a day.

    The same seed places the same orders; their times count back from now.
    """
    for seller_id, (region, codes) in SELLERS.items():
        world.sellers.add(seller_id, region, codes)
    for code in _SHARES:
        offer_everything(world, code, marketplace(code).currency)
    random = world.ids.random
    ages = sorted((random.uniform(_FRESHEST, _MINUTES) for _ in range(orders)), reverse=True)
    shipped: list[str] = []
    for age in ages:
        code = random.choices(list(_SHARES), list(_SHARES.values()))[0]
        wish = some_wish(random, marketplace(code)) | {"created_minutes_ago": age}
        order = place(world, NewOrder(**wish))
        if order.status == "SHIPPED" and code == "US":
            shipped.append(order.id)
        if order.status == "UNSHIPPED" and random.random() < 0.02:
            _ask_to_cancel(world, order.id)
    _add_special_cases(world, shipped)


def _ask_to_cancel(world: World, order_id: str) -> None:
    """A buyer has second thoughts, dated like the order itself."""
    order = world.orders.get(order_id)
    dated = order.updated
    world.orders.request_cancel(order, "ORDERED_BY_MISTAKE")
    order.updated = dated


def _add_special_cases(world: World, shipped: list[str]) -> None:
    """What is too rare to be left to chance: a free replacement, and a sale not by Amazon."""
    if shipped:
        line = {"sku": "MUG-BLUE-350", "quantity": 1, "unit_price": 0}
        place(world, NewOrder(lines=[line], replaces=shipped[0]))
    elsewhere = {"sku": "CABLE-USBC-1M", "quantity": 1}
    place(
        world,
        NewOrder(
            lines=[elsewhere],
            fulfilled_by="AMAZON",
            status="SHIPPED",
            channel_name="NON_AMAZON",
        ),
    )
