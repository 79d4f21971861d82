"""Killed anywhere, in real transactions: Amazon is asked once, and stock leaves once."""

from unittest import skipUnless

from odoo.tests import tagged

from ..jobs.test_outside import LANE, OutsideCase
from ..workers import TEMPLATE

PREPARE = """
from odoo import Command

account = env["amazon.account"].search([("selling_partner_id", "=", "SELLER1")])
store = account.store_ids.filtered(lambda each: each.marketplace_id.country_id.code == "US")
warehouse = store.fba_warehouse_id
product = env["product.product"].search([("default_code", "=", "KITE")])
if not product:
    product = product.create({{"name": "Kite", "default_code": "KITE", "is_storable": True}})
    env["stock.quant"]._update_available_quantity(product, warehouse.lot_stock_id, 100)
    env["amazon.listing"].create({{
        "store_id": store.id, "seller_sku": "KITE", "fulfillment_channel": "AMAZON_NA",
        "product_id": product.id,
    }})
warehouse.amazon_multi_channel = True
usa = env.ref("base.us")
partner = env["res.partner"].create({{
    "name": "Ann Smith", "street": "1 Main Street", "city": "Seattle", "zip": "98103",
    "country_id": usa.id,
}})
for _number in range({}):
    env["sale.order"].create({{
        "partner_id": partner.id, "warehouse_id": warehouse.id,
        "order_line": [Command.create({{"product_id": product.id, "product_uom_qty": 2}})],
    }}).action_confirm()
env.cr.commit()
"""
FULFILL = LANE.format("amazon.fulfillment")
CANCEL = """
env["amazon.fulfillment"].search([]).picking_id.action_cancel()
env.cr.commit()
"""
DONE = "SELECT count(*), sum(quantity) FROM stock_move WHERE state = 'done' AND product_id = ("
DONE += "SELECT max(id) FROM product_product WHERE default_code = 'KITE') AND picking_id > 0"


@tagged("post_install", "-at_install")
@skipUnless(TEMPLATE, "needs a prepared database to copy (AMAZON_CONNECTOR_TEMPLATE)")
class TestKilled(OutsideCase):
    order_count = 1

    def setUp(self):
        super().setUp()
        self.amazon.clear_answers()
        self.amazon.add_listing("KITE", seller="SELLER1", channel="AMAZON", quantity=100)
        self.query(
            "DELETE FROM amazon_fulfillment_parcel; DELETE FROM amazon_fulfillment_line;"
            " DELETE FROM amazon_fulfillment RETURNING id"
        )
        self.free()
        self.amazon.reset_calls()

    def states(self):
        return [
            state for (state,) in self.query("SELECT state FROM amazon_fulfillment ORDER BY id")
        ]

    def asked(self):
        refs = self.query("SELECT amazon_ref FROM amazon_fulfillment")
        known = {ref for (ref,) in refs}
        return [each for each in self.amazon.fulfillments() if each["orderId"] in known]

    def free(self):
        """Let the pauses, and the leases of the dead, run out."""
        self.query(
            "UPDATE amazon_schedule SET next_run = ago, rests_until = NULL, leased_until = ago"
            "  FROM (SELECT now() AT TIME ZONE 'UTC' - interval '1 second' AS ago) AS clock"
            " WHERE model_name = 'amazon.fulfillment' RETURNING id"
        )

    def kill_at(self, operation):
        """Kill the lane while Amazon works on its call, which Amazon brings to its end."""
        before = self.amazon.calls().get(operation, 0)
        self.amazon.fault(operation, "slow", count=1, seconds=2)
        lane = self.start(FULFILL)
        self.kill_when(lane, lambda: self.amazon.calls().get(operation, 0) > before)
        self.free()

    def test_killed_while_amazon_is_asked_it_is_asked_once(self):
        self.work(PREPARE.format(1))
        self.kill_at("createOrder")
        self.assertEqual(self.states(), ["pending"])
        self.let_amazon_finish(self.asked)
        self.assertEqual(len(self.asked()), 1)

        self.work(FULFILL)

        self.assertEqual(self.states(), ["sent"])
        self.assertEqual(len(self.asked()), 1)
        self.assertEqual(self.amazon.calls()["createOrder"], 1)

    def test_killed_before_amazon_has_it_it_is_asked_again_under_the_same_number(self):
        self.work(PREPARE.format(1))
        ((ref,),) = self.query("SELECT amazon_ref FROM amazon_fulfillment")
        self.kill_at("createOrder")

        self.work(FULFILL)
        self.free()
        self.work(FULFILL)

        self.assertEqual([each["orderId"] for each in self.asked()], [ref])
        self.assertEqual(self.states(), ["sent"])

    def test_killed_while_news_is_read_the_goods_leave_once(self):
        self.work(PREPARE.format(2))
        self.work(FULFILL)
        for each in self.asked():
            self.amazon.ship_fulfillment(each["orderId"])
        ((before, _units),) = self.query(DONE)
        self.free()
        self.kill_at("listOrders")

        self.work(FULFILL)
        self.free()
        self.work(FULFILL)

        self.assertEqual(self.states(), ["confirmed", "confirmed"])
        ((after, _units),) = self.query(DONE)
        self.assertEqual(after - before, 2)

    def test_two_lanes_ask_for_each_once(self):
        self.work(PREPARE.format(5))

        self.compete(FULFILL, FULFILL)

        self.assertEqual(self.states(), ["sent"] * 5)
        self.assertEqual(self.amazon.calls()["createOrder"], 5)
        self.assertEqual(self.left_running(), [])

    def test_who_cancels_while_amazon_is_asked_waits_for_nobody_and_is_heard(self):
        self.work(PREPARE.format(1))

        self.beside_a_call("createOrder", FULFILL, CANCEL)
        self.free()
        self.work(FULFILL)

        self.assertEqual([each["status"] for each in self.asked()], ["CANCELLED"])
        self.assertEqual(self.states(), ["cancelled"])
