"""Products of Amazon's catalogue: names, identifiers, and measures in metric units."""

from decimal import Decimal

import pytest

from spapi.measures import kilograms, metres
from spapi.operations.catalog import Size, _catalog_item
from spapi.payload import Node


def item(**sections):
    return _catalog_item(Node.root({"asin": "B000000001", **sections}))


def test_a_product_is_read_with_brand_weight_size_and_barcode():
    found = item(
        summaries=[{"marketplaceId": "M", "itemName": "Mug", "brand": "Potter"}],
        identifiers=[
            {
                "marketplaceId": "M",
                "identifiers": [
                    {"identifierType": "UPC", "identifier": "012345678905"},
                    {"identifierType": "EAN", "identifier": "4006381333931"},
                ],
            }
        ],
        dimensions=[
            {
                "marketplaceId": "M",
                "item": {
                    "weight": {"unit": "pounds", "value": 2},
                    "length": {"unit": "inches", "value": 10},
                    "width": {"unit": "centimeters", "value": 10},
                    "height": {"unit": "millimeters", "value": 100.0},
                },
            }
        ],
    )

    assert (found.title, found.brand, found.barcode) == ("Mug", "Potter", "4006381333931")
    assert found.weight == Decimal("0.90718474")
    assert found.size == Size(Decimal("0.2540"), Decimal("0.1"), Decimal("0.1"))
    assert found.size.volume == Decimal("0.00254")


def test_what_amazon_does_not_tell_is_none_or_empty():
    bare = item()

    assert (bare.title, bare.brand, bare.barcode) == ("", "", "")
    assert (bare.weight, bare.size) == (None, None)


@pytest.mark.parametrize("dimension", [{}, {"unit": "stones", "value": 3}, {"unit": "kilograms"}])
def test_a_measure_that_cannot_be_read_is_left_out(dimension):
    assert kilograms(Node.root(dimension)) is None
    assert metres(Node.root(dimension)) is None
