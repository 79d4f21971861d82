"""`first_order`: a seller in the United States, three listings, one order to ship."""

from ..trading.offering import NewListing, offer
from ..trading.placement import place
from ..trading.wishes import NewOrder
from ..world import World
from . import empty
from .catalogue import PRODUCTS

_SKUS = ("MUG-WHITE-350", "LAMP-DESK-OAK", "CABLE-USBC-1M")


def build(world: World) -> None:
    """Offer two products of the seller's own stock and one of Amazon's; sell two mugs."""
    empty.build(world)
    for product in PRODUCTS:
        if product.sku in _SKUS:
            wish = NewListing(
                sku=product.sku,
                title=product.title,
                price=product.price,
                quantity=25,
                channel="AMAZON" if product.by_amazon else "DEFAULT",
                weight=product.weight,
                barcode=product.barcode,
            )
            offer(world, wish)
    line = {"sku": "MUG-WHITE-350", "quantity": 2, "shipping": "5.99"}
    place(world, NewOrder(marketplace="US", lines=[line]))
