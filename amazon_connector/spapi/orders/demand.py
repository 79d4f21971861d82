"""How much an order takes from stock, read from payloads too whose rest cannot be read."""

from collections.abc import Mapping
from typing import Any

from ..errors import UnreadablePayload
from ..payload import Node
from .quantities import parse_quantities


def parse_order_demand(payload: Mapping[str, Any]) -> tuple[tuple[str, int], ...]:
    """Read which seller SKUs an order still takes, and how many; what cannot be read is left out.

    :param payload: as of ``parse_order``
    :return: pairs of seller SKU and pieces that are not fulfilled yet; an item that stands twice
        counts once, with the larger number
    :raises UnreadablePayload: when it has no list of items
    """
    demand: dict[str, tuple[str, int]] = {}
    for item in _items(payload):
        try:
            key, sku, pieces = _read(item)
        except UnreadablePayload:
            continue
        demand[key] = max(demand.get(key, (sku, 0)), (sku, pieces), key=lambda pair: pair[1])
    return tuple(demand.values())


def _items(payload: object) -> list[Any]:
    items = Node.root(payload).value.get("orderItems")
    if not isinstance(items, list):
        raise UnreadablePayload("orderItems", "is not a list")
    return items


def _read(item: object) -> tuple[str, str, int]:
    """:return: (id of the item, seller SKU, pieces not fulfilled)"""
    node = Node.root(item)
    pieces = parse_quantities(node)
    sku = node.node("product").text("sellerSku").strip()
    open_pieces = max(pieces["quantity_ordered"] - pieces["quantity_fulfilled"], 0)
    return node.required_text("orderItemId"), sku, open_pieces
