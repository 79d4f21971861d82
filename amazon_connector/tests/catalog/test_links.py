"""Which product a listing is: ways in their order, links that break, what is blank (D2, D9)."""

from odoo.tests import new_test_user, tagged

from .common import ListingsCommon, report, row


@tagged("post_install", "-at_install")
class TestLinks(ListingsCommon):
    # Ways to link

    def test_an_asin_is_linked_where_it_is_the_internal_reference(self):
        tea = self._create_product("B0TEAPOT01", "Teapot", quantity=0)
        self.store.link_by_asin = True

        self.load(report(row("OWN-1", asin1="B0TEAPOT01"), row("OWN-2", asin1="B0NOTHING1")))

        self.assertEqual(self.listing("OWN-1").product_id, tea)
        self.assertFalse(self.listing("OWN-2").product_id)

    def test_one_product_is_sold_in_several_marketplaces_under_one_asin_and_many_skus(self):
        self.store.link_by_asin = True
        canada = self._open_store("CA", link_by_asin=True)
        self.load(report(row("MUG", asin1="B0MUGMUG01")))

        self.amazon.next_report(report(row("TASSE-CA", asin1="B0MUGMUG01", item_name="Tasse")))
        canada.action_sync_listings()

        (ours,) = canada.env["amazon.listing"].search([("store_id", "=", canada.id)])
        self.assertEqual(ours.product_id, self.mug)
        self.assertEqual(ours.shown_title, "Tasse")
        ours.alias_title = "Tasse à café"
        self.assertEqual(ours.shown_title, "Tasse à café")
        self.assertEqual(self.listing("MUG").shown_title, "Title")
        self.assertEqual(self.mug.amazon_listing_count, 2)
        other = self.env["res.company"].create({"name": "Other"})
        elsewhere = self.mug.with_context(allowed_company_ids=other.ids)
        self.assertEqual(elsewhere.amazon_listing_count, 0, "those of other companies")

    def test_an_asin_that_listings_of_two_products_share_links_neither(self):
        self.store.link_by_asin = True
        self.load(report(row("MUG", asin1="B0SHARED01"), row("LAMP", asin1="B0SHARED01")))

        self.load(report(*(row(sku, asin1="B0SHARED01") for sku in ("MUG", "LAMP", "NEW"))))

        self.assertFalse(self.listing("NEW").product_id)

    def test_ways_are_tried_in_the_order_of_the_store(self):
        by_asin = self._create_product("B0TEAPOT01", "By ASIN", quantity=0)
        self.cable.barcode = "9520000000017"
        self.store.write({"link_by_asin": True, "link_by_barcode": True})
        wanted = {
            "sku,asin,barcode": self.mug,
            "asin,sku,barcode": by_asin,
            "barcode,asin,sku": self.cable,
        }
        for link_order, product in wanted.items():
            self.store.link_order = link_order
            self.load(report(row("MUG", asin1="B0TEAPOT01", product_id="9520000000017")))
            self.assertEqual(self.listing("MUG").product_id, product, link_order)
            self.listing("MUG").sudo().unlink()

    def test_with_all_ways_off_listings_are_linked_by_hand(self):
        self.store.link_by_sku = False

        self.load(report(row("MUG")))

        self.assertFalse(self.listing("MUG").product_id)
        self.assertEqual(self.store.unlinked_count, 1)
        self.listing("MUG").product_id = self.lamp
        self.store.invalidate_recordset()
        self.assertEqual(self.store.unlinked_count, 0)

    # A person decides

    def test_what_a_person_unlinks_is_not_linked_again_by_the_next_load(self):
        self.load(report(row("MUG")))

        self.listing("MUG").action_unlink_product()
        self.load(report(row("MUG")))

        self.assertEqual(self.listing("MUG").link_state, "unlinked")
        self.listing("MUG").product_id = self.mug
        self.assertEqual(self.listing("MUG").link_state, "linked")

    def test_a_listing_left_blank_no_longer_counts_as_unlinked_and_stays_so(self):
        self.load(report(row("GIFT"), row("OTHER")))
        self.assertEqual(self.store.unlinked_count, 2)

        self.listing("GIFT").action_leave_blank()
        self._create_product("GIFT", "Gift", quantity=0)
        self.load(report(row("GIFT"), row("OTHER")))

        self.assertEqual(self.listing("GIFT").link_state, "blank")
        self.assertFalse(self.listing("GIFT").product_id)
        self.assertEqual(self.store.unlinked_count, 1)
        unlinked = self.env["amazon.listing"].search(self.store.action_link_listings()["domain"])
        self.assertEqual(unlinked.mapped("seller_sku"), ["OTHER"])

    def test_an_order_for_a_listing_left_blank_waits_whatever_the_store_makes_of_others(self):
        self.store.unknown_product_policy = "create"
        self.load(report(row("GIFT")))
        self.listing("GIFT").action_leave_blank()

        ref = self.amazon.place_order(sku="GIFT", unit_price="1.00")
        self.sync_orders()

        self.assertEqual(self.document(ref).state, "held")
        self.assertFalse(self.env["product.product"].search([("default_code", "=", "GIFT")]))

    def test_a_listing_is_linked_or_left_blank_never_both(self):
        self.load(report(row("MUG")))
        mug = self.listing("MUG")

        mug.is_left_blank = True
        self.assertFalse(mug.product_id)
        mug.product_id = self.mug

        self.assertFalse(mug.is_left_blank)
        self.assertEqual(mug.link_state, "linked")

    def test_a_deleted_product_leaves_its_listing_unlinked(self):
        product = self._create_product("SHORT-LIVED", "Short-lived", quantity=0)
        self.load(report(row("SHORT-LIVED")))

        product.unlink()

        self.assertEqual(self.listing("SHORT-LIVED").link_state, "unlinked")

    def test_an_archived_product_stays_linked(self):
        self.load(report(row("CABLE")))

        self.cable.active = False

        self.assertEqual(self.listing("CABLE").link_state, "linked")

    # What Amazon changes behind a SKU

    def test_another_asin_under_the_same_sku_is_told_and_kept_until_a_person_decides(self):
        self.load(report(row("MUG", asin1="B0OLDOLD01"), row("LAMP")))

        self.load(report(row("MUG", asin1="B0NEWNEW01"), row("LAMP")))

        mug = self.listing("MUG")
        self.assertEqual((mug.link_state, mug.product_id), ("broken", self.mug))
        self.assertIn("B0NEWNEW01", mug.broken_reason)
        self.assertIn("B0OLDOLD01", mug.broken_reason)
        (trouble,) = self.store.trouble_ids
        self.assertIn("MUG", trouble.sentence)
        self.assertEqual(len(self.store.activity_ids), 1)
        found = self.env["amazon.listing"].search(
            self.store.action_view_broken_listings()["domain"]
        )
        self.assertEqual(found, mug)

        self.load(report(row("MUG", asin1="B0NEWNEW01"), row("LAMP")))
        self.assertEqual(len(self.store.activity_ids), 1, "told once")

        clerk = new_test_user(self.env, "clerk", groups="amazon_connector.group_user")
        mug.with_user(clerk).action_keep_link()
        self.assertEqual((mug.link_state, mug.linked_asin), ("linked", "B0NEWNEW01"))
        self.assertFalse(self.store.activity_ids, "the person has done it")
        self.load(report(row("MUG", asin1="B0NEWNEW01"), row("LAMP")))
        self.assertFalse(self.store.activity_ids)

    def test_a_broken_link_that_is_unlinked_stays_unlinked(self):
        self.load(report(row("MUG", asin1="B0OLDOLD01")))
        self.load(report(row("MUG", asin1="B0NEWNEW01")))

        self.listing("MUG").action_unlink_product()

        self.assertFalse(self.store.activity_ids)
        self.load(report(row("MUG", asin1="B0NEWNEW01")))
        self.assertEqual(self.listing("MUG").link_state, "unlinked")

    def test_an_asin_that_comes_back_mends_its_link(self):
        self.load(report(row("MUG", asin1="B0OLDOLD01")))
        self.load(report(row("MUG", asin1="B0NEWNEW01")))

        self.load(report(row("MUG", asin1="B0OLDOLD01")))

        self.assertEqual(self.listing("MUG").link_state, "linked")
        self.assertFalse(self.store.activity_ids)

    def test_a_report_without_the_asin_breaks_no_link(self):
        self.load(report(row("MUG", asin1="B0OLDOLD01")))

        self.load(report(row("MUG", asin1="")))

        self.assertEqual(self.listing("MUG").link_state, "linked")
        self.assertEqual(self.listing("MUG").asin, "B0OLDOLD01")

    def test_orders_go_on_under_a_broken_link(self):
        self.load(report(row("MUG", asin1="B0OLDOLD01")))
        self.load(report(row("MUG", asin1="B0NEWNEW01")))

        ref = self.amazon.place_order(sku="MUG", unit_price="9.99")
        self.sync_orders()

        self.assertEqual(self.sale(ref).order_line.product_id, self.mug)

    def test_a_linked_sku_that_vanishes_is_told_and_kept(self):
        skus = ["MUG", "LAMP", *(f"SKU-{number}" for number in range(10))]
        self.load(report(*map(row, skus)))

        self.load(report(*map(row, skus[1:])))

        mug = self.listing("MUG")
        self.assertEqual((mug.listing_state, mug.product_id), ("cancelled", self.mug))
        (trouble,) = self.store.trouble_ids
        self.assertIn("MUG", trouble.sentence)
        found = self.env["amazon.listing"].search(
            self.store.action_view_vanished_listings()["domain"]
        )
        self.assertEqual(found, mug)
        mug.action_unlink_product()
        self.assertFalse(self.store.activity_ids)

    # Missing products

    def test_missing_products_are_created_with_each_load_where_the_store_wants_it(self):
        if not hasattr(self.env["amazon.listing"], "_load_products"):
            self.skipTest("products are not made of listings")
        self.amazon.add_listing("NOVELTY", title="Novelty")
        self.amazon.add_listing("BLANK", title="Nothing of ours")
        self.load()
        self.assertFalse(self.listing("NOVELTY").product_id)
        self.listing("BLANK").action_leave_blank()

        self.store.create_products = True
        self.load()

        self.assertEqual(self.listing("NOVELTY").product_id.default_code, "NOVELTY")
        self.assertFalse(self.listing("BLANK").product_id)
