"""Units that Amazon ships for other channels: taken from Odoo's stock once, by their deliveries."""

from odoo.tests import tagged

from .common import FbaCommon


@tagged("post_install", "-at_install")
class TestFbaElsewhere(FbaCommon):
    def setUp(self):
        super().setUp()
        self.offer("MUG", 10, self.mug)
        self.sync()
        self.fba.amazon_multi_channel = True

    def sell_elsewhere(self, quantity):
        """A sale of the own shop that Amazon was asked to ship; its ``amazon.fulfillment``."""
        ann = self.env["res.partner"].create(
            {
                "name": "Ann Smith",
                "street": "1 Main Street",
                "city": "Seattle",
                "zip": "98103",
                "country_id": self.env.ref("base.us").id,
                "state_id": self.env.ref("base.state_us_48").id,
            }
        )
        line = {"product_id": self.mug.id, "product_uom_qty": quantity}
        sale = self.env["sale.order"].create(
            {"partner_id": ann.id, "warehouse_id": self.fba.id, "order_line": [(0, 0, line)]}
        )
        sale.action_confirm()
        self.follow()
        document = sale.picking_ids.amazon_fulfillment_id
        self.assertEqual(document.state, "sent", document.reason)
        return document

    def follow(self):
        self.env["amazon.schedule"]._run_now("amazon.fulfillment", self.account)

    def count(self):
        """Amazon's orders are read, then its stock."""
        self.sync_orders()
        self.sync()
        self.assertEqual(self.adjustments(self.mug), [10])

    def test_what_is_sent_shipped_in_parts_and_followed_late_is_never_adjusted(self):
        document = self.sell_elsewhere(3)
        self.count()
        self.amazon.ship_fulfillment(document.amazon_ref, items={"MUG": 1})
        self.count()
        self.assertEqual(self.row("MUG").comparison, "explained")

        self.follow()
        self.count()
        self.assertEqual(self.stock(self.mug), 9)
        self.assertEqual(self.row("MUG").comparison, "equal")

        self.amazon.ship_fulfillment(document.amazon_ref)
        self.count()
        self.follow()
        self.count()
        self.assertEqual(self.stock(self.mug), 7)
        self.assertEqual(self.row("MUG").comparison, "equal")

    def test_they_explain_no_loss_beside_their_own(self):
        document = self.sell_elsewhere(3)
        self.sync_orders()
        self.amazon.ship_fulfillment(document.amazon_ref)
        self.amazon.change_fba_stock("MUG", fulfillable=5)
        self.sync()
        self.assertEqual(self.adjustments(self.mug), [10, -2])

    def test_units_held_for_them_are_not_booked_among_the_reserved_ones_too(self):
        place = self.place("Reserved")
        self.store.fba_reserved_location_id = place
        document = self.sell_elsewhere(3)
        self.count()
        self.assertEqual((self.stock(self.mug), self.stock(self.mug, place)), (10, 0))
        self.amazon.ship_fulfillment(document.amazon_ref)
        self.count()
        self.follow()
        self.count()
        self.assertEqual((self.stock(self.mug), self.stock(self.mug, place)), (7, 0))

    def test_units_that_come_to_amazon_say_that_it_ships_the_listing(self):
        for sku in ("OURS", "STRANGER", "LEFT"):
            self.offer(sku, 0 if sku == "OURS" else 4)
        self.sync()
        listings = self.env["amazon.listing"].search([("store_id", "=", self.store.id)])
        ours, stranger, left = (
            listings.filtered(lambda each, sku=sku: each.seller_sku == sku)
            for sku in ("OURS", "STRANGER", "LEFT")
        )
        (ours | left).fulfillment_channel = "DEFAULT"
        stranger.fulfillment_channel = False
        self.amazon.change_fba_stock("OURS", fulfillable=6)
        self.sync()
        self.assertTrue(ours.is_fba)
        self.assertTrue(stranger.is_fba)
        self.assertFalse(left.is_fba, "units that were there before prove nothing")

    def test_what_comes_back_of_them_waits_for_no_receipt(self):
        self.store.fba_returns = "done"
        document = self.sell_elsewhere(3)
        self.amazon.ship_fulfillment(document.amazon_ref)
        self.follow()
        self.count()
        order = self.env["amazon.order"].search([("is_elsewhere", "=", True)])
        self.amazon.return_units(order.amazon_ref)
        self.account.action_sync_returns()
        self.assertEqual(self.env["amazon.return"].search([]).state, "held")
        self.sync()
        self.assertEqual(self.stock(self.mug), self.row("MUG").fulfillable)
        self.assertEqual(self.row("MUG").comparison, "equal")
