"""Packs that lie at Amazon: its stock, its orders, its returns, and what it ships for others."""

from odoo.tests import tagged

from ..fba_stock.common import FbaCommon
from ..multi_channel.common import MultiChannelCommon
from .common import PackCommon


@tagged("post_install", "-at_install")
class TestPacksAtAmazon(FbaCommon, PackCommon):
    def setUp(self):
        super().setUp()
        self.store.fba_returns = "done"
        self.amazon.add_listing("MUG-6", channel="AMAZON", quantity=10)
        self.packs = self.list_packs(channel="AMAZON_NA")

    def sell_by_amazon(self, quantity=2):
        ref = self.order_packs(quantity, fulfilled_by="AMAZON")
        self.amazon.ship_and_bill(ref)
        self.sync_orders()
        return ref

    def test_amazon_counts_packs_and_odoo_units(self):
        self.sync()
        self.assertEqual(self.stock(self.mug), 60)
        row = self.row("MUG-6")
        self.assertEqual((row.fulfillable, row.uom_id, row.odoo_quantity), (10, self.six, 60))
        self.assertEqual((row.comparison, row.difference), ("equal", 0))

    def test_packs_and_single_units_of_a_product_add_up(self):
        self.offer("MUG", 5, self.mug)
        self.sync()
        self.assertEqual(self.stock(self.mug), 65)
        shown = {sku: self.row(sku).odoo_quantity for sku in ("MUG", "MUG-6")}
        self.assertEqual(shown, {"MUG": 5, "MUG-6": 60})

    def test_what_amazon_has_shipped_and_odoo_not_delivered_is_expected_in_units(self):
        self.sync()
        self.store.import_fba = False
        ref = self.amazon.place_order(
            sku="MUG-6", quantity=2, fulfilled_by="AMAZON", status="UNSHIPPED"
        )
        self.sync_orders()
        books = self.env["amazon.fba.stock"]._read_books(self.fba, self.mug, {})
        self.assertEqual(books[self.mug].ordered, 12, self.document(ref).state)

    def test_an_order_that_amazon_ships_and_its_return_move_units(self):
        self.sync()
        ref = self.sell_by_amazon(2)
        self.assertEqual((self.goods(ref).qty_delivered, self.stock(self.mug)), (2, 48))

        self.amazon.return_units(ref, {self.document(ref).item_ids.amazon_ref: 1})
        self.account.action_sync_returns()
        told = self.env["amazon.return"].search([("order_ref", "=", ref)])
        self.assertEqual((told.state, told.quantity), ("done", 1), told.reason)
        self.assertEqual((self.goods(ref).qty_delivered, self.stock(self.mug)), (1, 54))

    def test_one_label_for_packs_and_units_is_no_number_to_adjust_by(self):
        self.sync()
        row = self.row("MUG-6")
        self.link("MUG", self.mug)
        row.skus = ["MUG", "MUG-6"]
        row.action_compare()
        self.assertEqual((row.comparison, row.problem), ("open", "conflict"))


@tagged("post_install", "-at_install")
class TestPacksForOthers(MultiChannelCommon, PackCommon):
    def setUp(self):
        super().setUp()
        self.amazon.add_listing("MUG-6", channel="AMAZON", quantity=20)
        self.packs = self.list_packs(channel="AMAZON_NA", status="active")

    def told(self, order):
        return [
            (line["product"]["productIdentifier"]["amazonSku"], line["amount"]["value"])
            for line in order["lineItems"]
        ]

    def drop_single(self):
        self.env["amazon.listing"].search([("seller_sku", "=", "MUG")]).is_listed = False

    def test_amazon_is_asked_for_packs_and_the_delivery_takes_units(self):
        self.drop_single()
        picking, document = self.send((self.mug, 12))
        self.assertEqual(self.told(self.asked()[0]), [("MUG-6", "2")])

        self.amazon.ship_fulfillment(document.amazon_ref, items={"MUG-6": 1})
        self.run_job()
        self.assertEqual((picking.state, self.stock(self.mug)), ("done", 44))
        self.amazon.ship_fulfillment(document.amazon_ref)
        self.run_job()
        self.assertEqual((document.state, self.stock(self.mug)), ("confirmed", 38))
        self.assertEqual(picking.sale_id.order_line.qty_delivered, 12)

    def test_single_units_are_taken_where_amazon_keeps_both(self):
        self.send((self.mug, 12))
        self.assertEqual(self.told(self.asked()[0]), [("MUG", "12")])

    def test_half_a_pack_is_not_asked_for_and_a_person_is_told_why(self):
        self.drop_single()
        picking = self.sell((self.mug, 8))
        self.run_job()
        document = picking.amazon_fulfillment_id
        self.assertEqual((document.state, self.trouble(document)), ("pending", {"held"}))
        self.assertIn("Pack of 6 (MUG-6)", document.reason)
        self.assertFalse(self.asked())
