"""The POST_ORDER_ACKNOWLEDGEMENT_DATA feed, by which a seller cancels orders.

Source: Amazon's ``OrderAcknowledgement.xsd``. There is no operation of the Orders API that
cancels. What became of the messages says :func:`..feed_results.parse_feed_result`.
"""

from collections.abc import Iterable
from typing import NamedTuple
from xml.etree import ElementTree
from xml.etree.ElementTree import Element, SubElement

from ..words import ACKNOWLEDGEMENT_FEED as FEED_TYPE
from ..words import XML_CONTENT_TYPE as CONTENT_TYPE

__all__ = [
    "CONTENT_TYPE",
    "FEED_TYPE",
    "Cancellation",
    "cancellation_feed",
]


class Cancellation(NamedTuple):
    """The wish to cancel items of an order; ``reason`` is one of Amazon's, e.g. NoInventory."""

    order_id: str
    item_ids: tuple[str, ...]
    reason: str


def cancellation_feed(selling_partner_id: str, cancellations: Iterable[Cancellation]) -> bytes:
    """Build the content of a feed; its messages are numbered from 1 in the order given."""
    envelope = Element("AmazonEnvelope")
    header = SubElement(envelope, "Header")
    _add(header, "DocumentVersion", "1.01")
    _add(header, "MerchantIdentifier", selling_partner_id)
    _add(envelope, "MessageType", "OrderAcknowledgement")
    for number, cancellation in enumerate(cancellations, 1):
        message = SubElement(envelope, "Message")
        _add(message, "MessageID", str(number))
        acknowledgement = SubElement(message, "OrderAcknowledgement")
        _add(acknowledgement, "AmazonOrderID", cancellation.order_id)
        _add(acknowledgement, "StatusCode", "Failure")
        for item_id in cancellation.item_ids:
            item = SubElement(acknowledgement, "Item")
            _add(item, "AmazonOrderItemCode", item_id)
            _add(item, "CancelReason", cancellation.reason)
    content: bytes = ElementTree.tostring(envelope, encoding="UTF-8", xml_declaration=True)
    return content


def _add(parent: Element, name: str, text: str) -> None:
    SubElement(parent, name).text = text
