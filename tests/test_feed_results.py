"""What Amazon says about a feed, in every form: nothing is accepted that it did not accept."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spapi.feed_results import FeedCounts, parse_feed_result
from spapi.issues import Issue

SENT = (1, 2)
WARNING = {"messageId": 1, "sku": "A", "code": "90220", "severity": "WARNING", "message": "Hm."}
ERROR = {
    "messageId": 2,
    "sku": "B",
    "code": "99022",
    "severity": "ERROR",
    "message": "Required minimum is 1.",
    "attributeName": "purchasable_offer.our_price",
}
WHOLE = {"code": "4000003", "severity": "ERROR", "message": "The feed is not in order."}
PLAIN = "Feed Processing Summary:\n\tNumber of records processed\t\t2\n"


def report(*issues, processed=2, accepted=1, invalid=1):
    summary = {
        "messagesProcessed": processed,
        "messagesAccepted": accepted,
        "messagesInvalid": invalid,
    }
    return json.dumps({"header": {"feedId": "1"}, "issues": list(issues), "summary": summary})


def xml(*results, processed=2, successful=1, invalid=1, status="Complete"):
    return f"""<?xml version="1.0" encoding="ISO-8859-1"?><AmazonEnvelope><Message><MessageID>1
    </MessageID><ProcessingReport><StatusCode>{status}</StatusCode><ProcessingSummary>
    <MessagesProcessed>{processed}</MessagesProcessed>
    <MessagesSuccessful>{successful}</MessagesSuccessful>
    <MessagesWithError>{invalid}</MessagesWithError></ProcessingSummary>{"".join(results)}
    </ProcessingReport></Message></AmazonEnvelope>"""


def xml_result(number, code):
    return f"""<Result><MessageID>{number}</MessageID><ResultCode>{code}</ResultCode>
    <ResultMessageCode>18028</ResultMessageCode>
    <ResultDescription>Déjà expédié</ResultDescription></Result>"""


def accepted(text, status="DONE", sent=SENT):
    result = parse_feed_result(text, status=status, sent=sent)
    return [message for message in (1, 2, 3) if result.accepted(message)]


def test_each_message_has_its_own_answer():
    result = parse_feed_result(report(WARNING, ERROR), sent=SENT)
    assert result.counts == FeedCounts(2, 1, 1)
    assert result.issues_by_message_id[2] == (
        Issue("99022", "Required minimum is 1.", "ERROR", ("purchasable_offer.our_price",)),
    )
    assert (result.accepted(1), result.reason(1)) == (True, "")
    assert (result.accepted(2), result.reason(2)) == (False, "Required minimum is 1.")


def test_a_report_in_xml_says_the_same():
    text = xml(xml_result(1, "Warning"), xml_result(2, "Error"))
    assert accepted(text) == [1]
    assert parse_feed_result(text, sent=SENT).reason(2) == "Déjà expédié"


@pytest.mark.parametrize("text", [report(accepted=2, invalid=0), xml(successful=2, invalid=0)])
def test_a_feed_that_went_well_is_accepted_whole(text):
    assert accepted(text) == [1, 2]
    assert accepted(text, sent=None) == [1, 2, 3]


@pytest.mark.parametrize(
    "text",
    [
        report(WHOLE, accepted=0, invalid=0, processed=0),
        report(WHOLE, accepted=2, invalid=0),
        report(WHOLE, ERROR),
        report({**ERROR, "messageId": None}),
        report({**ERROR, "messageId": 7}),
        report({**WHOLE, "severity": "DISASTER"}, accepted=2, invalid=0),
        xml(xml_result("", "Error"), successful=2, invalid=0),
        xml(xml_result(0, "Error"), successful=2, invalid=0),
        xml(status="Processing", successful=2, invalid=0),
    ],
)
def test_an_error_of_the_whole_feed_is_one_of_every_message(text):
    assert accepted(text) == []
    assert parse_feed_result(text, sent=SENT).reason(1)
    assert parse_feed_result(text, sent=SENT).issues


@pytest.mark.parametrize(
    "text",
    [
        report(accepted=1),
        report(accepted=0, invalid=0, processed=0),
        report(accepted=1, invalid=0, processed=1),
        report(ERROR, accepted=2, invalid=0),
        report(accepted=3, processed=3),
        json.dumps({"issues": []}),
        json.dumps({"summary": {}}),
        xml(),
    ],
)
def test_counts_that_leave_a_message_open_accept_none(text):
    assert accepted(text) == []
    assert "does not say" in parse_feed_result(text, sent=SENT).reason(1)


@pytest.mark.parametrize(
    ("odd", "reason"),
    [
        ({"code": 99022}, ERROR["message"]),
        ({"messageId": "2"}, ERROR["message"]),
        ({"attributeName": None, "attributeNames": "price"}, ERROR["message"]),
        ({"message": None}, "99022"),
        ({"message": {"en": "No."}}, "99022"),
        ({"severity": None}, ERROR["message"]),
        ({"severity": "Error"}, ERROR["message"]),
        ({"message": "\0\ud83d No."}, "\ufffd\ufffd No."),
    ],
)
def test_one_odd_issue_is_odd_alone(odd, reason):
    result = parse_feed_result(report(WARNING, ERROR | odd), sent=SENT)
    assert (result.accepted(1), result.accepted(2)) == (True, False)
    assert result.reason(2) == reason


def test_a_warning_is_one_however_it_is_written():
    assert accepted(report({**WARNING, "severity": "Warning"}, accepted=2, invalid=0)) == [1, 2]


@pytest.mark.parametrize("text", [PLAIN, "<html>Oops</html>", "[]", '{"a": 1}', "[" * 100_000])
@pytest.mark.parametrize("status", ["DONE", "FATAL"])
def test_a_report_in_another_form_is_shown_and_accepts_nothing(text, status):
    result = parse_feed_result(text, status=status, sent=SENT)
    assert accepted(text, status) == []
    assert not result.is_readable
    assert "form not known" in result.reason(1)
    assert len(result.reason(1)) < 600


@pytest.mark.parametrize("text", [None, "", "\ufeff "])
@pytest.mark.parametrize("status", ["DONE", "FATAL"])
def test_a_feed_without_a_report_accepts_nothing(text, status):
    assert accepted(text, status) == []
    assert parse_feed_result(text, status=status, sent=SENT).reason(1)


@pytest.mark.parametrize("status", ["FATAL", "CANCELLED", "A_NEW_ONE"])
def test_only_a_feed_that_is_done_accepts(status):
    assert accepted(report(accepted=2, invalid=0), status) == []
    assert status in parse_feed_result(None, status=status).reason(1)


def test_a_fatal_feed_tells_why_when_amazon_does():
    text = report(WHOLE, processed=0, accepted=0, invalid=0)
    assert parse_feed_result(text, status="FATAL", sent=SENT).reason(2) == WHOLE["message"]


@given(st.text() | st.from_regex(r"\{.*\}|<.*>", fullmatch=True))
def test_any_text_is_read_and_accepts_nothing(text):
    assert not parse_feed_result(text, sent=[1]).accepted(1)
