"""Products of Amazon's catalog: names, identifiers, families, measures in metric units."""

from decimal import Decimal

import pytest

from spapi.catalog import Size, parse_catalog_item, parse_catalog_page
from spapi.errors import UnreadablePayload
from spapi.measures import kilograms, metres
from spapi.payload import Node

PLACE = {"marketplaceId": "M"}
THEME = ("color", "shirt_size", "item_package_quantity", "style_name", "volume", "pattern")


def item(**sections):
    return parse_catalog_item({"asin": "B000000001", **sections})


def variation(**relation):
    told = {"type": "VARIATION", **relation}
    return [PLACE | {"relationships": [told]}]


def test_a_product_is_read_with_brand_weight_size_and_barcode():
    found = item(
        summaries=[PLACE | {"itemName": "Mug", "brand": "Potter"}],
        identifiers=[
            PLACE
            | {
                "identifiers": [
                    {"identifierType": "UPC", "identifier": "012345678905"},
                    {"identifierType": "EAN", "identifier": "4006381333931"},
                ],
            }
        ],
        dimensions=[
            PLACE
            | {
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

    assert (bare.title, bare.brand, bare.barcode, bare.description) == ("", "", "", "")
    assert (bare.category, bare.image_url, bare.options) == ("", "", ())
    assert (bare.weight, bare.size, bare.is_parent) == (None, None, False)
    assert not bare.broken


@pytest.mark.parametrize(
    "dimension",
    [
        {},
        {"unit": "stones", "value": 3},
        {"unit": "kilograms"},
        {"unit": None, "value": 3},
        {"unit": ["kilograms"], "value": 3},
        {"unit": "kilograms", "value": True},
        {"unit": "kilograms", "value": 0},
        {"unit": "kilograms", "value": -1},
        {"unit": "kilograms", "value": float("nan")},
        {"unit": "kilograms", "value": 1e12},
        {"unit": "kilograms", "value": "heavy"},
        {"unit": "kilograms", "value": [1]},
    ],
)
def test_a_measure_that_cannot_be_read_is_left_out(dimension):
    assert kilograms(Node.root(dimension)) is None
    assert metres(Node.root(dimension)) is None


@pytest.mark.parametrize(
    ("unit", "grams"),
    [
        ("kilograms", "1000"),
        ("Kilogram", "1000"),
        ("KG", "1000"),
        ("grams", "1"),
        ("milligrams", "0.001"),
        ("pounds", "453.59237"),
        ("lbs.", "453.59237"),
        ("hundredths-pounds", "4.5359237"),
        ("hundredths_pounds", "4.5359237"),
        ("ounces", "28.349523125"),
        ("oz", "28.349523125"),
        ("tons", "907184.74"),
        ("metric tons", "1000000"),
    ],
)
def test_all_units_of_weight_are_kilograms(unit, grams):
    assert kilograms(Node.root({"unit": unit, "value": 1})) * 1000 == Decimal(grams)


@pytest.mark.parametrize(
    ("unit", "millimeters"),
    [
        ("meters", "1000"),
        ("centimeters", "10"),
        ("Centimetres", "10"),
        ("mm", "1"),
        ("inches", "25.4"),
        ("inch", "25.4"),
        ("hundredths-inches", "0.254"),
        ("feet", "304.8"),
        ("foot", "304.8"),
        ("yards", "914.4"),
        ("decimeters", "100"),
    ],
)
def test_all_units_of_length_are_meters(unit, millimeters):
    assert metres(Node.root({"unit": unit, "value": "1.0"})) * 1000 == Decimal(millimeters)


def test_the_package_is_measured_where_the_product_is_not():
    package = {
        "weight": {"unit": "grams", "value": 500},
        "length": {"unit": "meters", "value": 1},
        "width": {"unit": "meters", "value": 2},
        "height": {"unit": "meters", "value": 3},
    }
    found = item(
        dimensions=[PLACE | {"item": {"length": {"unit": "feet", "value": 1}}, "package": package}]
    )

    assert found.weight == Decimal("0.5")
    assert found.size == Size(Decimal("0.3048"), None, None), "never mixed with the package's"
    assert found.size.volume is None


def test_a_child_names_its_parent_and_its_options_of_any_number():
    found = item(
        summaries=[PLACE | {"itemName": "Shirt", "style": "Slim"}],
        attributes={
            "color": [{"value": "Dark  Red", "language_tag": "en_US"}],
            "shirt_size": [{"size_system": "as1", "size": "large", "marketplace_id": "M"}],
            "item_package_quantity": [{"value": 2.0}],
            "volume": [{"value": 1.5, "unit": "liters"}],
        },
        relationships=variation(
            parentAsins=["B0PARENT01"],
            variationTheme={"attributes": list(THEME)},
        ),
    )

    assert found.parent_asins == ("B0PARENT01",)
    assert found.options == (
        ("color", "Dark Red"),
        ("shirt_size", "large"),
        ("item_package_quantity", "2"),
        ("style_name", "Slim"),
        ("volume", "1.5 liters"),
        ("pattern", ""),
    )


def test_a_theme_without_its_attributes_is_read_from_its_name():
    found = item(
        attributes={"size": [{"value": "L"}], "color": [{"value": "Red"}]},
        relationships=variation(
            parentAsins=["B0PARENT01"], variationTheme={"theme": "SIZE_NAME/COLOR_NAME"}
        ),
    )

    assert found.options == (("size", "L"), ("color", "Red"))


def test_a_parent_is_known_by_its_class_or_its_children():
    named = item(summaries=[PLACE | {"itemClassification": "VARIATION_PARENT"}])
    shown = item(relationships=variation(childAsins=["B0CHILD001", "B0CHILD002"]))

    assert (named.is_parent, shown.is_parent) == (True, True)
    assert shown.child_asins == ("B0CHILD001", "B0CHILD002")


def test_packages_in_packages_are_no_family():
    found = item(
        relationships=[
            PLACE | {"relationships": [{"type": "PACKAGE_HIERARCHY", "childAsins": ["B0BOX00001"]}]}
        ]
    )

    assert (found.is_parent, found.child_asins) == (False, ())


def test_of_the_categories_only_the_top_is_read():
    tree = {
        "displayName": "QLED TVs",
        "classificationId": "3",
        "parent": {
            "displayName": "Televisions",
            "classificationId": "2",
            "parent": {"displayName": "Electronics", "classificationId": "1"},
        },
    }

    found = item(classifications=[PLACE | {"classifications": [tree]}])

    assert found.category == "Electronics"


def test_the_main_picture_is_taken_in_a_size_that_odoo_keeps():
    def picture(variant, side, link):
        return {"variant": variant, "link": link, "height": side, "width": side}

    found = item(
        images=[
            PLACE
            | {
                "images": [
                    picture("PT01", 1000, "https://m.media-amazon.com/other.jpg"),
                    picture("MAIN", 5000, "https://m.media-amazon.com/huge.jpg"),
                    picture("MAIN", 1500, "https://m.media-amazon.com/right.jpg"),
                    picture("MAIN", 75, "https://m.media-amazon.com/tiny.jpg"),
                ]
            }
        ]
    )

    assert found.image_url == "https://m.media-amazon.com/right.jpg"


def test_bullet_points_stand_in_for_a_description():
    points = [{"value": "Strong"}, {"value": "Light"}, {"value": 7}, "odd"]

    assert item(attributes={"bullet_point": points}).description == "Strong\nLight"
    told = {"bullet_point": points, "product_description": [{"value": "A shirt."}]}
    assert item(attributes=told).description == "A shirt."


@pytest.mark.parametrize(
    "section",
    [
        "summaries",
        "attributes",
        "identifiers",
        "images",
        "dimensions",
        "classifications",
        "relationships",
        "productTypes",
    ],
)
@pytest.mark.parametrize("odd", ["text", 7, [7], [None], {"x": 1}, [{"identifiers": 1}], True])
def test_a_broken_part_costs_that_part_alone(section, odd):
    whole = {
        "summaries": [PLACE | {"itemName": "Mug"}],
        "dimensions": [PLACE | {"item": {"weight": {"unit": "grams", "value": 5}}}],
    }

    found = item(**{**whole, section: odd})

    assert found.asin == "B000000001"
    if section != "summaries":
        assert found.title == "Mug"
    if section != "dimensions":
        assert found.weight == Decimal("0.005")


def test_a_broken_part_is_named():
    (problem,) = item(images="none").broken

    assert problem.startswith("images")


def test_a_broken_item_costs_that_item_alone():
    page = parse_catalog_page(
        {"items": [{"asin": "B0"}, {"asin": [7]}, "odd", None, {"asin": "B1"}]}
    )

    assert [found.asin for found in page.items] == ["B0", "B1"]
    assert len(page.broken) == 3


@pytest.mark.parametrize(
    ("answer", "is_cut"),
    [
        ({"items": []}, False),
        ({"numberOfResults": 1, "items": [{"asin": "B0"}]}, False),
        ({"numberOfResults": 2, "items": [{"asin": "B0"}]}, True),
        ({"numberOfResults": 1, "items": None}, True),
        ({"items": [{"asin": "B0"}], "pagination": {"nextToken": "more"}}, True),
        # As the sandbox answers: a token behind the only result.
        (
            {
                "numberOfResults": 1,
                "items": [{"asin": "B0"}],
                "pagination": {"nextToken": "x"},
            },
            False,
        ),
    ],
)
def test_a_page_that_is_not_all_that_was_found_is_told(answer, is_cut):
    assert parse_catalog_page(answer).is_cut is is_cut


@pytest.mark.parametrize("answer", [[], "text", {"items": "text"}, {"items": {"asin": "B0"}}])
def test_an_answer_that_is_none_is_refused(answer):
    with pytest.raises(UnreadablePayload):
        parse_catalog_page(answer)


def test_signs_that_no_database_stores_cost_one_character_each():
    found = item(summaries=[PLACE | {"itemName": "Mug\x00 \ud83d"}])

    assert found.title == "Mug\N{REPLACEMENT CHARACTER} \N{REPLACEMENT CHARACTER}"


def test_a_placeholder_of_one_kind_hides_no_code_of_another():
    codes = [
        {"identifierType": "EAN", "identifier": "1234567890123"},
        {"identifierType": "UPC", "identifier": "012345678905"},
    ]
    assert item(identifiers=[PLACE | {"identifiers": codes}]).barcode == "012345678905"


def test_a_placeholder_hides_no_code_of_its_own_kind():
    codes = [
        {"identifierType": "EAN", "identifier": "1234567890123"},
        {"identifierType": "EAN", "identifier": "4006381333931"},
    ]
    assert item(identifiers=[PLACE | {"identifiers": codes}]).barcode == "4006381333931"
