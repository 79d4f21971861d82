"""Linking many listings costs few queries, however many they are."""

from odoo.tests import tagged

from ..common import AmazonCommon

LISTINGS = 1000
MOST_QUERIES = 50


@tagged("post_install", "-at_install")
class TestLinkingVolume(AmazonCommon):
    def test_linking_many_listings_costs_few_queries(self):
        self.env["product.product"].create(
            [
                {"name": "Thing", "default_code": f"THING-{number}", "is_storable": True}
                for number in range(LISTINGS)
            ]
        )
        listings = self.env["amazon.listing"].create(
            [
                {"store_id": self.store.id, "seller_sku": f"THING-{number}"}
                for number in range(LISTINGS)
            ]
        )
        self.env.flush_all()
        self.env.invalidate_all()

        before = self.cr.sql_log_count
        linked = listings._link_automatically()
        self.env.flush_all()

        self.assertEqual(len(linked), LISTINGS)
        self.assertLessEqual(self.cr.sql_log_count - before, MOST_QUERIES)
