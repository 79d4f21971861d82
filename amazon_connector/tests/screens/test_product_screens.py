"""Screens of products from Amazon: the store's tab, the preview, what was overwritten."""

from odoo.tests import tagged

from ..products.common import shirt
from .walking import WalkingCase


@tagged("post_install", "-at_install")
class TestProductScreens(WalkingCase):
    def setUp(self):
        super().setUp()
        asin = self.amazon.add_listing("MUG", price="12.00", weight="0.4")["asin"]
        self.amazon.describe_product(asin, title="Amazon's mug", brand="Potter")
        children = [shirt("Red", "S"), shirt("Blue", "L", price="20.00")]
        self.amazon.add_family("Linen Shirt", ["color", "size"], children, brand="Weaver")
        self.store.action_sync_listings()
        listings = self.env["amazon.listing"].search([("store_id", "=", self.store.id)])
        listings._load_products()

    def test_families_are_products_with_their_dimensions(self):
        family = self.env["product.template"].search([("name", "=", "Linen Shirt")])
        variant = family.product_variant_ids[:1]
        variant.amazon_length = 300

        self._walk([self._open_form(family, tabs=True), self._open_form(variant, tabs=True)])

    def ask_master(self):
        """The dialogue, with the name chosen."""
        dialogue = self.env["amazon.product.master"].create({"store_id": self.store.id})
        dialogue.action_look_up()
        dialogue.line_ids.filtered(lambda line: line.key == "name").is_chosen = True
        return dialogue

    def test_amazon_becomes_master_after_a_look_and_goes_back(self):
        dialogue = self.ask_master()

        self._walk(
            [
                self._open_form(self.store, tabs=True),
                {
                    "open": dialogue._get_action() | {"views": [(False, "form")]},
                    "see": ".modal .o_field_widget[name=line_ids] .o_data_row",
                },
                {"click": ".modal button[name=action_confirm]", "see": "body:not(.modal-open)"},
            ]
        )
        self.store.invalidate_recordset()
        self.assertTrue(self.store.amazon_is_master)
        self.store.action_load_products()
        update = self.env["amazon.product.update"].search([])
        self.assertEqual(self.mug.name, "Amazon's mug")

        self._walk(
            [
                self._open("amazon_product_update_action", "list", ".o_data_row"),
                self._open_form(update),
                self._click("action_undo", ".modal .btn-primary"),
                {"click": ".modal .btn-primary", "see": ".o_notification"},
            ]
        )
        self.mug.invalidate_recordset()
        self.assertEqual(self.mug.name, "Coffee mug")
