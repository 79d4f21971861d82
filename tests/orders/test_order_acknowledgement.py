"""Cancelling orders by feed: what is written, and how Amazon's report on it is read."""

from xml.etree import ElementTree

import pytest

from spapi.feed_results import parse_feed_result
from spapi.orders import Cancellation, cancellation_feed

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

SUMMARY = """<ProcessingSummary>
  <MessagesProcessed>2</MessagesProcessed>
  <MessagesSuccessful>1</MessagesSuccessful>
  <MessagesWithError>1</MessagesWithError>
  <MessagesWithWarning>1</MessagesWithWarning>
</ProcessingSummary>"""


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
    report = REPORT.format(results=SUMMARY + warning + error)
    found = parse_feed_result(report, sent={1, 2})
    assert (found.accepted(1), found.accepted(2)) == (True, False)
    (issue,) = found.issues_by_message_id[2]
    assert (issue.severity, issue.message, issue.code) == ("ERROR", "Déjà expédié", "18028")


def test_an_error_of_the_whole_feed_leaves_nothing_accepted():
    whole = REPORT.format(results=RESULT.format(number="", code="Error"))
    found = parse_feed_result(whole, sent={1})
    assert [issue.severity for issue in found.issues] == ["ERROR"]
    assert not found.issues_by_message_id
    assert not found.accepted(1)


@pytest.mark.parametrize("text", ["", "not xml", "<AmazonEnvelope/>", '{"a": 1}'])
def test_anything_else_is_unreadable(text):
    assert not parse_feed_result(text).is_readable
