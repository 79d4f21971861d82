"""The POST_ORDER_ACKNOWLEDGEMENT_DATA feed, by which a seller cancels orders, and its report.

Source: Amazon's ``OrderAcknowledgement.xsd`` and ``ProcessingReport.xsd``. There is no operation
of the Orders API that cancels.
"""

from collections.abc import Iterable, Mapping
from typing import NamedTuple
from xml.etree import ElementTree
from xml.etree.ElementTree import Element, SubElement

from ..errors import UnreadablePayload

FEED_TYPE = "POST_ORDER_ACKNOWLEDGEMENT_DATA"
CONTENT_TYPE = "text/xml; charset=UTF-8"


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


def parse_processing_report(text: str) -> Mapping[int, str]:
    """Read which messages of an XML feed went wrong.

    :param text: the result document
    :return: message number → Amazon's words; messages that went well are left out, and what
        concerns the feed as a whole stands under 0
    :raises UnreadablePayload: and nothing else
    """
    try:
        envelope = ElementTree.fromstring(text.lstrip("\ufeff"))
    except ElementTree.ParseError as error:
        raise UnreadablePayload("", "is not XML") from error
    report = envelope.find("Message/ProcessingReport")
    if report is None:
        raise UnreadablePayload("Message.ProcessingReport", "is missing")
    errors: dict[int, str] = {}
    for result in report.findall("Result"):
        if result.findtext("ResultCode") == "Error":
            number = result.findtext("MessageID", "")
            errors[int(number) if number.isdecimal() else 0] = _explain(result)
    return errors


def _explain(result: Element) -> str:
    description = result.findtext("ResultDescription", "").strip()
    return f"{description} ({result.findtext('ResultMessageCode', 'no code')})"


def _add(parent: Element, name: str, text: str) -> None:
    SubElement(parent, name).text = text
