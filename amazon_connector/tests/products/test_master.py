"""*Amazon is master*: a preview with counts, what was chosen is overwritten, and a way back."""

from base64 import b64encode

from odoo.exceptions import AccessError, UserError
from odoo.tests import new_test_user, tagged

from sp_api_simulator.actions.catalog import square

from .common import EANS, ProductsCommon, shirt


@tagged("post_install", "-at_install")
class TestMaster(ProductsCommon):
    def setUp(self):
        super().setUp()
        asin = self.amazon.add_listing("MUG", price="12.00", barcode=EANS[0], weight="0.4")["asin"]
        self.amazon.describe_product(
            asin, title="Amazon's mug", brand="Potter", category=["Home"], description="For tea."
        )
        self.mug.write({"description": "<p>Ours.</p>", "weight": 1.0})
        self.load_listings()

    def ask(self):
        """The dialogue, after Amazon's catalog was asked."""
        action = self.store.action_ask_master()
        dialogue = self.env["amazon.product.master"].browse(action["res_id"])
        dialogue.action_look_up()
        return dialogue

    def confirm(self, *keys):
        dialogue = self.ask()
        dialogue.line_ids.filtered(lambda line: line.key in keys).is_chosen = True
        dialogue.action_confirm()
        self.run_job()
        return self.env["amazon.product.update"].search([])[:1]

    def test_by_default_nothing_is_overwritten(self):
        self.run_job()

        self.assertEqual((self.mug.name, self.mug.weight), ("Coffee mug", 1.0))

    def test_the_preview_counts_and_changes_nothing(self):
        action = self.store.action_ask_master()
        dialogue = self.env["amazon.product.master"].browse(action["res_id"])
        self.assertEqual(dialogue.unknown_count, 1)
        self.assertFalse(sum(dialogue.line_ids.mapped("count")))

        dialogue.action_look_up()

        self.assertEqual(dialogue.unknown_count, 0)
        counts = {line.key: line.count for line in dialogue.line_ids}
        self.assertEqual(
            counts,
            {
                "name": 1,
                "description": 1,
                "brand": 1,
                "category": 1,
                "weight": 1,
                "dimensions": 0,
                "barcode": 1,
                "price": 1,
                "picture": 0,
            },
        )
        self.assertEqual(self.mug.name, "Coffee mug")
        self.assertFalse(self.env["amazon.brand"].search([("name", "=", "Potter")]))
        with self.assertRaises(UserError):
            dialogue.action_confirm()

    def test_only_what_was_chosen_is_overwritten_and_listed(self):
        update = self.confirm("name", "weight")

        self.assertEqual((self.mug.name, self.mug.weight), ("Amazon's mug", 0.4))
        self.assertIn("Ours.", self.mug.description)
        self.assertFalse(self.mug.barcode)
        self.assertEqual(self.mug.default_code, "MUG", "the code is never overwritten")
        self.assertEqual((update.product_count, update.change_count), (1, 2))

    def test_a_description_is_shown_as_text(self):
        update = self.confirm("description")

        self.assertEqual(update.line_ids.old_text, "Ours.")
        self.assertNotIn("<", update.line_ids.new_text)

    def test_everything_is_put_back(self):
        before = self.mug.read(["name", "description", "weight", "barcode", "categ_id"])
        self.store.pricelist_id._create_amazon_rules({self.mug: 99.0})
        keys = ("name", "description", "brand", "category", "weight", "barcode", "price")
        update = self.confirm(*keys)
        self.assertEqual(self.mug.amazon_brand_id.name, "Potter")
        self.assertEqual(self.store.pricelist_id._get_product_price(self.mug, 1), 12.0)
        self.assertEqual(self.mug.barcode, EANS[0])

        update.action_undo()

        self.assertEqual(
            self.mug.read(["name", "description", "weight", "barcode", "categ_id"]), before
        )
        self.assertFalse(self.mug.amazon_brand_id)
        self.assertEqual(self.store.pricelist_id._get_product_price(self.mug, 1), 99.0)
        self.assertFalse(self.store.amazon_is_master, "else the next day overwrites it again")
        with self.assertRaises(UserError):
            update.action_undo()

    def test_what_a_person_has_changed_since_stays(self):
        update = self.confirm("name", "weight")
        self.mug.name = "Our best mug"

        action = update.action_undo()

        self.assertEqual((self.mug.name, self.mug.weight), ("Our best mug", 1.0))
        self.assertIn("changed again: 1", action["params"]["message"])

    def test_a_second_round_on_the_same_day_asks_nothing(self):
        self.confirm("name")
        self.mug.name = "Mine"
        self.amazon.reset_calls()

        self.run_job()

        self.assertEqual(self.mug.name, "Mine")
        self.assertFalse(self.amazon.calls().get("searchCatalogItems"))
        self.store.sudo().mastered_at = "2020-01-01 00:00:00"
        self.run_job()
        self.assertEqual(self.mug.name, "Amazon's mug")

    def test_a_picture_is_replaced_and_put_back(self):
        asin = self.listing("MUG").asin
        self.mug.image_1920 = b64encode(square(4))
        before = self.mug.image_1920
        self.amazon.add_picture(asin)

        update = self.confirm("picture")

        self.assertNotEqual(self.mug.image_1920, before)
        update.action_undo()
        self.assertEqual(self.mug.image_1920, before)

    def test_the_variants_of_a_family_share_a_name_that_is_amazons(self):
        self.offer_shirts(shirt("Red"), shirt("Blue"), theme=["color"])
        self.load()
        family = self.family()
        family.name = "Ours"

        self.confirm("name")

        self.assertEqual(family.name, "Linen Shirt")

    def test_of_two_masters_the_older_store_rules(self):
        canada = self._open_store("CA")
        asin = self.listing("MUG").asin
        self.amazon.add_listing("MUG", marketplace="CA", asin=asin)
        self.amazon.describe_product(asin, marketplace="CA", title="Canada's mug")
        self.load_listings(canada)
        stores = (self.store | canada).sorted("id")
        self.confirm("name")
        canada._become_mastered(["name"])
        self.run_job(canada)
        self.run_job()

        names = {self.store: "Amazon's mug", canada: "Canada's mug"}
        self.assertEqual(self.mug.name, names[stores[0]])

    def test_only_an_administrator_decides(self):
        user = new_test_user(self.env, "clerk", groups="amazon_connector.group_user")
        update = self.confirm("name")

        with self.assertRaises(AccessError):
            self.store.with_user(user).action_ask_master()
        with self.assertRaises(UserError):
            update.with_user(user).action_undo()
        with self.assertRaises(AccessError):
            self.store.with_user(user).amazon_is_master = True

    def test_of_two_listings_of_one_product_the_first_rules(self):
        self.offer("MUG-FBA", price="15.00", title="Amazon's other mug")
        self.load_listings()
        self.listing("MUG-FBA").product_id = self.mug

        for _day in range(3):
            self.confirm("name", "price")

            self.assertEqual(self.mug.name, "Amazon's mug")
            self.assertEqual(self.store.pricelist_id._get_product_price(self.mug, 1), 12.0)
        self.assertEqual(len(self.env["amazon.product.update"].search([])), 1)

    def test_the_preview_costs_no_query_for_each_listing(self):
        def count():
            self.env.invalidate_all()
            before = self.cr.sql_log_count
            self.store._get_changes(self.store._find_mastered(), ["price"])
            return self.cr.sql_log_count - before

        self.load()
        self.ask()
        count()
        few = count()
        self.offer(*(f"VASE-{number}" for number in range(20)), price="3.00")
        self.load()

        self.assertLessEqual(count(), few + 5)

    def test_a_picture_that_a_person_has_changed_since_stays(self):
        self.mug.image_1920 = b64encode(square(4))
        self.amazon.add_picture(self.listing("MUG").asin)
        update = self.confirm("picture")
        self.mug.image_1920 = b64encode(square(6))
        own = self.mug.image_1920

        action = update.action_undo()

        self.assertEqual(self.mug.image_1920, own)
        self.assertIn("changed again: 1", action["params"]["message"])

    def test_a_round_that_is_stopped_while_amazon_is_asked_writes_nothing(self):
        self.ask()
        self.store._become_mastered(["name"])
        listings = self.store._find_mastered()

        self.store.action_stop_master()
        self.store.sudo()._overwrite_products(listings, self.env["amazon.operation"])

        self.assertEqual(self.mug.name, "Coffee mug")
