"""`empty`: one seller in North America who sells nothing yet."""

from ..world import World

SELLER = "SELLER1"
MARKETPLACES = ["US", "CA", "MX"]


def build(world: World) -> None:
    """Open the account of SELLER1."""
    world.sellers.add(SELLER, "NA", MARKETPLACES)
