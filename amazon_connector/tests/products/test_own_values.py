"""What people write into products and pricelists themselves, before and beside Amazon."""

from odoo.tests import new_test_user, tagged

from ...mapping.amazon_product_mapper import SIDES
from .common import ProductsCommon, shirt


@tagged("post_install", "-at_install")
class TestOwnValues(ProductsCommon):
    def price(self, product):
        return self.store.pricelist_id._get_product_price(product, 1)

    def add_rule(self, **vals):
        """A rule as the product's form makes it: for the product, not for its variant."""
        self.env["product.pricelist.item"].create(
            {"pricelist_id": self.store.pricelist_id.id, **vals}
        )

    def test_dimensions_of_a_new_product_are_kept(self):
        keeper = new_test_user(
            self.env, "keeper", groups="base.group_user,product.group_product_manager"
        )
        sides = dict(zip(SIDES, (100.0, 200.0, 300.0), strict=True))
        Template = self.env["product.template"].with_user(keeper)

        [saved] = Template.web_save({"name": "Teapot", **sides}, {"id": {}})

        teapot = Template.browse(saved["id"])
        self.assertEqual([teapot[side] for side in SIDES], [100.0, 200.0, 300.0])
        self.assertEqual(teapot.product_variant_id.amazon_width, 200.0)

    def test_a_duplicate_has_the_same_dimensions(self):
        self.mug.write(dict(zip(SIDES, (100.0, 200.0, 300.0), strict=True)))

        # As a person has it on the screen, without the context in which the test made it.
        twin = self.env["product.template"].browse(self.mug.product_tmpl_id.id).copy()

        self.assertNotEqual(twin, self.mug.product_tmpl_id)
        variant = twin.product_variant_id
        self.assertEqual([variant[side] for side in SIDES], [100.0, 200.0, 300.0])

    def test_a_price_of_the_product_is_kept(self):
        self.add_rule(product_tmpl_id=self.mug.product_tmpl_id.id, fixed_price=9.0)
        self.offer("MUG", price="12.00")
        self.load_listings()

        self.run_job()

        self.assertEqual(self.price(self.mug), 9.0)

    def test_a_discount_on_the_product_is_kept(self):
        self.mug.list_price = 20.0
        vals = {"compute_price": "percentage", "percent_price": 50.0}
        self.add_rule(product_id=self.mug.id, **vals)
        self.offer("MUG", price="12.00")
        self.load_listings()

        self.run_job()

        self.assertEqual(self.price(self.mug), 10.0)

    def test_of_two_listings_of_a_product_the_first_one_gives_the_price(self):
        self.offer("MUG", price="12.00")
        self.load_listings()
        self.offer("ZZ-MUG", price="7.00")
        self.load_listings()
        self.listing("ZZ-MUG").product_id = self.mug

        self.run_job()

        self.assertEqual(self.price(self.mug), 12.0)

    def test_variants_without_a_price_of_their_own_get_amazons(self):
        self.offer_shirts(
            shirt("Red", price="20.00"), shirt("Blue", price="25.00"), theme=["color"]
        )
        self.load()
        prices = {self.price(variant) for variant in self.family().product_variant_ids}
        self.assertEqual(prices, {20.0, 25.0})

    def test_a_price_for_many_or_for_a_season_is_none_for_one(self):
        template = self.mug.product_tmpl_id.id
        self.add_rule(product_tmpl_id=template, fixed_price=9.0, min_quantity=10)
        self.add_rule(product_tmpl_id=template, fixed_price=8.0, date_start="2100-01-01 00:00:00")
        self.offer("MUG", price="12.00")
        self.load_listings()

        self.run_job()

        self.assertEqual(self.price(self.mug), 12.0)

    def test_a_master_overwrites_the_price_of_the_product_and_gives_it_back(self):
        self.add_rule(product_tmpl_id=self.mug.product_tmpl_id.id, fixed_price=9.0)
        self.offer("MUG", price="12.00")
        self.load_listings()
        self.store.sudo()._become_mastered(["price"])
        self.run_job()
        self.assertEqual(self.price(self.mug), 12.0)

        self.env["amazon.product.update"].search([])[:1].action_undo()

        self.assertEqual(self.price(self.mug), 9.0)
