"""JSON of Amazon's in a form that PostgreSQL stores."""

import json

import pytest
import requests
from hypothesis import given
from hypothesis import strategies as st

from spapi.answers import read_answer
from spapi.payload import storable

TEXTS = st.text(st.characters(), max_size=8) | st.sampled_from(["\ud83d", "a\0b", "\udc00\ud800"])
JSON_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | TEXTS,
    lambda values: st.lists(values, max_size=3) | st.dictionaries(TEXTS, values, max_size=3),
    max_leaves=20,
)


@given(JSON_VALUES)
def test_any_json_becomes_storable_and_stays_so(value):
    stored = storable(value)
    text = json.dumps(stored, ensure_ascii=False, allow_nan=False)
    assert "\0" not in text.encode().decode()
    assert "\\u0000" not in text.replace("\\\\", "")
    assert storable(stored) == stored


@given(st.text(st.characters(codec="utf-8", exclude_characters="\0")))
def test_what_is_storable_is_not_changed(text):
    assert storable({"a": [text, 1.5, None, True]}) == {"a": [text, 1.5, None, True]}


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Mug \\ud83d", "Mug \ufffd"),
        ("Mug \\ud83d\\ude00", "Mug 😀"),
        ("Mug\\u0000", "Mug\ufffd"),
        ("Mug \\\\u0000", "Mug \\u0000"),
    ],
)
def test_an_answer_is_storable_as_it_comes(title, expected):
    response = requests.Response()
    response.status_code = 200
    response._content = f'{{"orders": [{{"title": "{title}"}}]}}'.encode()
    assert read_answer("searchOrders", response) == {"orders": [{"title": expected}]}


def test_what_is_nested_too_deep_costs_that_alone():
    deep = {"orders": [{"orderId": "1"}, json.loads("[" * 500 + "]" * 500)]}
    stored = storable(deep)
    assert stored["orders"][0] == {"orderId": "1"}
    assert "nested too deep" in json.dumps(stored)


def test_each_value_is_looked_at_once():
    class Counted(list):
        looks = 0

        def __iter__(self):
            Counted.looks += len(self)
            return super().__iter__()

    storable(Counted(Counted("ab") for _number in range(1000)))
    assert Counted.looks == 3000
