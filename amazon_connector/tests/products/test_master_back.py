"""*Amazon is master* where people speak other languages, and all that its ways back undo."""

from base64 import b64encode

from odoo.tests import Form, new_test_user, tagged

from sp_api_simulator.actions.catalog import square

from .common import ProductsCommon


@tagged("post_install", "-at_install")
class TestMasterBack(ProductsCommon):
    def setUp(self):
        super().setUp()
        self.asin = self.amazon.add_listing("MUG", price="12.00")["asin"]
        self.amazon.describe_product(self.asin, title="Amazon's mug")
        self.load_listings()
        self.manager = new_test_user(self.env, "boss", groups="amazon_connector.group_manager")

    def speak(self, lang):
        """The same product, as who speaks a language sees it."""
        self.env["res.lang"]._activate_lang(lang)
        return self.mug.with_context(lang=lang)

    def follow(self, *keys):
        """A day on which Amazon overwrites; returns what it has overwritten."""
        self.store.sudo()._become_mastered(keys or ["name"])
        self.listing("MUG").catalog_asked_at = False
        self.run_job()
        return self.env["amazon.product.update"].search([])[:1]

    def undo(self, update, **context):
        return update.with_user(self.manager).with_context(**context).action_undo()

    # Languages

    def test_a_name_that_nobody_has_translated_is_overwritten_for_everybody(self):
        german = self.speak("de_DE")
        german.name = "Coffee mug"  # As Odoo keeps what a German has typed: in English as well.

        update = self.follow()

        self.assertEqual((self.mug.name, german.name), ("Amazon's mug", "Amazon's mug"))
        self.undo(update, lang="de_DE")
        self.assertEqual((self.mug.name, german.name), ("Coffee mug", "Coffee mug"))

    def test_a_translation_stays_and_a_reader_of_it_takes_the_name_back(self):
        german = self.speak("de_DE")
        german.name = "Kaffeebecher"

        update = self.follow()

        self.assertEqual((self.mug.name, german.name), ("Amazon's mug", "Kaffeebecher"))
        self.undo(update, lang="de_DE")
        self.assertEqual((self.mug.name, german.name), ("Coffee mug", "Kaffeebecher"))
        self.assertTrue(update.line_ids.is_undone)

    def test_the_catalog_speaks_the_language_of_its_marketplace(self):
        german = self.speak("de_DE")
        german.name = "Kaffeebecher"
        self.store.marketplace_id.sudo().country_id = self.env.ref("base.de")

        update = self.follow()

        self.assertEqual((self.mug.name, german.name), ("Coffee mug", "Amazon's mug"))
        self.undo(update)
        self.assertEqual((self.mug.name, german.name), ("Coffee mug", "Kaffeebecher"))

    def test_the_preview_counts_the_same_in_each_language(self):
        german = self.speak("de_DE")
        german.name = "Kaffeebecher"
        self.follow()

        asked = self.store.with_user(self.manager).with_context(lang="de_DE").action_ask_master()

        lines = self.env["amazon.product.master"].browse(asked["res_id"]).line_ids
        self.assertFalse(lines.filtered(lambda line: line.key == "name").count)

    def test_a_name_that_a_german_has_changed_since_stays(self):
        german = self.speak("de_DE")
        german.name = "Coffee mug"
        update = self.follow()
        german.name = "Kaffeebecher"

        self.undo(update)

        self.assertEqual(german.name, "Kaffeebecher")

    def test_a_description_is_taken_back_with_its_translations(self):
        german = self.speak("de_DE")
        self.mug.description = "<p>Holds tea.</p><p>Never spills.</p>"
        words = {"Holds tea.": "Fasst Tee.", "Never spills.": "Kleckert nie."}
        template = self.mug.product_tmpl_id
        template.update_field_translations("description", {"de_DE": words})
        self.amazon.describe_product(self.asin, description="A mug of Amazon's.")

        update = self.follow("description")
        self.assertNotIn("Fasst Tee.", german.description)
        self.undo(update)

        self.assertEqual(self.mug.description, "<p>Holds tea.</p><p>Never spills.</p>")
        self.assertEqual(german.description, "<p>Fasst Tee.</p><p>Kleckert nie.</p>")

    def test_a_description_that_amazon_tells_in_german_is_taken_back_in_both_languages(self):
        german = self.speak("de_DE")
        self.mug.description = "<p>Holds tea.</p><p>Never spills.</p>"
        words = {"Holds tea.": "Fasst Tee.", "Never spills.": "Kleckert nie."}
        template = self.mug.product_tmpl_id
        template.update_field_translations("description", {"de_DE": words})
        self.store.marketplace_id.sudo().country_id = self.env.ref("base.de")
        self.amazon.describe_product(self.asin, description="Ein Becher von Amazon.")

        update = self.follow("description")
        self.assertIn("Becher", german.description)
        self.undo(update)

        self.assertEqual(german.description, "<p>Fasst Tee.</p><p>Kleckert nie.</p>")
        self.assertEqual(self.mug.description, "<p>Holds tea.</p><p>Never spills.</p>")
        self.assertEqual(update.state, "undone")

    def test_a_language_that_is_spoken_no_longer_keeps_no_name_from_coming_back(self):
        self.speak("de_DE").name = "Coffee mug"
        update = self.follow()
        self.env["res.lang"]._lang_get("de_DE").active = False

        self.undo(update)

        self.assertEqual(self.mug.name, "Coffee mug")
        self.assertEqual(update.state, "undone")

    # What Amazon does not tell

    def test_a_title_that_amazon_does_not_tell_overwrites_no_name(self):
        self.listing("MUG").title = False
        self.amazon.describe_product(self.asin, title=" ")

        self.assertFalse(self.follow("name"))

        self.assertEqual(self.mug.name, "Coffee mug", "the seller SKU is no name")

    def test_what_odoo_cleans_out_of_a_description_is_no_change_of_it(self):
        self.mug.description = "<p>Ours.</p>"
        told = "<p>Holds tea.</p><style>p {color: red}</style>"
        self.amazon.describe_product(self.asin, description=told)

        update = self.follow("description")

        self.assertEqual(self.follow("description"), update, "a day on, nothing has changed")
        self.assertEqual(len(update.line_ids), 1)
        self.undo(update)
        self.assertEqual(self.mug.description, "<p>Ours.</p>")

    # Ways back

    def test_of_two_rounds_the_first_is_put_back_with_the_second(self):
        first = self.follow()
        self.amazon.describe_product(self.asin, title="Amazon's best mug")
        second = self.follow()
        self.assertEqual(self.mug.name, "Amazon's best mug")

        self.undo(first)

        self.assertEqual(self.mug.name, "Coffee mug")
        self.assertEqual((first.state, second.state), ("undone", "undone"))

    def test_the_second_round_alone_is_put_back_alone(self):
        first = self.follow()
        self.amazon.describe_product(self.asin, title="Amazon's best mug")
        second = self.follow()

        self.undo(second)

        self.assertEqual((self.mug.name, first.state), ("Amazon's mug", "applied"))
        self.undo(first)
        self.assertEqual(self.mug.name, "Coffee mug")

    def test_what_a_person_wrote_between_two_rounds_is_put_back(self):
        first = self.follow()
        self.mug.name = "Our mug"
        self.amazon.describe_product(self.asin, title="Amazon's best mug")
        second = self.follow()

        self.undo(first)

        self.assertEqual((self.mug.name, second.state), ("Our mug", "undone"))

    def wait_for_picture(self):
        """A picture that is to replace the product's own, and that Amazon does not give yet."""
        self.mug.image_1920 = b64encode(square(4))
        own = self.mug.image_1920
        self.amazon.add_picture(self.asin)
        listing = self.listing("MUG")
        listing.picture_next_try = "2100-01-01 00:00:00"
        update = self.follow("picture", "name")
        self.assertTrue(listing.picture_update_id)
        listing.picture_next_try = False
        return own, update

    def test_a_picture_that_waits_does_not_come_after_amazon_was_stopped(self):
        own, _update = self.wait_for_picture()

        self.store.with_user(self.manager).action_stop_master()
        self.run_job()

        self.assertEqual(self.mug.image_1920, own)

    def test_a_picture_that_waits_does_not_come_after_an_undo(self):
        own, update = self.wait_for_picture()

        self.undo(update)
        self.run_job()

        self.assertEqual(self.mug.image_1920, own)

    def test_a_picture_that_was_put_back_comes_again_with_the_next_master(self):
        self.mug.image_1920 = b64encode(square(4))
        own = self.mug.image_1920
        self.amazon.add_picture(self.asin)
        self.undo(self.follow("picture"))
        self.assertEqual(self.mug.image_1920, own)

        self.follow("picture")

        self.assertNotEqual(self.mug.image_1920, own)

    # Several masters

    def open_two(self):
        """The same mug in two stores; returns the older one and the younger one."""
        canada = self._open_store("CA")
        self.amazon.add_listing("MUG", marketplace="CA", asin=self.asin, price="16.00")
        self.amazon.describe_product(self.asin, marketplace="CA", title="Canada's mug")
        self.load_listings(canada)
        older, younger = (self.store | canada).sorted("id")
        older.sudo()._become_mastered(["name"])
        self.run_job(older)
        younger.sudo()._become_mastered(["name", "price"])
        return older, younger

    def test_each_store_is_master_of_the_prices_in_its_own_pricelist(self):
        older, younger = self.open_two()
        older.sudo().master_fields = ["name", "price"]
        self.assertNotEqual(older.pricelist_id, younger.pricelist_id)
        younger.pricelist_id._create_amazon_rules({self.mug: 99.0})
        name = self.mug.name

        self.run_job(younger)

        price = younger.pricelist_id._get_product_price(self.mug, 1)
        self.assertEqual(price, {self.store: 12.0}.get(younger, 16.0))
        self.assertEqual(self.mug.name, name, "of the name there is one master")

    def test_a_store_that_changes_no_products_any_more_keeps_no_other_from_it(self):
        older, younger = self.open_two()
        older.product_sync = False
        name = self.mug.name

        self.run_job(younger)

        self.assertNotEqual(self.mug.name, name)

    # The dialogue

    def test_what_was_chosen_stays_chosen_when_the_rest_is_looked_up(self):
        asked = self.store.with_user(self.manager).action_ask_master()
        dialogue = self.env["amazon.product.master"].with_user(self.manager).browse(asked["res_id"])
        with Form(dialogue) as form:
            with form.line_ids.edit(0) as line:
                line.is_chosen = True

        dialogue.action_look_up()

        self.assertEqual(dialogue.line_ids.filtered("is_chosen").mapped("key"), ["name"])
