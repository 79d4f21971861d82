"""Listings whose barcode at Amazon is that of a packaging are sold by it (D1, E2)."""

from odoo.tests import tagged

from ..stock.common import StockCommon
from .common import PackCommon

CODE = "9520000000017"


@tagged("post_install", "-at_install")
class TestPacksLinked(StockCommon, PackCommon):
    def setUp(self):
        super().setUp()
        self.store.link_by_barcode = True
        self.env["product.uom"].create(
            {"product_id": self.mug.id, "uom_id": self.six.id, "barcode": CODE}
        )

    def load_one(self, sku, **wish):
        self.amazon.add_listing(sku, **wish)
        self.load()
        return self.listing(sku)

    def test_the_barcode_of_a_packaging_links_its_product_by_the_pack(self):
        packs = self.load_one("OWN-NUMBER", barcode=CODE)
        self.assertEqual((packs.product_id, packs.uom_id), (self.mug, self.six))
        self.push()
        self.assertEqual(self.at_amazon("OWN-NUMBER"), 16)

    def test_a_listing_that_a_person_links_is_sold_by_the_packaging_of_its_barcode(self):
        self.store.link_by_barcode = False
        packs = self.load_one("OWN-NUMBER", barcode=CODE)
        self.assertFalse(packs.product_id)
        packs.product_id = self.mug
        self.assertEqual(packs.uom_id, self.six)

    def test_a_packaging_of_another_product_or_company_says_nothing(self):
        self.store.link_by_barcode = False
        lamps = self.load_one("LAMP-6", barcode=CODE)
        lamps.product_id = self.lamp
        self.assertFalse(lamps.uom_id)

        self.store.link_by_barcode = True
        elsewhere = self.env["res.company"].create({"name": "Elsewhere"})
        self.env["product.uom"].search([("barcode", "=", CODE)]).company_id = elsewhere
        self.assertFalse(self.load_one("STRANGE", barcode=CODE).product_id)

    def test_a_packaging_of_the_parent_company_is_found_for_a_branch(self):
        """Odoo keeps a packaging's barcode in the company in which it was typed."""
        packaging = self.env["product.uom"].search([("barcode", "=", CODE)])
        parent = self.store.company_id.create({"name": "Parent"})
        packaging.company_id = parent
        branch = parent.create({"name": "Branch", "parent_id": parent.id})
        store = self.store.new({"company_id": branch.id})
        listing = self.env["amazon.listing"].new({"product_code": CODE})

        found = self.env["amazon.listing.mapper"]._find_packagings(store, listing)

        self.assertEqual(found, {listing: packaging})

    def test_an_archived_product_is_not_found_by_its_packaging(self):
        self.mug.active = False
        self.assertFalse(self.load_one("OWN-NUMBER", barcode=CODE).product_id)

    def test_what_a_listing_cannot_be_sold_by_links_nothing(self):
        """Linked without its unit it would be sold by single pieces: 100 cases of 24."""
        packaging = self.env["product.uom"].search([("barcode", "=", CODE)])
        self.mug.uom_ids -= self.six
        self.assertFalse(self.load_one("TAKEN-OFF", barcode=CODE).product_id)

        self.mug.uom_ids |= self.six
        packaging.uom_id.active = False
        self.env.flush_all()
        self.env.invalidate_all()
        self.assertFalse(self.load_one("ARCHIVED", barcode=CODE).product_id)

    def test_a_packaging_of_another_kind_of_unit_stops_no_report(self):
        tea = self._create_product("TEA", "Tea", uom_id=self.env.ref("uom.product_uom_kgm").id)
        tea.uom_ids = self.six
        other = "9520000000024"
        self.env["product.uom"].create(
            {"product_id": tea.id, "uom_id": self.six.id, "barcode": other}
        )
        new = self._create_product("NEW", "New")
        self.amazon.add_listing("TEA-6", barcode=other)

        self.assertEqual(self.load_one("NEW", quantity=3).product_id, new)
        self.assertFalse(self.listing("TEA-6").product_id)

    def test_a_report_that_comes_after_the_first_order_says_what_it_is_sold_by(self):
        self.mug.default_code = "PACK"
        self.amazon.add_listing("PACK", barcode=CODE)
        self._import(sku="PACK", quantity=1)
        self.assertFalse(self.listing("PACK").uom_id)

        self.load()

        self.assertEqual(self.listing("PACK").uom_id, self.six)
