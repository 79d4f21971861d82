"""`empty`: one seller in North America who sells nothing yet."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ..world import World

SELLER = "SELLER1"
MARKETPLACES = ["US", "CA", "MX"]


def build(world: "World") -> None:
    """Open the account of SELLER1."""
    world.sellers.add(SELLER, "NA", MARKETPLACES)
