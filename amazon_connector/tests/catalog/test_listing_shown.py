"""The list of listings shows no number that nobody has read or computed."""

from lxml import etree

from odoo.tests import tagged
from odoo.tools.safe_eval import safe_eval

from ..common import AmazonCommon


@tagged("post_install", "-at_install")
class TestListingShown(AmazonCommon):
    def setUp(self):
        super().setUp()
        self.store.push_stock = True
        self.listing = self.env["amazon.listing"].create(
            {
                "store_id": self.store.id,
                "seller_sku": "MUG",
                "product_id": self.mug.id,
                "fulfillment_channel": "DEFAULT",
                "amazon_quantity_at": "2026-07-01 00:00:00",
            }
        )

    def is_shown(self, name, view_type):
        """Whether the view shows the field of the listing."""
        arch = etree.fromstring(self.listing.get_view(view_type=view_type)["arch"])
        nodes = [arch.find(f".//field[@name='{name}']")]
        nodes += nodes[0].iterancestors()
        own = {known: self.listing[known] for known in self.listing._fields if "_id" not in known}
        own["product_id"] = self.listing.product_id.id
        hidden = [node.get("invisible") for node in nodes if node.get("invisible")]
        return not any(safe_eval(condition, dict(own)) for condition in hidden)

    def test_what_is_pushed_is_shown(self):
        for view_type in ("list", "form"):
            self.assertTrue(self.is_shown("wanted_quantity", view_type))
            self.assertTrue(self.is_shown("amazon_quantity", view_type))

    def test_nothing_is_wanted_where_the_store_does_not_push(self):
        for vals in ({"push_stock": False}, {"push_stock": True, "state": "draft"}):
            self.store.write(vals)
            for view_type in ("list", "form"):
                self.assertFalse(self.is_shown("wanted_quantity", view_type), vals)

    def test_nothing_is_wanted_of_what_is_not_linked(self):
        self.listing.product_id = False
        for view_type in ("list", "form"):
            self.assertFalse(self.is_shown("wanted_quantity", view_type))

    def test_the_report_says_no_quantity_of_what_amazon_ships(self):
        self.listing.fulfillment_channel = "AMAZON_NA"
        for view_type in ("list", "form"):
            self.assertFalse(self.is_shown("amazon_quantity", view_type))
            self.assertFalse(self.is_shown("wanted_quantity", view_type))

    def test_a_refusal_stands_on_the_card_and_colors_the_sku(self):
        kanban = etree.fromstring(self.listing.get_view(view_type="kanban")["arch"])
        self.assertTrue(kanban.xpath("//t[@t-name='card']//field[@name='push_error']"))
        rows = etree.fromstring(self.listing.get_view(view_type="list")["arch"])
        sku = rows.find("field[@name='seller_sku']")
        self.assertEqual(sku.get("decoration-danger"), "push_error")
