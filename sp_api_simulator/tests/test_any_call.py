"""Whatever a call says, it is answered in Amazon's form: no parameter crashes the simulator."""

import json
import re
from random import Random
from typing import Any

import pytest
import requests

from sp_api_simulator.basics.fields import Field
from sp_api_simulator.operations import OPERATIONS

from .partner import US

TEXTS = ("²", "١٠", "", ",", "0", "-1", "9" * 40, "true", "DONE", US, "\x00", "%00", "'", "SKU",
         "2026-01-01T00:00:00Z", "9999-12-31T23:59:59-14:00")  # fmt: skip
VALUES: tuple[Any, ...] = (
    None,
    True,
    -1,
    1.5,
    10**30,
    "",
    US,
    "²",
    [],
    {},
    [None],
    [[]],
    [{}],
    float("nan"),
)
PATHS = ("/attributes/purchasable_offer", "/attributes/item_name", "/attributes/", "", US)
OBJECTS: tuple[Any, ...] = (
    {},
    {"quantity": -1},
    {"our_price": "x"},
    {"our_price": [{"schedule": []}]},
)
CALLS = 40


def some_body(random: Random, fields: tuple[Field, ...]) -> dict[str, Any]:
    """Mostly of the right shape, so that much gets as far as the handler."""
    chosen = [field for field in fields if random.random() < 0.9]
    return {field.name: some_value(random, field) for field in chosen}


def some_value(random: Random, field: Field) -> Any:
    if random.random() < 0.2:
        return random.choice(VALUES)
    if field.fields:
        one: Any = some_body(random, field.fields)
    elif field.type == "object":
        one = random.choice(OBJECTS)
    elif field.type == "integer":
        one = 1
    else:
        one = random.choice(field.values or (*PATHS, *TEXTS))
    return [one] if field.is_list else one


def some_query(random: Random, fields: tuple[Field, ...]) -> dict[str, str]:
    chosen = [field for field in fields if random.random() < (0.95 if field.required else 0.15)]
    usual = {"marketplaceIds": US, "granularityId": US}
    return {
        field.name: random.choice((*field.values, *TEXTS))
        if random.random() < 0.4
        else usual.get(field.name, random.choice(field.values or TEXTS))
        for field in chosen
    }


@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda operation: operation.name)
def test_no_call_is_a_crash(amazon, partner, operation):
    amazon.add_listing("MUG")
    known = {"orderId": amazon.place_order(sku="MUG"), "sellerId": "SELLER1", "sku:path": "MUG"}
    path = re.sub(r"\{([^}]+)\}", lambda found: known.get(found[1], "x"), operation.path)
    random = Random(operation.name)
    for _ in range(CALLS):
        body = some_body(random, operation.body)
        answer = requests.request(
            operation.method,
            amazon.url + path,
            params=some_query(random, operation.query or ()),
            data=json.dumps(body) if operation.body else None,
            headers={"x-amz-access-token": partner.token},
            timeout=10,
        )
        assert answer.status_code < 500, (answer.url, body)
        assert answer.headers["x-amzn-RequestId"]
        if answer.status_code >= 400:
            assert answer.json()["errors"][0]["code"] in (
                "InvalidInput",
                "NotFound",
                "Unauthorized",
            )
    # What was taken can be read.
    assert amazon.listing("MUG")["sku"] == "MUG"
    listings = "/listings/2021-08-01/items/SELLER1"
    every = "summaries,attributes,offers,fulfillmentAvailability"
    partner.get(listings, marketplaceIds=US, includedData=every)
