"""Requests that no client should send are refused in Amazon's form, never with a crash."""

from typing import Any

import pytest
import requests

from .partner import US

OPERATIONS = {
    "confirmShipment": ("POST", "/orders/v0/orders/{order}/shipmentConfirmation"),
    "createReport": ("POST", "/reports/2021-06-30/reports"),
    "createFeedDocument": ("POST", "/feeds/2021-06-30/documents"),
    "createFeed": ("POST", "/feeds/2021-06-30/feeds"),
    "patchListingsItem": ("PATCH", "/listings/2021-08-01/items/SELLER1/MUG"),
}
BODIES: list[Any] = [
    None,
    [],
    {},
    {"reportType": ["x"], "marketplaceIds": US},
    {"feedType": "JSON_LISTINGS_FEED", "marketplaceIds": [[US]]},
    {"contentType": {}},
    {"marketplaceId": US, "packageDetail": []},
    {"marketplaceId": US, "packageDetail": {"orderItems": [1]}},
    {"productType": "PRODUCT", "patches": "all"},
    {"productType": "PRODUCT", "patches": [{"op": 1, "path": [], "value": [7]}]},
]


@pytest.mark.parametrize("operation", OPERATIONS)
@pytest.mark.parametrize("body", BODIES, ids=str)
def test_body_of_the_wrong_shape(amazon, partner, operation, body):
    amazon.add_listing("MUG")
    method, path = OPERATIONS[operation]
    answer = partner.call(method, path.format(order=amazon.place_order(sku="MUG")), body)
    assert answer.status_code == 400
    assert answer.json()["errors"][0]["code"] == "InvalidInput"


def test_address_that_is_not_served(partner, amazon):
    answer = requests.get(f"{amazon.url}/somewhere/else", timeout=10)
    assert answer.status_code == 404
    assert answer.json()["errors"][0]["code"] == "NotFound"


def test_consent_without_its_parameters(amazon):
    assert requests.get(amazon.consent_url, timeout=10).status_code == 400
    assert requests.post(amazon.consent_url, data={}, timeout=10).status_code == 400
