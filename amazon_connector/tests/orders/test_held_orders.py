"""Orders on hold: what is missing wakes exactly those that wait for it, without asking Amazon."""

from odoo.tests import tagged

from ..common import AmazonCommon

LISTINGS = 400


@tagged("post_install", "-at_install")
class TestHeldOrders(AmazonCommon):
    def setUp(self):
        super().setUp()
        self.store.link_by_sku = False
        self.cups = [self.amazon.place_order(sku="CUP") for _number in range(2)]
        self.vase = self.amazon.place_order(sku="VASE")
        self.sync_orders()
        self.amazon.reset_calls()

    def listing(self, sku):
        return self.env["amazon.listing"].search(
            [("store_id", "=", self.store.id), ("seller_sku", "=", sku)]
        )

    def states(self, *refs):
        return [self.document(ref).state for ref in refs]

    def process(self):
        """What a processing lane does."""
        self.env["amazon.order"]._cron_process()

    def woken(self):
        lanes = self.env["ir.cron"].search([("amazon_lane", "!=", False)])
        triggers = self.env["ir.cron.trigger"].search([("cron_id", "in", lanes.ids)])
        return set(triggers.cron_id.mapped("amazon_lane"))

    def test_linking_one_listing_wakes_the_orders_that_waited_for_it(self):
        self.assertEqual(self.states(*self.cups, self.vase), ["held"] * 3)
        self.assertEqual(self.document(self.vase).hold_key, "product:VASE")
        self.env["ir.cron.trigger"].search([]).unlink()

        self.listing("CUP").product_id = self.mug

        self.assertEqual(self.states(*self.cups, self.vase), ["received", "received", "held"])
        self.assertEqual(self.woken(), {"process"}, "Nobody asks Amazon.")
        self.process()
        self.assertEqual(self.states(*self.cups, self.vase), ["done", "done", "held"])
        self.assertFalse(self.document(self.cups[0]).hold_key)
        self.assertEqual(self.amazon.calls(), {})

    def test_a_tax_wakes_no_order_that_waits_for_a_product(self):
        self.env["amazon.tax.map"].create(
            {
                "store_id": self.store.id,
                "kind": "default",
                "tax_id": self.env["account.tax"]
                .create({"name": "Sales", "amount": 5, "type_tax_use": "sale"})
                .id,
            }
        )

        self.assertEqual(self.states(*self.cups, self.vase), ["held"] * 3)

    def test_another_store_wakes_nobody(self):
        other = self.account.store_ids - self.store
        self.env["amazon.listing"].create(
            {"store_id": other[0].id, "seller_sku": "CUP", "product_id": self.mug.id}
        )

        self.assertEqual(self.states(*self.cups), ["held", "held"])

    def test_an_order_whose_wake_up_was_missed_is_looked_at_again(self):
        document = self.document(self.vase)
        self.listing("VASE").product_id = self.mug
        document.write({"state": "held", "hold_key": "product:VASE"})  # as a lane just then does
        self.assertEqual(self.states(self.vase), ["held"])

        document.next_try = document.create_date
        self.process()

        self.assertEqual(self.states(self.vase), ["done"])

    def test_linking_many_listings_searches_their_orders_once(self):
        products = self.env["product.product"].create(
            [{"name": f"P{number}", "default_code": f"P{number}"} for number in range(LISTINGS)]
        )
        listings = self.env["amazon.listing"].create(
            [{"store_id": self.store.id, "seller_sku": f"P{number}"} for number in range(LISTINGS)]
        )
        self.store.link_by_sku = True
        self.env.flush_all()
        before = self.cr.sql_log_count

        linked = listings._link_automatically()

        self.env.flush_all()
        self.assertEqual(linked.product_id, products)
        self.assertLess(self.cr.sql_log_count - before, LISTINGS / 4)

    def test_ignoring_a_pending_order_gives_its_goods_back(self):
        self.store.status_map_ids.filtered(
            lambda line: line.status == "PENDING" and line.fulfilled_by == "MERCHANT"
        ).target = "reserve"
        self.amazon.add_listing("MUG")
        self.env["amazon.listing"].create(
            {"store_id": self.store.id, "seller_sku": "MUG", "product_id": self.mug.id}
        )
        ref = self.amazon.place_order(sku="MUG", status="PENDING")
        self.sync_orders()
        document = self.document(ref)
        self.assertTrue(document.is_holding_stock)

        document.action_ignore()

        self.assertEqual(document.state, "ignored")
        self.assertFalse(document.is_holding_stock)
