"""Data sets of orders that Amazon refuses are left out, one at a time, and named."""

import pytest

from spapi.client import Client
from spapi.credentials import Credentials
from spapi.errors import Rejected, Unauthorized
from spapi.operations.permitted import ALL_ORDER_DATA, PERSONAL_DATA

UNNAMED = "The input you have submitted is not valid. Please check your input and try again."
DENIED = "Access to requested resource is denied."


@pytest.fixture
def client():
    return Client(Credentials("id", "secret", "token"), "na", api_url="http://127.0.0.1:9")


def amazon(refused, message, kind=Rejected, reason="missing_role"):
    """An Amazon that refuses some data sets; its calls stand in ``ask.calls``."""

    def ask(included):
        ask.calls.append(included)
        bad = next((data for data in included if data in refused), None)
        if bad and kind is Rejected:
            raise Rejected(message.format(bad), status=400, code="InvalidInput")
        if bad:
            raise Unauthorized(message.format(bad), reason=reason, status=403)
        return included

    ask.calls = []
    return ask


@pytest.mark.parametrize("refused", ALL_ORDER_DATA)
def test_one_data_set_that_amazon_does_not_name_is_found_by_halves(client, refused):
    ask = amazon({refused}, UNNAMED)
    expected = tuple(data for data in ALL_ORDER_DATA if data != refused)
    assert client._ask_permitted(ask, ALL_ORDER_DATA) == expected
    assert client.refused_data == {refused}
    assert len(ask.calls) <= 7
    ask.calls.clear()
    assert client._ask_permitted(ask, ALL_ORDER_DATA) == expected
    assert len(ask.calls) == 1


@pytest.mark.parametrize("kind", [Rejected, Unauthorized])
def test_a_named_data_set_is_left_out_at_once(client, kind):
    ask = amazon({"FULFILLMENT"}, "The includedData value {} is not allowed.", kind)
    assert "TAX" in client._ask_permitted(ask, ALL_ORDER_DATA)
    assert client.refused_data == {"FULFILLMENT"}
    assert len(ask.calls) == 2


def test_several_are_left_out_one_after_another(client):
    ask = amazon({"FULFILLMENT", "PAYMENT", "TAX"}, UNNAMED)
    assert "PROCEEDS" in client._ask_permitted(ask, ALL_ORDER_DATA)
    assert client.refused_data == {"FULFILLMENT", "PAYMENT", "TAX"}


def test_a_missing_role_bars_buyers_and_addresses(client):
    ask = amazon(set(PERSONAL_DATA), DENIED, Unauthorized)
    assert client._ask_permitted(ask, ALL_ORDER_DATA) == ALL_ORDER_DATA[2:]
    assert client.refused_data == set(PERSONAL_DATA)
    assert len(ask.calls) == 2


def test_a_missing_role_in_other_words_bars_them_when_it_is_said_twice(client):
    ask = amazon(set(PERSONAL_DATA), "Forbidden", Unauthorized, reason="denied")
    assert client._ask_permitted(ask, ALL_ORDER_DATA) == ALL_ORDER_DATA[2:]
    assert client.refused_data == set(PERSONAL_DATA)
    ask.calls.clear()
    client._ask_permitted(ask, ALL_ORDER_DATA)
    assert len(ask.calls) == 1


def test_forbidden_once_bars_nothing(client):
    ask = amazon(set(), "Forbidden")
    stumbles = iter([Unauthorized("Forbidden", reason="denied", status=403)])

    def stumble(included):
        if error := next(stumbles, None):
            raise error
        return ask(included)

    assert client._ask_permitted(stumble, ALL_ORDER_DATA) == ALL_ORDER_DATA
    assert client.refused_data == frozenset()


def test_a_refusal_of_everything_is_told_and_remembers_nothing(client):
    def ask(_included):
        raise Unauthorized(DENIED, reason="missing_role", status=403)

    with pytest.raises(Unauthorized):
        client._ask_permitted(ask, ALL_ORDER_DATA)
    assert client.refused_data == frozenset()


@pytest.mark.parametrize(
    ("error", "calls"),
    [
        (Rejected(UNNAMED, status=400), 2),
        (Rejected("lastUpdatedAfter is in the future.", status=400), 1),
        (Rejected("Gone.", status=410), 1),
    ],
)
def test_a_refusal_of_something_else_is_told(client, error, calls):
    asked = []

    def ask(included):
        asked.append(included)
        raise error

    with pytest.raises(Rejected) as caught:
        client._ask_permitted(ask, ALL_ORDER_DATA)
    assert caught.value is error
    assert len(asked) == calls
    assert client.refused_data == frozenset()


def test_what_was_learned_before_is_not_asked_again(client):
    client.refused_data = frozenset({"FULFILLMENT"})
    ask = amazon({"FULFILLMENT"}, UNNAMED)
    client._ask_permitted(ask, ALL_ORDER_DATA)
    assert len(ask.calls) == 1
