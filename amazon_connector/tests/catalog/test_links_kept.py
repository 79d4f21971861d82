"""Links that people take away, pools that lose a product, and rows that a store leaves out."""

from odoo.tests import tagged

from .common import ListingsCommon, report, row


@tagged("post_install", "-at_install")
class TestLinksKept(ListingsCommon):
    def test_unlinking_twice_is_unlinking(self):
        self.load(report(row("MUG")))
        self.listing("MUG").action_unlink_product()
        self.listing("MUG").action_unlink_product()
        self.load(report(row("MUG")))
        self.assertEqual(self.listing("MUG").link_state, "unlinked")

    def test_unlinked_then_left_blank_then_not_blank_is_not_linked_again(self):
        self.load(report(row("MUG")))
        self.listing("MUG").action_unlink_product()
        self.listing("MUG").action_leave_blank()
        self.listing("MUG").is_left_blank = False
        self.load(report(row("MUG")))
        self.assertEqual(self.listing("MUG").link_state, "unlinked")

    def test_only_active_keeps_no_word_out_that_amazon_invents(self):
        self.store.only_active_listings = True
        self.load(report(row("A", status="Aktiv"), row("B", status="Inactive")))
        self.assertEqual(self.listed(), {"A"})

    def test_open_dates_of_other_countries_count(self):
        self.store.listings_since = "2024-01-01 00:00:00"
        dates = {
            "ISO": "2020-05-01T10:00:00Z",
            "OFFSET": "2020-05-01T10:00:00+01:00",
            "BARE": "2020-05-01 10:00:00",
            "SGT": "2020-05-01 10:00:00 SGT",
            "GST": "01/05/2020 10:00:00 GST",
            "SAST": "2020-05-01 10:00:00 SAST",
            "MEZ": "01/05/2020 10:00:00 MEZ",
        }
        self.load(report(*(row(sku, open_date=date) for sku, date in dates.items())))
        self.assertEqual(self.listed(), set())

    def test_each_button_of_the_list_says_how_many_it_was_done_to(self):
        columns = ("seller-sku", "asin1", "item-name", "price")
        for asin in ("B0OLDOLD01", "B0NEWNEW01"):
            rows = (row("MUG", columns), row("LAMP", columns, asin1=asin))
            self.load(report(*rows, columns=columns))
        both = self.listing("MUG") | self.listing("LAMP")
        done = {
            "action_ship_yourself": "Listings that you ship: 2.",
            "action_keep_link": "Broken links kept: 1.",
            "action_unlink_product": "Listings unlinked: 2.",
            "action_leave_blank": "Listings left blank: 2.",
        }

        for button, message in done.items():
            told = getattr(both, button)()["params"]
            self.assertEqual((told["message"], told["type"]), (message, "success"))
            told = getattr(both, button)()["params"]
            self.assertEqual((told["message"][-3:], told["type"]), (" 0.", "warning"), button)

    def list_pool(self, old):
        """A listing of two products: so many of the old label, ten of the new one.

        :return: tuple (listing, its own product, the further one)
        """
        first = self._create_product("BOX-OLD", "Box, old label", quantity=old)
        second = self._create_product("BOX-NEW", "Box, new label", quantity=10)
        self.amazon.add_listing("BOX", quantity=20)
        self.load()
        box = self.listing("BOX")
        box.write({"product_id": first.id, "pool_ids": [(0, 0, {"product_id": second.id})]})
        return box, first, second

    def test_a_pool_without_a_first_product_is_told(self):
        box, _first, _second = self.list_pool(old=3)
        self.push()
        self.assertEqual(self.amazon.listing("BOX")["quantity"], 13)
        box.product_id = False
        self.assertEqual(box.link_state, "linked")
        self.push()
        self.assertEqual(self.amazon.listing("BOX")["quantity"], 10)

    def test_a_pool_whose_first_product_is_deleted_is_told(self):
        box, first, second = self.list_pool(old=0)
        self.push()
        first.unlink()
        self.set_quantity(second, 4)
        self.push()
        self.assertEqual((box.link_state, self.amazon.listing("BOX")["quantity"]), ("linked", 4))

    def test_a_pool_whose_first_product_is_deleted_with_its_variants_is_told(self):
        box, first, second = self.list_pool(old=0)

        first.product_tmpl_id.unlink()

        self.assertEqual((box.product_id, len(box.pool_ids)), (second, 0))

    def set_quantity(self, product, quantity):
        self._put_in_stock(product, quantity - product.qty_available)
        product.invalidate_recordset()
