"""Reads the packages that a seller confirmed for an order."""

from ..payload import Node
from .values import Package, PackageItem


def parse_package(node: Node) -> Package:
    """Read an element of ``packages``."""
    status = node.node("packageStatus")
    return Package(
        reference=node.required_text("packageReferenceId"),
        status=status.word("status"),
        detailed_status=status.word("detailedStatus"),
        carrier=node.text("carrier"),
        service=node.text("shippingService"),
        tracking_number=node.text("trackingNumber"),
        shipped_at=node.shown_time("shipTime"),
        items=tuple(
            PackageItem(item.required_text("orderItemId"), item.integer("quantity"))
            for item in node.nodes("packageItems")
        ),
    )
