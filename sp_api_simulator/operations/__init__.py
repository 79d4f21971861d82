"""The operations of the Selling Partner API that the simulator answers, a file per API."""

from . import listings, orders, sellers, shipments
from .operation import Operation

OPERATIONS: tuple[Operation, ...] = (
    *orders.OPERATIONS,
    *shipments.OPERATIONS,
    *listings.OPERATIONS,
    *sellers.OPERATIONS,
)
