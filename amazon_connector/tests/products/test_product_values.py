"""What a new product gets: texts, brand, category, measures, barcode, code, price, taxes."""

from odoo.exceptions import UserError, ValidationError
from odoo.tests import tagged

from .common import EANS, ProductsCommon, shirt

INCHES = {"unit": "inches", "value": 10}


@tagged("post_install", "-at_install")
class TestProductValues(ProductsCommon):
    def describe(self, sku="VASE", **parts):
        """Offer a SKU that the catalog describes."""
        wish = {key: parts.pop(key) for key in ("barcode", "price") if key in parts}
        asin = self.amazon.add_listing(sku, **wish)["asin"]
        self.amazon.describe_product(asin, **parts)
        return asin

    def test_title_description_brand_and_the_top_of_the_categories(self):
        self.describe(
            title="Tall vase",
            description="Holds <b>water</b>.<script>alert(1)</script>",
            brand="Potter",
            category=["Home", "Decoration", "Vases"],
        )

        vase = self.load()

        self.assertEqual(vase.name, "Tall vase")
        self.assertIn("<b>water</b>", vase.description)
        self.assertNotIn("script", vase.description)
        self.assertEqual(vase.amazon_brand_id.name, "Potter")
        self.assertEqual(vase.categ_id.complete_name, "Home")

    def test_words_in_angle_brackets_are_words_unless_they_are_html(self):
        self.describe("PLAIN", description="Carries <5 kg>.\nSize <M>, 1 < 2 &amp; R&regular")
        self.describe("MARKED", description="<p>Carries <5 kg>.</p>Size <M>")

        self.load()

        plain, marked = (self.product(sku).description for sku in ("PLAIN", "MARKED"))
        self.assertIn("&lt;5 kg&gt;.<br>Size &lt;M&gt;, 1 &lt; 2 &amp; R&amp;regular", plain)
        self.assertEqual(marked, "<p>Carries &lt;5 kg&gt;.</p>Size &lt;M&gt;")

    def test_brands_and_categories_that_are_there_are_used(self):
        brand = self.env["amazon.brand"].create({"name": "POTTER"})
        category = self.env["product.category"].create({"name": "home"})
        nested = self.env["product.category"].create({"name": "Garden", "parent_id": category.id})
        self.describe("VASE", brand="Potter", category=["Home"])
        self.describe("BOWL", brand="potter", category=["Garden"])

        self.load()

        vase, bowl = self.product("VASE"), self.product("BOWL")
        self.assertEqual((vase | bowl).amazon_brand_id, brand)
        self.assertEqual(vase.categ_id, category)
        self.assertNotEqual(bowl.categ_id, nested, "only a top-level category is Amazon's")

    def test_weight_and_sides_come_in_the_units_of_the_database(self):
        sides = {"length": INCHES, "width": INCHES, "height": {"unit": "feet", "value": 1}}
        measures = {"item": {"weight": {"unit": "ounces", "value": 32}, **sides}}
        self.describe("VASE", dimensions=measures)
        metric = self.load()
        config = self.env["ir.config_parameter"]
        config.set_param("product.weight_in_lbs", "1")
        config.set_param("product.volume_in_cubic_feet", "1")
        self.describe("BOWL", dimensions=measures)

        self.load()

        self.assertAlmostEqual(metric.weight, 0.91)
        self.assertAlmostEqual(metric.amazon_length, 254)
        self.assertAlmostEqual(metric.amazon_height, 304.8)
        self.assertAlmostEqual(metric.volume, 0.02, places=2)
        bowl = self.product("BOWL")
        self.assertAlmostEqual(bowl.weight, 2.0)
        self.assertAlmostEqual(bowl.amazon_height, 1.0)
        self.assertEqual(bowl.amazon_length_uom_name, "ft")
        self.assertAlmostEqual(bowl.volume, 0.69, places=2)

    def test_parts_that_amazon_leaves_out_are_left_out(self):
        self.describe("VASE", title="Vase", missing=["dimensions", "images", "identifiers"])
        self.describe("BOWL", sections={"dimensions": "heavy", "images": [7]}, title="Bowl")

        self.load()

        for code, name in (("VASE", "Vase"), ("BOWL", "Bowl")):
            self.assertEqual(self.product(code).name, name)
            self.assertFalse(self.product(code).weight or self.product(code).barcode)

    def test_a_barcode_is_taken_only_if_it_is_valid_and_free(self):
        self.mug.barcode = EANS[0]
        self.lamp.barcode = "12345678905"  # A UPC without its first zero.
        packaging = self.env["uom.uom"].create({"name": "Box", "relative_factor": 1})
        self.env["product.uom"].create(
            {"product_id": self.cable.id, "uom_id": packaging.id, "barcode": EANS[1]}
        )
        for sku, barcode in (
            ("TAKEN", EANS[0]),
            ("TAKEN-UPC", "0012345678905"),
            ("TAKEN-BOX", EANS[1]),
            ("WRONG", "4006381333932"),
            ("TEXT", "B00V7I4DHA"),
            ("FREE", EANS[2]),
            ("FREE-TOO", EANS[2]),
        ):
            self.describe(sku, barcode=barcode)

        self.load()

        barcodes = {sku: self.product(sku).barcode for sku in ("TAKEN", "TAKEN-UPC", "TAKEN-BOX")}
        self.assertFalse(any(barcodes.values()), barcodes)
        self.assertFalse(self.product("WRONG").barcode or self.product("TEXT").barcode)
        free = [self.product(sku).barcode for sku in ("FREE", "FREE-TOO")]
        self.assertEqual(sorted(map(bool, free)), [False, True])

    def test_an_archived_product_keeps_its_barcode(self):
        self.mug.write({"barcode": EANS[0], "active": False})
        self.describe("VASE", barcode=EANS[0])

        self.assertFalse(self.load().barcode)

    def test_the_code_is_the_sku_or_the_asin_and_stands_after_the_first_product(self):
        self.store.product_code_source = "asin"
        asin = self.describe("VASE")

        self.assertEqual(self.load().default_code, asin)

        with self.assertRaises(UserError):
            self.store.product_code_source = "sku"
        other = self.account.store_ids - self.store
        other[0].product_code_source = "asin"

    def test_prices_go_into_the_stores_pricelist_in_its_currency(self):
        canada = self._open_store("CA")
        self.offer("VASE", price="12.00", asin="B0000000VA")
        self.offer("VASE", price="16.00", asin="B0000000VA", marketplace="CA")

        vase = self.load()
        self.load_listings(canada)
        self.run_job(canada)

        self.assertEqual(self.listing("VASE", canada).product_id, vase)
        for store, price in ((self.store, 12.0), (canada, 16.0)):
            self.assertEqual(store.pricelist_id._get_product_price(vase, 1), price)
        self.assertEqual(vase.list_price, 12.0)

    def test_a_price_rule_that_is_there_stays(self):
        self.store.pricelist_id._create_amazon_rules({self.mug: 99.0})
        self.store.link_by_sku = False
        self.offer("MUG", price="12.00")
        listings = self.load_listings()
        self.store.link_by_sku = True

        listings._load_products()

        self.assertEqual(self.store.pricelist_id._get_product_price(self.mug, 1), 99.0)

    def test_a_shared_pricelist_is_refused_in_another_currency_and_warned_of_in_the_same(self):
        canada = self._open_store("CA")
        with self.assertRaises(ValidationError):
            canada.pricelist_id = self.store.pricelist_id
        self.assertFalse(self.store.pricelist_note)

        self.amazon.add_seller("SELLER2", "NA", ["US"])
        other = self._open_store("US", self._connect_account("SELLER2"))
        other.pricelist_id = self.store.pricelist_id
        self.assertIn(other.name, self.store.pricelist_note)

    def test_a_pricelist_in_a_strange_currency_gets_no_prices(self):
        euros = self.env["product.pricelist"].create(
            {"name": "Euros", "currency_id": self.env.ref("base.EUR").id}
        )
        self.store.pricelist_id = euros
        self.offer("VASE", price="12.00")

        self.load()

        self.assertFalse(euros.item_ids)
        self.assertIn("currency", self.store.pricelist_note)

    def test_sale_taxes_by_the_stores_mapping_at_home_alone(self):
        tax = self.env["account.tax"].create({"name": "Amazon's", "amount": 7})
        home = self.company.account_fiscal_country_id
        self.store.write({"tax_mode": "import", "tax_map_ids": [(5, 0, 0)]})
        self.store.tax_map_ids = [(0, 0, {"kind": "default", "tax_id": tax.id})]
        self.offer("VASE", "BOWL")
        mapper = self.env["amazon.product.mapper"]

        self.store.marketplace_id.country_id = home
        self.assertEqual(mapper._find_sale_taxes(self.store), tax)
        self.assertEqual(self.load().taxes_id, tax)
        self.store.marketplace_id.country_id = self.env.ref("base.jp")
        self.assertIsNone(mapper._find_sale_taxes(self.store))

    def test_without_synchronization_only_description_and_dimensions_come_along(self):
        self.store.product_sync = False
        measures = {"item": {"weight": {"unit": "kilograms", "value": 2}, "length": INCHES}}
        asin = self.describe(
            title="Vase",
            description="Tall.",
            brand="Potter",
            category=["Home"],
            dimensions=measures,
            barcode=EANS[0],
            price="12.00",
        )
        self.amazon.add_picture(asin)

        vase = self.load()
        self.run_job()

        self.assertIn("Tall.", vase.description)
        self.assertEqual((vase.weight, vase.amazon_length), (2.0, 254))
        self.assertFalse(vase.barcode or vase.amazon_brand_id or vase.image_1920)
        self.assertFalse(self.store.pricelist_id.item_ids)
        self.assertFalse(self.env["product.category"].search([("name", "=", "Home")]))

    def test_each_variant_has_its_own_and_the_family_what_they_share(self):
        self.offer_shirts(
            shirt("Red", barcode=EANS[0], weight="0.2", price="20.00", description="Red."),
            shirt("Blue", barcode=EANS[1], weight="0.3", price="25.00"),
            theme=["color"],
            brand="Weaver",
            description="A shirt.",
            category=["Clothing", "Shirts"],
        )

        self.load()

        red, blue = self.product("SHIRT-RED"), self.product("SHIRT-BLUE")
        self.assertEqual((red.barcode, blue.barcode), EANS[:2])
        self.assertEqual((red.weight, blue.weight), (0.2, 0.3))
        self.assertIn("A shirt.", self.family().description)
        self.assertEqual(self.family().categ_id.name, "Clothing")
        self.assertEqual(self.family().amazon_brand_id.name, "Weaver")
        prices = [self.store.pricelist_id._get_product_price(one, 1) for one in (red, blue)]
        self.assertEqual(prices, [20.0, 25.0])
