"""Reads how many pieces of an item count: what was ordered, less what Amazon has cancelled."""

from typing import Any

from ..payload import Node

MOST_PIECES = 1_000_000


def parse_quantities(item: Node) -> dict[str, Any]:
    """Read the quantities of an element of ``orderItems``.

    ``quantityOrdered`` is what the customer ordered. Of an item that was cancelled, whole or in
    part, it may still be that: then what has left and what is to leave say what remains.
    """
    if item.value.get("quantityOrdered") is None:
        raise item.fail("quantityOrdered", "is missing")
    ordered = item.integer("quantityOrdered")
    if ordered > MOST_PIECES:
        raise item.fail("quantityOrdered", "is more than anyone orders")
    fulfillment = item.node("fulfillment")
    fulfilled = fulfillment.integer("quantityFulfilled")
    open_pieces = fulfillment.optional_integer("quantityUnfulfilled")
    if open_pieces is None:
        open_pieces = max(ordered - fulfilled, 0)
    elif item.node("cancellation").node("cancellationExecution"):
        ordered = min(ordered, fulfilled + open_pieces)
    return {
        "quantity_ordered": ordered,
        "quantity_fulfilled": fulfilled,
        "quantity_unfulfilled": open_pieces,
    }
