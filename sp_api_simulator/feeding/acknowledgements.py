"""Working on a POST_ORDER_ACKNOWLEDGEMENT_DATA feed: the seller takes orders on, or cancels them.

A Failure cancels the units of the items named that are still open; an order that has left, that
is not paid yet or that Amazon fulfils itself is refused in the processing report.
"""

from xml.etree import ElementTree
from xml.etree.ElementTree import Element, SubElement

from ..state.feeds import Feed
from ..state.orders import OPEN_STATUSES, Order
from ..world import World

CANCEL_REASONS = (
    "NoInventory",
    "ShippingAddressUndeliverable",
    "CustomerExchange",
    "BuyerCanceled",
    "GeneralAdjustment",
    "CarrierCreditDecision",
    "RiskAssessmentInformationNotValid",
    "CarrierCoverageFailure",
    "CustomerReturn",
    "MerchandiseNotReceived",
)
# Amazon's code of whatever an order feed says wrong.
_INVALID = "18028"


def work(world: World, feed: Feed, content: bytes) -> bytes | None:
    """Apply the feed; returns its processing report. One that cannot be read ends FATAL."""
    messages = _messages(feed, content)
    if messages is None:
        feed.ending = "FATAL"
        return None
    results = [
        (message.findtext("MessageID", ""), _apply(world, feed, message)) for message in messages
    ]
    return _report(feed, results)


def _messages(feed: Feed, content: bytes) -> list[Element] | None:
    """The feed's messages, None where the document is no such feed of this seller."""
    try:
        envelope = ElementTree.fromstring(content)
    except ElementTree.ParseError:
        return None
    sender = envelope.findtext("Header/MerchantIdentifier")
    kind = envelope.findtext("MessageType")
    right = (sender, kind) == (feed.seller_id, "OrderAcknowledgement")
    messages = envelope.findall("Message")
    ids = {message.findtext("MessageID") for message in messages}
    # Whose result is told goes by the id: each message needs one of its own.
    return (
        messages if right and messages and None not in ids and len(ids) == len(messages) else None
    )


def _apply(world: World, feed: Feed, message: Element) -> str:
    """Do what a message says; returns why not, or ""."""
    acknowledgement = message.find("OrderAcknowledgement")
    if acknowledgement is None:
        return "The message holds no OrderAcknowledgement."
    order = world.orders.find(feed.seller_id, acknowledgement.findtext("AmazonOrderID", ""))
    if order is None:
        return "The order does not exist."
    match acknowledgement.findtext("StatusCode"):
        case "Success":
            return ""
        case "Failure":
            if feed.not_applied is None or order.id in feed.not_applied:
                return "" if feed.hides_it else "The update could not be applied. Try again."
            return _cancel(world, order, acknowledgement.findall("Item"))
        case code:
            return f"StatusCode {code} is not supported."


def _cancel(world: World, order: Order, items: list[Element]) -> str:
    if order.fulfilled_by != "MERCHANT":
        return "The order is fulfilled by Amazon."
    if order.status not in OPEN_STATUSES:
        return f"The order is {order.status} and cannot be cancelled."
    lines = {line.item_id: line for line in order.lines}
    reasons = {
        item.findtext("AmazonOrderItemCode", ""): item.findtext("CancelReason", "")
        for item in items
    }
    if unknown := set(reasons) - set(lines):
        return f"The order has no item {', '.join(sorted(unknown))}."
    if not reasons or any(reason not in CANCEL_REASONS for reason in reasons.values()):
        return "Each item needs a valid CancelReason."
    for item_id, reason in reasons.items():
        if units := lines[item_id].open:
            world.orders.cancel_item(order, lines[item_id], units, "MERCHANT", reason)
    return ""


def _report(feed: Feed, results: list[tuple[str, str]]) -> bytes:
    """Amazon's ProcessingReport; `results` are message id and error text, "" where it went well."""
    errors = [result for result in results if result[1]]
    envelope = Element("AmazonEnvelope")
    header = SubElement(envelope, "Header")
    SubElement(header, "DocumentVersion").text = "1.02"
    SubElement(header, "MerchantIdentifier").text = feed.seller_id
    SubElement(envelope, "MessageType").text = "ProcessingReport"
    message = SubElement(envelope, "Message")
    SubElement(message, "MessageID").text = "1"
    report = SubElement(message, "ProcessingReport")
    SubElement(report, "DocumentTransactionID").text = feed.id
    SubElement(report, "StatusCode").text = "Complete"
    summary = SubElement(report, "ProcessingSummary")
    SubElement(summary, "MessagesProcessed").text = str(len(results))
    SubElement(summary, "MessagesSuccessful").text = str(len(results) - len(errors))
    SubElement(summary, "MessagesWithError").text = str(len(errors))
    SubElement(summary, "MessagesWithWarning").text = "0"
    for message_id, text in errors:
        result = SubElement(report, "Result")
        SubElement(result, "MessageID").text = message_id
        SubElement(result, "ResultCode").text = "Error"
        SubElement(result, "ResultMessageCode").text = _INVALID
        SubElement(result, "ResultDescription").text = text
    written: bytes = ElementTree.tostring(envelope, encoding="UTF-8", xml_declaration=True)
    return written
