"""Families with variants from any number of options: made once, extended later, found first."""

from unittest.mock import patch

from odoo.tests import tagged

from ...models.products.amazon_listing_catalog import MOST_PARENT_TRIES
from ...spapi.client import Client
from ...spapi.errors import Unavailable
from .common import SHIRT, ProductsCommon, shirt


def silent_over(asin):
    """A search in the catalog to which Amazon never answers where it names this product."""
    search = Client.search_catalog_items

    def ask(client, market, *, identifiers, **how):
        if asin in identifiers:
            raise Unavailable("Timeout.")
        return search(client, market, identifiers=identifiers, **how)

    return ask


@tagged("post_install", "-at_install")
class TestFamilies(ProductsCommon):
    def test_a_family_is_one_product_with_exactly_the_variants_that_are_sold(self):
        self.offer_shirts(shirt("Red", "S"), shirt("Red", "L"), shirt("Blue", "L"))

        products = self.load()

        family = self.family()
        self.assertEqual(len(family), 1)
        self.assertEqual(family.product_variant_ids, products)
        self.assertEqual(len(products), 3, "there is no blue S")
        self.assertEqual(self.options(self.product("SHIRT-BLUE-L")), {"Color": "Blue", "Size": "L"})
        self.assertEqual(family.attribute_line_ids.attribute_id.mapped("name"), ["Color", "Size"])
        self.assertEqual(self.listing("SHIRT-RED-S").product_id, self.product("SHIRT-RED-S"))

    def test_any_number_of_options(self):
        options = {f"option_{number}": f"Value {number}" for number in range(6)}
        child = {"sku": "MANY", "options": options}
        other = {"sku": "MORE", "options": {**options, "option_5": "Another"}}
        self.offer_shirts(child, other, theme=tuple(options))

        self.load()

        self.assertEqual(len(self.options(self.product("MANY"))), 6)
        self.assertEqual(self.options(self.product("MORE"))["Option 5"], "Another")

    def test_a_family_is_extended_by_what_comes_later(self):
        self.offer_shirts(shirt("Red", "S"))
        first = self.load()
        self._put_in_stock(first, 5)
        self.offer_shirts(shirt("Green", "S"), shirt("Red", "XL"))

        self.load()

        family = self.family()
        self.assertEqual(len(family), 1)
        self.assertEqual(len(family.product_variant_ids), 3)
        self.assertIn(first, family.product_variant_ids)
        self.assertEqual(first.qty_available, 5)
        self.assertTrue(first.active)

    def test_a_renamed_family_is_found_by_its_asin(self):
        self.offer_shirts(shirt("Red", "S"))
        self.load()
        self.family().name = "Our shirt"
        self.offer_shirts(shirt("Blue", "S"))

        self.load()

        self.assertFalse(self.family())
        self.assertEqual(len(self.family("Our shirt").product_variant_ids), 2)

    def test_a_family_that_is_there_is_found_by_its_name_and_extended(self):
        family = self.create_family("Always", "Red", "Blue")
        self.offer_shirts(shirt("Green"), theme=["color"])

        self.load()

        self.assertEqual(self.family(), family)
        self.assertEqual(len(family.product_variant_ids), 3)
        self.assertEqual(self.options(self.product("SHIRT-GREEN")), {"Color": "Green"})

    def test_variants_that_are_there_are_found_by_sku_and_their_family_through_them(self):
        family = self.create_family("Always", "Red", "Blue")
        family.name = "Our shirt"
        red = family.product_variant_ids[0]
        red.default_code = "SHIRT-RED"
        self.offer_shirts(shirt("Red"), shirt("Green"), theme=["color"])

        self.load()

        self.assertEqual(self.listing("SHIRT-RED").product_id, red)
        self.assertEqual(self.product("SHIRT-GREEN").product_tmpl_id, family)
        self.assertFalse(self.family(), "no second family")

    def test_a_variant_without_reference_is_taken_by_its_options(self):
        family = self.create_family("Always", "Red", "Blue")
        red = family.product_variant_ids[0]
        self.offer_shirts(shirt("red"), theme=["color"])

        self.assertEqual(self.load(), red)

        self.assertEqual(red.default_code, "SHIRT-RED")

    def test_a_variant_with_another_reference_is_left_to_a_person(self):
        family = self.create_family("Always", "Red", "Blue")
        family.product_variant_ids[0].default_code = "MINE"
        self.offer_shirts(shirt("Red"), shirt("Green"), theme=["color"])

        self.load()

        self.assertIn("another reference", self.listing("SHIRT-RED").product_problem)
        self.assertTrue(self.product("SHIRT-GREEN"))
        self.assertEqual(family.product_variant_ids[0].default_code, "MINE")

    def test_a_family_with_other_options_is_left_as_it_is(self):
        family = self.create_family("Always", "Red", "Blue")
        before = family.product_variant_ids
        self.offer_shirts(shirt("Red", "S"))

        self.assertFalse(self.load())

        self.assertEqual(family.product_variant_ids, before)
        self.assertIn("differ by Color, Size", self.listing("SHIRT-RED-S").product_problem)

    def test_a_plain_product_of_the_familys_name_is_no_family(self):
        plain = self._create_product("PLAIN", SHIRT)
        self.offer_shirts(shirt("Red", "S"))

        self.load()

        self.assertEqual(len(self.family()), 2)
        self.assertTrue(plain.active)
        self.assertEqual(plain.qty_available, 100)

    def test_attributes_and_values_that_are_there_are_used_in_any_spelling(self):
        attribute = self.env["product.attribute"].create({"name": "COLOR"})
        value = self.env["product.attribute.value"].create(
            {"name": "RED", "attribute_id": attribute.id}
        )
        self.offer_shirts(shirt("Red"), shirt("Blue"), theme=["color"])
        self.amazon.add_family("Scarf", ["color"], [{"sku": "SCARF", "options": {"color": "blue"}}])

        self.load()

        named = self.env["product.attribute"].search([("name", "=ilike", "color")])
        self.assertEqual(named, attribute)
        self.assertEqual(len(attribute.value_ids), 2)
        self.assertEqual(self.family().attribute_line_ids.value_ids[0], value)

    def test_an_attribute_that_makes_no_variants_is_not_used(self):
        never = self.env["product.attribute"].create(
            {"name": "Color", "create_variant": "no_variant"}
        )
        self.offer_shirts(shirt("Red"), shirt("Blue"), theme=["color"])

        self.load()

        self.assertEqual(len(self.family().product_variant_ids), 2)
        self.assertNotIn(never, self.family().attribute_line_ids.attribute_id)

    def test_an_option_that_amazon_does_not_tell_leaves_a_product_alone(self):
        odd = {"sku": "ODD", "options": {"color": "Red"}, "title": "Odd shirt"}
        self.offer_shirts(shirt("Red", "S"), odd)

        self.load()

        self.assertEqual(len(self.family().product_variant_ids), 1)
        self.assertEqual(self.product("ODD").name, "Odd shirt")

    def test_two_asins_with_the_same_options_are_never_one_product(self):
        self.offer_shirts(shirt("Red", "S"), shirt("Red", "S", sku="TWIN"))

        self.load()

        problems = self.env["amazon.listing"].search([("product_problem", "!=", False)])
        self.assertEqual(len(problems), 1)
        self.assertIn("same options", problems.product_problem)

    def test_a_parent_is_no_product_and_waits_for_none(self):
        parent = self.offer_shirts(shirt("Red", "S"))
        self.amazon.add_listing("PARENT", asin=parent["asin"])

        self.load()

        listing = self.listing("PARENT")
        self.assertFalse(listing.product_id)
        self.assertTrue(listing.is_left_blank)

    def test_a_parent_that_the_catalog_hides_costs_only_its_name(self):
        parent = self.offer_shirts(shirt("Red", "S"), shirt("Blue", "S"))
        listings = self.load_listings()
        asked = {"identifiers": parent["asin"]}
        self.amazon.answer("searchCatalogItems", body={"items": []}, when=asked)

        listings._load_products()

        self.assertEqual(len(self.family().product_variant_ids), 2)

    def test_a_parent_over_which_amazon_stumbles_for_ever_keeps_its_variants_back_no_longer(self):
        parent = self.offer_shirts(shirt("Red"), shirt("Blue"), theme=["color"])["asin"]
        listings = self.load_listings()
        asked = {"query": {"identifiers": parent}}
        self.amazon.refuse("searchCatalogItems", 500, "Oops.", when=asked, times=None)

        self.assertFalse(listings._load_products(), "it may be over in a moment")
        self.wait_for_catalog(listings, MOST_PARENT_TRIES)

        family = self.family()
        self.assertEqual(len(family.product_variant_ids), 2)
        self.assertEqual(family.amazon_parent_asin, parent)
        self.assertFalse(any(listings.mapped("is_product_wanted")))

        self.amazon.clear_answers()
        self.offer_shirts(shirt("Green"), theme=["color"])
        self.load()
        self.assertEqual(len(family.product_variant_ids), 3)

    def test_an_amazon_that_is_silent_over_a_parent_is_no_reason_to_wait_for_ever(self):
        parent = self.offer_shirts(shirt("Red"), theme=["color"])["asin"]
        listings = self.load_listings()
        silent = patch.object(Client, "search_catalog_items", silent_over(parent))

        with silent:
            self.wait_for_catalog(listings, MOST_PARENT_TRIES + 1)

        self.assertTrue(self.product("SHIRT-RED"))

    def wait_for_catalog(self, listings, times):
        """The job runs so often, each time when the pause is over."""
        for _time in range(times):
            listings.sudo().catalog_next_try = "2020-01-01 00:00:00"
            listings._load_products()

    def test_a_family_of_another_company_is_not_touched(self):
        other = self.env["res.company"].create({"name": "Another company"})
        strange = self.create_family("Always", "Red", "Blue")
        strange.company_id = other
        self.offer_shirts(shirt("Green"), theme=["color"])

        self.load()

        self.assertEqual(len(strange.product_variant_ids), 2)
        self.assertEqual(len(self.product("SHIRT-GREEN").product_tmpl_id.product_variant_ids), 1)

    def create_family(self, create_variant, *colors):
        """A family that a person has made, with Odoo's own attribute."""
        attribute = self.env["product.attribute"].create(
            {
                "name": "Color",
                "create_variant": create_variant.lower(),
                "value_ids": [(0, 0, {"name": color}) for color in colors],
            }
        )
        line = {"attribute_id": attribute.id, "value_ids": [(6, 0, attribute.value_ids.ids)]}
        return self.env["product.template"].create(
            {"name": SHIRT, "is_storable": True, "attribute_line_ids": [(0, 0, line)]}
        )
