"""The catalog: families, odd measures, parts that are left out, pictures."""

import pytest
import requests

from sp_api_simulator import ControlError

from ..partner import US

ALL = (
    "attributes,classifications,dimensions,identifiers,images,productTypes,relationships,summaries"
)


@pytest.fixture
def shirts(amazon):
    return amazon.add_family(
        "Shirt",
        ["color", "shirt_size"],
        [
            {"sku": "S-RED-L", "options": {"color": "Red", "shirt_size": "large"}},
            {"sku": "S-BLUE-L", "options": {"color": "Blue", "shirt_size": "large"}},
        ],
        brand="Weaver",
        category=["Clothing", "Men", "Shirts"],
    )


def find(partner, *asins, included=ALL):
    query = {"identifiers": ",".join(asins), "identifiersType": "ASIN", "marketplaceIds": US}
    return partner.get("/catalog/2022-04-01/items", **query, includedData=included)["items"]


def test_parent_and_children_name_each_other(shirts, partner):
    children = [child["asin"] for child in shirts["children"]]
    parent, red, _blue = find(partner, shirts["asin"], *children)
    assert parent["summaries"][0]["itemClassification"] == "VARIATION_PARENT"
    assert parent["relationships"][0]["relationships"][0]["childAsins"] == children
    relation = red["relationships"][0]["relationships"][0]
    assert relation["parentAsins"] == [shirts["asin"]]
    assert relation["variationTheme"]["attributes"] == ["color", "shirt_size"]
    assert red["attributes"]["color"][0]["value"] == "Red"
    assert red["attributes"]["shirt_size"][0]["size"] == "large"


def test_the_tree_of_categories_ends_at_its_top(shirts, partner):
    (parent,) = find(partner, shirts["asin"])
    place = parent["classifications"][0]["classifications"][0]
    names = []
    while place:
        names.append(place["displayName"])
        place = place.get("parent")
    assert names == ["Shirts", "Men", "Clothing"]


def test_a_family_grows(amazon, shirts, partner):
    amazon.add_family(
        "Shirt", ["color", "shirt_size"], [{"sku": "S-3", "options": {"color": "Green"}}]
    )
    (parent,) = find(partner, shirts["asin"])
    assert len(parent["relationships"][0]["relationships"][0]["childAsins"]) == 3


def test_measures_and_sections_are_as_they_were_laid_down(amazon, partner):
    asin = amazon.add_listing("MUG", weight="1")["asin"]
    odd = {"package": {"weight": {"unit": "hundredths_pounds", "value": 250}}}
    amazon.describe_product(asin, dimensions=odd, missing=["images"])
    (mug,) = find(partner, asin)
    assert mug["dimensions"] == [{"marketplaceId": US} | odd]
    assert "images" not in mug
    renamed = [{"marketplaceId": US, "itemName": "Word for word"}]
    amazon.describe_product(asin, sections={"summaries": renamed})
    assert find(partner, asin)[0]["summaries"] == renamed


def test_pictures_are_served_from_here(amazon, partner):
    asin = amazon.add_listing("MUG")["asin"]
    amazon.add_picture(asin)
    (mug,) = find(partner, asin)
    (picture,) = mug["images"][0]["images"]
    answer = requests.get(picture["link"], timeout=5)
    assert answer.headers["content-type"] == "image/png"
    assert answer.content.startswith(b"\x89PNG")
    assert requests.get(picture["link"] + "x", timeout=5).status_code == 404


def test_an_entry_has_no_other_parts(amazon):
    with pytest.raises(ControlError, match="no 'smell'"):
        amazon.describe_product("B0", smell="roses")
