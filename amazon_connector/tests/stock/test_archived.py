"""Products that are archived or deleted while their listings are live."""

from odoo.tests import tagged

from .common import StockCommon


@tagged("post_install", "-at_install")
class TestArchived(StockCommon):
    def test_an_archived_product_is_offered_as_long_as_there_is_some(self):
        """Its orders are taken as well: archiving tidies lists, and sells nothing out."""
        self.mug.active = False
        self.push()

        self.assertEqual(self.quantities(), {"MUG": 100, "LAMP": 100, "CABLE": 100})

    def test_a_listing_whose_product_is_deleted_keeps_its_number(self):
        toy = self._create_product("TOY", "Toy", quantity=0)
        self.amazon.add_listing("TOY", quantity=7)
        self.load()
        self.assertEqual(self.listing("TOY").product_id, toy)
        toy.unlink()
        self.push()

        self.assertFalse(self.listing("TOY").product_id)
        self.assertEqual(self.at_amazon("TOY"), 7)
