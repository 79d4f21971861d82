"""Answers that are not what an API should give, built by hand."""

import json
from datetime import UTC, datetime, timedelta

import pytest
import requests

from spapi.answers import read_answer
from spapi.errors import NotFound, Rejected, Unauthorized, Unavailable

HTML = "<html><body>Who are you?</body></html>"
DENIED = "Access to requested resource is denied."


def answer(status, body, **headers):
    response = requests.Response()
    response.status_code = status
    response._content = (body if isinstance(body, str) else json.dumps(body)).encode()
    response.headers.update({name.replace("_", "-"): value for name, value in headers.items()})
    return response


def errors(code="InvalidInput", message="No.", details=""):
    return {"errors": [{"code": code, "message": message, "details": details}]}


def test_a_json_object_is_given_as_it_is():
    assert read_answer("getOrder", answer(200, {"order": {}})) == {"order": {}}
    assert read_answer("createReport", answer(202, {"reportId": "1"})) == {"reportId": "1"}
    assert read_answer("confirmShipment", answer(204, "")) == {}
    assert read_answer("cancelOrder", answer(202, "")) == {}


@pytest.mark.parametrize(
    ("status", "body", "expected"),
    [
        (200, HTML, Unavailable),
        (200, "", Unavailable),
        (202, HTML, Unavailable),
        (200, "[]", Unavailable),
        (200, "[" * 100_000, Unavailable),
        (200, errors(), Rejected),
        (302, HTML, Unavailable),
        (302, {"moved": True}, Unavailable),
        (400, errors(), Rejected),
        (400, HTML, Unavailable),
        (401, errors(), Unauthorized),
        (403, errors(), Unauthorized),
        (403, HTML, Unavailable),
        (404, errors(), NotFound),
        (404, HTML, Unavailable),
        (408, errors(), Unavailable),
        (409, errors(), Rejected),
        (413, HTML, Rejected),
        (413, errors(), Rejected),
        (415, errors(), Rejected),
        (422, {"errors": "none"}, Rejected),
        (500, errors(), Unavailable),
        (500, "", Unavailable),
        (503, HTML, Unavailable),
        (504, {}, Unavailable),
    ],
)
def test_each_answer_is_a_decision(status, body, expected):
    with pytest.raises(expected) as caught:
        read_answer("getOrder", answer(status, body, x_amzn_RequestId="req-1"))
    assert type(caught.value) is expected
    assert (caught.value.operation, caught.value.status) == ("getOrder", status)
    assert caught.value.request_id == "req-1"
    assert str(caught.value)


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (errors("Unauthorized", DENIED), "missing_role"),
        (
            errors("Unauthorized", DENIED, "The access token you provided has expired."),
            "expired_token",
        ),
        (errors("Unauthorized", DENIED, "No account in region EU."), "wrong_region"),
        ({"message": "Forbidden"}, "denied"),
    ],
)
def test_a_closed_door_has_a_reason(body, reason):
    with pytest.raises(Unauthorized) as caught:
        read_answer("getOrder", answer(403, body))
    assert caught.value.reason == reason


def test_amazons_details_are_part_of_the_message():
    with pytest.raises(Rejected, match=r"No\. Quantity is missing\. \(InvalidInput\)"):
        read_answer("createFeed", answer(400, errors(details="Quantity is missing.")))


@pytest.mark.parametrize(("told", "heeded"), [("120", 120), ("999999", 3600)])
def test_retry_after_is_heeded_for_an_hour_at_most(told, heeded):
    with pytest.raises(Unavailable) as caught:
        read_answer("getOrder", answer(503, HTML, Retry_After=told))
    wait = caught.value.retry_at - datetime.now(UTC)
    assert timedelta(seconds=heeded - 10) < wait <= timedelta(seconds=heeded)


def test_a_missing_role_is_one_whatever_the_status():
    words = "Application do not have access to some or all requested resource"
    with pytest.raises(Unauthorized) as caught:
        read_answer("getListingsItem", answer(400, errors(message=words)))
    assert caught.value.reason == "missing_role"


@pytest.mark.parametrize("body", [HTML, '{"orders": [{"title": "A " quote"}]}', '{"orders": [1,}'])
def test_an_answer_that_is_no_json_is_said_to_be_none(body):
    response = answer(200, body)
    response.reason = "OK"
    with pytest.raises(Unavailable) as caught:
        read_answer("searchOrders", response)
    assert str(caught.value) == (
        "Amazon's answer cannot be read: it is no valid JSON (status 200 OK)."
    )


@pytest.mark.parametrize(
    ("message", "details", "sentence"),
    [
        ("No.", "", "No (InvalidInput)."),
        ("No..", "", "No (InvalidInput)."),
        ("No", "No", "No (InvalidInput)."),
        ("No.", "Quantity is missing.", "No. Quantity is missing (InvalidInput)."),
    ],
)
def test_a_refusal_is_one_sentence_with_one_period(message, details, sentence):
    with pytest.raises(Rejected) as caught:
        read_answer("createFeed", answer(400, errors(message=message, details=details)))
    assert caught.value.sentence == sentence
    assert not str(caught.value).endswith("..")
