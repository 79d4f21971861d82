"""Any payload parses or raises UnreadablePayload, and never anything else."""

import copy
import json
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from spapi.errors import UnreadablePayload
from spapi.orders import Order, parse_order, parse_order_head

from ..schema_strategy import AMOUNTS, ORDERS_MODEL, load_orders_model, strategy_of
from .test_orders_golden import PAYLOADS, SANDBOX

KINDS = ("ITEM", "SHIPPING", "GIFT_WRAP", "COD_FEE", "OTHER", "TAX", "DISCOUNT", "A_NEW_ONE")
JSON_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=6),
    lambda values: st.lists(values, max_size=3) | st.dictionaries(st.text(max_size=6), values),
    max_leaves=6,
)
CENTS = st.decimals(-1000, 1000, places=2).map(str)


def parse_or_say_why(payload) -> Order | None:
    try:
        return parse_order(payload)
    except UnreadablePayload:
        return None


@pytest.mark.skipif(not ORDERS_MODEL.exists(), reason=f"Amazon's models are not at {ORDERS_MODEL}")
def test_any_payload_of_amazons_schema_parses_or_says_why():
    @settings(max_examples=150, suppress_health_check=list(HealthCheck))
    @given(strategy_of(load_orders_model(), "Order"))
    def check(payload):
        parse_or_say_why(payload)

    check()


def places(value, path=()):
    """The paths of all values within a payload."""
    yield path
    children = value.items() if isinstance(value, dict) else enumerate(value)
    for key, child in children:
        if isinstance(child, dict | list):
            yield from places(child, (*path, key))
        else:
            yield (*path, key)


@settings(max_examples=300)
@given(st.data())
def test_a_payload_with_one_value_replaced_parses_or_says_why(data):
    source = data.draw(st.sampled_from([*PAYLOADS, *SANDBOX]))
    payload = json.loads(source.read_text())
    path = data.draw(st.sampled_from([path for path in places(payload) if path]))
    broken = copy.deepcopy(payload)
    parent = broken
    for key in path[:-1]:
        parent = parent[key]
    parent[path[-1]] = data.draw(JSON_VALUES | AMOUNTS)
    parse_or_say_why(broken)


@given(JSON_VALUES)
def test_any_json_at_all_parses_or_says_why(payload):
    parse_or_say_why(payload)
    with pytest.raises(UnreadablePayload):
        parse_order_head(payload)


def money(amount):
    return {"amount": amount, "currencyCode": "USD"}


BREAKDOWNS = st.lists(
    st.builds(
        lambda kind, subtotal, details: {
            "type": kind,
            "subtotal": money(subtotal),
            "detailedBreakdowns": [
                {"subtype": subtype, "value": money(value)} for subtype, value in details
            ],
        },
        st.sampled_from(KINDS),
        CENTS,
        st.lists(st.tuples(st.sampled_from(KINDS), CENTS), max_size=3),
    ),
    max_size=6,
)


def expected_part(breakdown) -> Decimal:
    subtotal = Decimal(breakdown["subtotal"]["amount"])
    return -abs(subtotal) if breakdown["type"] == "DISCOUNT" else subtotal


@given(BREAKDOWNS)
def test_charges_add_up_to_amazons_subtotals_whatever_the_details_say(breakdowns):
    payload = json.loads(PAYLOADS[0].read_text())
    payload["proceeds"] = {}
    payload["orderItems"] = [
        {
            "orderItemId": "1",
            "quantityOrdered": 1,
            "product": {},
            "proceeds": {"breakdowns": breakdowns},
        }
    ]
    item = parse_order(payload).items[0]
    expected = sum(map(expected_part, breakdowns))
    assert item.charges_total == expected
    assert len({charge.kind for charge in item.charges}) == len(item.charges)
