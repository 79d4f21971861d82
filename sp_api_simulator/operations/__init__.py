"""The operations of the Selling Partner API that the simulator answers, a file per API."""

from . import (
    catalog,
    fba_inventory,
    feeds,
    finances,
    fulfillment_returns,
    fulfillments,
    listings,
    orders,
    reports,
    sellers,
    shipments,
    transfers,
)
from .operation import Operation

# What is called besides: Login with Amazon, Seller Central, and the storage of documents.
ADDRESSES = ("token", "consent", "downloadDocument", "uploadDocument")

OPERATIONS: tuple[Operation, ...] = (
    *orders.OPERATIONS,
    *shipments.OPERATIONS,
    *listings.OPERATIONS,
    *reports.OPERATIONS,
    *feeds.OPERATIONS,
    *catalog.OPERATIONS,
    *fba_inventory.OPERATIONS,
    *sellers.OPERATIONS,
    *finances.OPERATIONS,
    *transfers.OPERATIONS,
    *fulfillments.OPERATIONS,
    *fulfillment_returns.OPERATIONS,
)
