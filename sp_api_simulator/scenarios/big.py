"""`big`: any number of listings and of orders to ship, made fast, for measurements."""

from decimal import Decimal

from ..basics.marketplaces import REGIONS, Marketplace, marketplace
from ..trading.offering import NewListing, offer
from ..trading.placement import place
from ..trading.wishes import NewOrder
from ..world import World

_MINUTES = 24 * 60
_FRESHEST = 3


def build(
    world: World,
    orders: int = 1000,
    skus: int = 10_000,
    marketplaces: list[str] | None = None,
    most_lines: int = 3,
    quantity: int = 100,
) -> None:
    """SKU-00001, SKU-00002, … on every marketplace named (US), and unshipped FBM orders of them.

    Each marketplace's region has its own seller: SELLER1, SELLER2, … in the order of first use.
    """
    places = [marketplace(code) for code in marketplaces or ["US"]]
    regions = [region for region in REGIONS if any(place.region == region for place in places)]
    for number, region in enumerate(regions, start=1):
        codes = [place.code for place in places if place.region == region]
        world.sellers.add(f"SELLER{number}", region, codes)
    names = [f"SKU-{number:05d}" for number in range(1, skus + 1)]
    for place_of_sale in places:
        _offer(world, place_of_sale, names, quantity)
    random = world.ids.random
    for number in range(orders):
        age = _MINUTES - (_MINUTES - _FRESHEST) * number / max(orders - 1, 1)
        sold = random.sample(names, random.randint(1, min(most_lines, skus)))
        lines = [{"sku": name, "quantity": random.randint(1, 3)} for name in sold]
        code = places[number % len(places)].code
        place(world, NewOrder(marketplace=code, lines=lines, created_minutes_ago=age))


def _offer(world: World, place_of_sale: Marketplace, names: list[str], quantity: int) -> None:
    """List the SKUs at some price between 5 and 200 (in yen: 500 and 20,000)."""
    for name in names:
        price = Decimal(world.ids.random.randrange(500, 20_000))
        wish = NewListing(
            sku=name,
            marketplace=place_of_sale.code,
            title=f"Product {name}",
            price=price.scaleb(-place_of_sale.currency_decimals),
            quantity=quantity,
        )
        offer(world, wish)
