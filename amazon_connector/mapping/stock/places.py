"""Where stock counts for a store."""

from typing import NamedTuple


class Places(NamedTuple):
    """Locations as their ids.

    :param counted: what lies here is offered
    :param sources: what leaves from here may lie in a counted place: those, and all above them
    :param warehouses: ids of the ``stock.warehouse`` that they belong to
    """

    counted: tuple[int, ...]
    sources: tuple[int, ...]
    warehouses: tuple[int, ...]
