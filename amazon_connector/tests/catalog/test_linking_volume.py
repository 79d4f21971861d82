"""Linking many listings costs few queries, however many they are."""

from odoo.tests import tagged
from odoo.tools import SQL

from ..common import AmazonCommon

LISTINGS = 1000
MOST_QUERIES = 100


@tagged("post_install", "-at_install")
class TestLinkingVolume(AmazonCommon):
    def setUp(self):
        super().setUp()
        self.env["product.product"].create(
            [
                {"name": "Thing", "default_code": f"THING-{number}", "is_storable": True}
                for number in range(LISTINGS)
            ]
        )
        # The chatter of each tells of its product, as it does in a seller's database.
        self.listings = (
            self.env["amazon.listing"]
            .with_context(tracking_disable=False)
            .create(
                [
                    {"store_id": self.store.id, "seller_sku": f"THING-{number}"}
                    for number in range(LISTINGS)
                ]
            )
        )
        self.finish()

    def finish(self):
        """What a request does at its end: the chatter is written now."""
        self.env.flush_all()
        self.cr.precommit.run()
        self.env.invalidate_all()

    def assert_few_queries(self, act):
        before = self.cr.sql_log_count
        act()
        self.finish()
        self.assertLessEqual(self.cr.sql_log_count - before, MOST_QUERIES)

    def get_changes(self, listing):
        """:return: list of (author, product before, product after), the latest last"""
        return [
            (message.author_id, change.old_value_char or "", change.new_value_char or "")
            for message in listing.message_ids.sorted("id")
            for change in message.sudo().tracking_value_ids
        ]

    def test_linking_many_listings_costs_few_queries(self):
        self.assert_few_queries(self.listings._link_automatically)

        self.assertEqual(set(self.listings.mapped("link_state")), {"linked"})

    def test_unlinking_them_costs_few_and_each_chatter_tells_of_its_own_product(self):
        self.listings._link_automatically()
        self.finish()

        self.assert_few_queries(self.listings.action_unlink_product)

        self.assertEqual(set(self.listings.mapped("link_state")), {"unlinked"})
        author = self.env.user.partner_id
        for listing in (self.listings[0], self.listings[-1]):
            name = f"[{listing.seller_sku}] Thing"
            self.assertEqual(self.get_changes(listing), [(author, "", name), (author, name, "")])

    def test_leaving_them_blank_costs_few(self):
        self.listings._link_automatically()
        self.finish()

        self.assert_few_queries(self.listings.action_leave_blank)

        self.assertEqual(set(self.listings.mapped("link_state")), {"blank"})

    def test_what_was_never_linked_is_not_touched_by_unlinking(self):
        self.listings.write_date = "2026-01-01 00:00:00"
        self.finish()

        self.listings.action_unlink_product()
        self.finish()

        self.assertEqual(self.listings[0].write_date.year, 2026)
        self.assertFalse(self.get_changes(self.listings[0]))

    def test_skus_of_several_stores_are_found_by_the_unique_index(self):
        """By the index of trigrams a spreadsheet of 20,000 lines took longer than a click may."""
        stores = self.store | self._open_store("CA") | self._open_store("MX")
        skus = self.listings.mapped("seller_sku")[:500]
        self.env.cr.execute("ANALYZE amazon_listing")

        self.assertEqual(len(self.listings._find_by_skus(stores, skus)), 500)
        plan = self.env.execute_query(
            SQL("EXPLAIN %s", self.listings._select_by_skus(stores, skus))
        )

        self.assertNotIn("seller_sku_index", str(plan))
