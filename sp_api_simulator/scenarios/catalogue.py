"""The products that the scenarios sell: fixed, so that a demo can create their counterparts."""

from dataclasses import asdict, dataclass
from decimal import Decimal
from typing import Any

from ..trading.offering import NewListing, offer
from ..world import World

# GS1 keeps this prefix for examples: the barcodes belong to no real product.
_BARCODE_PREFIX = "952"


@dataclass(frozen=True)
class Product:
    """A product; `weight` in kilograms, `price` in US dollars, before tax."""

    sku: str
    title: str
    barcode: str
    weight: Decimal
    price: Decimal
    by_amazon: bool

    def price_in(self, currency: str) -> Decimal:
        """A round price in another currency, tax included where that is the custom."""
        factor = _FACTORS[currency]
        whole = int(self.price * factor)
        return Decimal(whole * 10) if currency == "JPY" else whole + Decimal("0.99")


# What a dollar costs elsewhere, roughly; yen are counted in tens.
_FACTORS = {
    "USD": Decimal(1),
    "CAD": Decimal("1.35"),
    "MXN": Decimal(19),
    "GBP": Decimal("0.95"),
    "EUR": Decimal("1.1"),
    "JPY": Decimal(15),
}

# SKU, title, weight in kilograms, price in dollars; `F` at the end: in Amazon's warehouses.
_ROWS = """
MUG-WHITE-350|Stoneware Mug, 350 ml, White|0.38|12.99|
MUG-BLUE-350|Stoneware Mug, 350 ml, Blue|0.38|12.99|
MUG-SET-4|Stoneware Mugs, Set of 4, Mixed Colours|1.60|39.99|
MUG-TRAVEL-450|Insulated Travel Mug, 450 ml, Steel|0.35|24.99|F
TEAPOT-GLASS-1L|Glass Teapot with Strainer, 1 l|0.62|29.99|
KETTLE-GOOSE-09|Gooseneck Kettle, 0.9 l, Matt Black|0.95|44.99|
PRESS-COFFEE-1L|French Coffee Press, 1 l|0.71|27.99|F
GRINDER-MANUAL|Manual Coffee Grinder, Ceramic Burr|0.54|34.99|
FILTER-PAPER-100|Coffee Filter Papers, Size 4, 100 pcs|0.16|6.99|F
COASTER-CORK-6|Cork Coasters, Round, Set of 6|0.12|9.99|
LAMP-DESK-OAK|Desk Lamp, Oak Base, Linen Shade|1.85|59.99|
LAMP-FLOOR-ARC|Arc Floor Lamp, Brushed Steel|6.40|129.99|
LAMP-NIGHT-MOON|Moon Night Light, 15 cm, Rechargeable|0.42|22.99|F
BULB-LED-E27-4|LED Bulbs E27, 8 W, Warm White, 4 pcs|0.24|14.99|F
BULB-LED-E14-4|LED Bulbs E14, 5 W, Warm White, 4 pcs|0.18|13.99|
STRIP-LED-5M|LED Light Strip, 5 m, Dimmable|0.46|25.99|
CANDLE-SOY-LAV|Soy Candle, Lavender, 220 g|0.48|17.99|
CANDLE-SOY-CIT|Soy Candle, Citrus, 220 g|0.48|17.99|
CABLE-USBC-1M|USB-C Cable, 1 m, Braided|0.05|8.99|F
CABLE-USBC-2M|USB-C Cable, 2 m, Braided|0.08|10.99|F
CABLE-HDMI-2M|HDMI 2.1 Cable, 2 m|0.14|12.99|
CABLE-LAN-5M|Network Cable Cat 6a, 5 m|0.21|9.99|
HUB-USBC-7|USB-C Hub, 7 Ports|0.17|39.99|F
CHARGER-65W|Wall Charger, 65 W, 3 Ports|0.19|36.99|
STAND-LAPTOP|Laptop Stand, Aluminium, Foldable|0.74|32.99|
STAND-PHONE-OAK|Phone Stand, Oak|0.21|15.99|
MOUSE-PAD-FELT|Desk Mat, Wool Felt, 80 x 30 cm|0.36|27.99|
NOTEBOOK-A5-DOT|Dotted Notebook, A5, 160 Pages|0.29|13.99|
NOTEBOOK-A5-SET3|Dotted Notebooks, A5, Set of 3|0.85|34.99|
PEN-GEL-BLK-12|Gel Pens, Black, 0.5 mm, 12 pcs|0.13|11.99|F
ORGANIZER-DESK|Desk Organizer, Bamboo|1.10|28.99|
TOWEL-BATH-2|Bath Towels, Organic Cotton, Set of 2|1.30|42.99|
TOWEL-KITCHEN-3|Kitchen Towels, Linen, Set of 3|0.31|21.99|
APRON-LINEN-GRY|Linen Apron, Grey|0.40|31.99|
BOARD-CHOP-ACACIA|Chopping Board, Acacia, 40 x 30 cm|1.75|33.99|
KNIFE-CHEF-20|Chef's Knife, 20 cm|0.27|54.99|
BOTTLE-STEEL-750|Steel Water Bottle, 750 ml|0.33|21.99|F
BOX-LUNCH-1200|Lunch Box, 1.2 l, Two Layers|0.41|19.99|
POT-PLANT-TERRA|Terracotta Plant Pot, 15 cm, with Saucer|0.98|16.99|
CLOCK-WALL-30|Wall Clock, 30 cm, Silent|0.79|35.99|
"""


def _barcode(number: int) -> str:
    """The EAN-13 of the number-th product, with its check digit."""
    digits = f"{_BARCODE_PREFIX}{number:09d}"
    total = sum(int(digit) * (3 if place % 2 else 1) for place, digit in enumerate(digits))
    return f"{digits}{-total % 10}"


def _product(number: int, row: str) -> Product:
    sku, title, weight, price, warehouse = row.split("|")
    return Product(sku, title, _barcode(number), Decimal(weight), Decimal(price), warehouse == "F")


PRODUCTS = tuple(
    _product(number, row) for number, row in enumerate(_ROWS.strip().splitlines(), start=1)
)


def offer_everything(world: World, marketplace_code: str, currency: str) -> None:
    """List every product on a marketplace, with stock and a lead time here and there."""
    random = world.ids.random
    for product in PRODUCTS:
        wish = NewListing(
            sku=product.sku,
            marketplace=marketplace_code,
            title=product.title,
            price=product.price_in(currency),
            quantity=random.randrange(40, 200),
            channel="AMAZON" if product.by_amazon else "DEFAULT",
            lead_time=None if product.by_amazon else random.choice((None, None, 1, 2)),
            weight=product.weight,
            barcode=product.barcode,
        )
        offer(world, wish)


def as_dicts() -> list[dict[str, Any]]:
    """The products in plain words, amounts as decimal texts."""
    return [
        asdict(product) | {"weight": str(product.weight), "price": str(product.price)}
        for product in PRODUCTS
    ]
