"""Statuses follow Amazon's report, and the store says which listings are loaded (D1, D7)."""

from odoo.tests import tagged

from .common import ListingsCommon, report, row


@tagged("post_install", "-at_install")
class TestListingStates(ListingsCommon):
    def states(self):
        listings = self.env["amazon.listing"].search([("store_id", "=", self.store.id)])
        return {listing.seller_sku: listing.listing_state for listing in listings}

    def test_a_catalog_of_a_b_c_in_which_d_takes_the_place_of_c(self):
        for sku in "ABC":
            self.amazon.add_listing(sku)
        self.load()
        self.assertEqual(self.states(), dict.fromkeys("ABC", "listed"))

        self.amazon.remove_listing("C")
        self.amazon.add_listing("D")
        self.load()

        self.assertEqual(
            self.states(), {"A": "listed", "B": "listed", "C": "cancelled", "D": "listed"}
        )
        self.assertTrue(self.listing("C").vanished_at)

        self.amazon.add_listing("C")
        self.load()
        self.assertEqual(self.states(), dict.fromkeys("ABCD", "listed"))
        self.assertFalse(self.listing("C").vanished_at)

    def test_what_is_not_read_is_not_cancelled(self):
        self.load(report(*map(row, "ABC")))

        self.load(report(*map(row, "AB")))

        self.assertEqual(self.states(), dict.fromkeys("ABC", "listed"))
        self.load(report(*map(row, "AB")))
        self.assertEqual(self.states()["C"], "cancelled", "a second report says the same")

    def test_a_report_of_another_catalog_replaces_nothing(self):
        self.load(report(*map(row, "ABCD")))

        self.load(report(*map(row, "WXYZ")))

        self.assertEqual(self.states(), dict.fromkeys("ABCDWXYZ", "listed"))
        self.assertTrue(self.store.activity_ids)

    def test_inactive_and_incomplete_listings_are_not_listed(self):
        self.load(
            report(
                row("A"),
                row("B", status="Inactive"),
                row("C", status="Incomplete"),
                row("D", status="Paused by Moonlight"),
            )
        )

        self.assertEqual(
            self.states(), {"A": "listed", "B": "not_listed", "C": "not_listed", "D": "listed"}
        )

    def test_only_listings_opened_after_a_date_are_loaded(self):
        self.store.listings_since = "2024-01-01 00:00:00"

        operation = self.load(
            report(
                row("OLD", open_date="31/12/2023 23:59:59 GMT"),
                row("NEW", open_date="2024-01-01 00:00:00 GMT"),
                row("UNDATED", open_date="a while ago"),
            )
        )

        self.assertEqual(self.listed(), {"NEW", "UNDATED"}, "what cannot be read keeps nothing out")
        self.assertEqual((operation.received, operation.skipped), (2, 1))
        self.assertIn("Left out, as the store is set: 1", self.messages(operation))

    def test_a_known_listing_is_kept_current_whatever_the_store_loads(self):
        self.load(report(row("OLD", open_date="2020-01-01 00:00:00 GMT"), row("OTHER")))
        self.store.write({"listings_since": "2024-01-01", "only_active_listings": True})

        self.load(
            report(
                row("OLD", open_date="2020-01-01 00:00:00 GMT", status="Inactive", price="7.50"),
                row("NEVER-SEEN", open_date="2025-01-01 00:00:00 GMT", status="Inactive"),
            )
        )

        self.assertEqual((self.listing("OLD").status, self.listing("OLD").price), ("inactive", 7.5))
        self.assertFalse(self.listing("NEVER-SEEN"))

    def test_only_active_listings_are_loaded_where_the_store_wants_it(self):
        self.store.only_active_listings = True

        self.load(report(row("A"), row("B", status="Inactive")))
        self.assertEqual(self.listed(), {"A"})
        self.load(report(row("A"), row("B")))

        self.assertEqual(self.listed(), {"A", "B"}, "active since")

    def test_what_needs_attention_comes_first(self):
        self.load(report(row("MUG"), row("LAMP"), row("STRANGER"), row("BLANK")))
        self.listing("BLANK").action_leave_blank()

        own = [("store_id", "=", self.store.id)]
        found = self.env["amazon.listing"].search(own, order="needs_attention desc, seller_sku")

        self.assertEqual(found.mapped("seller_sku"), ["STRANGER", "BLANK", "LAMP", "MUG"])

    def test_a_family_is_what_amazons_catalog_says(self):
        skus = ("RED", "BLUE", "ALONE", "UNKNOWN")
        self.load(report(*map(row, skus), row("PARENT", asin1="B0PARENT01")))
        for sku in ("RED", "BLUE"):
            self.listing(sku).catalog = {"parent": "B0PARENT01"}
        self.listing("PARENT").catalog = {"is_parent": True}
        self.listing("ALONE").catalog = {"parent": ""}

        groups = self.env["amazon.listing"]._read_group(
            [("store_id", "=", self.store.id)], ["family_ref"], ["__count"]
        )

        self.assertEqual(dict(groups), {"B0PARENT01": 3, False: 2})

    def test_a_sku_with_an_order_that_is_newer_than_the_report_is_listed(self):
        skus = [f"SKU-{number}" for number in range(10)]
        self.load(report(*map(row, skus)))
        self.listing("SKU-9").sudo().channel_at = "2099-01-01 00:00:00"

        self.load(report(*map(row, skus[:8])))

        self.assertEqual(self.listed(), {*skus[:8], "SKU-9"})
