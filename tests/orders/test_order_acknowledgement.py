"""Cancelling orders by feed: what is written, and how Amazon's report on it is read."""

from xml.etree import ElementTree

import pytest

from spapi.errors import UnreadablePayload
from spapi.orders import Cancellation, cancellation_feed, parse_processing_report

REPORT = """<?xml version="1.0" encoding="ISO-8859-1"?>
<AmazonEnvelope>
  <MessageType>ProcessingReport</MessageType>
  <Message>
    <MessageID>1</MessageID>
    <ProcessingReport>
      <StatusCode>Complete</StatusCode>
      {results}
    </ProcessingReport>
  </Message>
</AmazonEnvelope>"""
RESULT = """<Result>
  <MessageID>{number}</MessageID>
  <ResultCode>{code}</ResultCode>
  <ResultMessageCode>18028</ResultMessageCode>
  <ResultDescription>Déjà expédié</ResultDescription>
</Result>"""


def test_each_item_is_cancelled_with_the_reason():
    wish = Cancellation("111-1", ("A", "B"), "NoInventory")
    envelope = ElementTree.fromstring(cancellation_feed("SELLER", [wish, wish]))
    assert envelope.findtext("Header/MerchantIdentifier") == "SELLER"
    assert envelope.findtext("MessageType") == "OrderAcknowledgement"
    assert [node.text for node in envelope.findall("Message/MessageID")] == ["1", "2"]
    acknowledgement = envelope.find("Message/OrderAcknowledgement")
    assert acknowledgement.findtext("AmazonOrderID") == "111-1"
    assert acknowledgement.findtext("StatusCode") == "Failure"
    items = acknowledgement.findall("Item")
    assert [item.findtext("AmazonOrderItemCode") for item in items] == ["A", "B"]
    assert {item.findtext("CancelReason") for item in items} == {"NoInventory"}


def test_only_errors_count_and_the_words_are_amazons():
    warning, error = (
        RESULT.format(number=number, code=code) for number, code in ((1, "Warning"), (2, "Error"))
    )
    found = parse_processing_report(REPORT.format(results=warning + error))
    assert found == {2: "Déjà expédié (18028)"}


def test_an_error_of_the_whole_feed_stands_under_zero():
    found = parse_processing_report(REPORT.format(results=RESULT.format(number="", code="Error")))
    assert list(found) == [0]


@pytest.mark.parametrize("text", ["", "not xml", "<AmazonEnvelope/>", '{"a": 1}'])
def test_anything_else_is_unreadable(text):
    with pytest.raises(UnreadablePayload):
        parse_processing_report(text)
