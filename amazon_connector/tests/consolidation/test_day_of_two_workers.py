"""A day's sales order that several workers add to: each order is in it once."""

from unittest import skipUnless

from odoo.tests import tagged

from ..sync.test_interruptions import FETCH_ONLY, PROCESS, InterruptionsCase
from ..workers import TEMPLATE

ONE_ORDER_A_DAY = """
customer = env["res.partner"].create({"name": "Amazon customers"})
env["amazon.store"].search([]).write({
    "consolidation": "day", "consolidation_day": "import", "customer_id": customer.id,
})
env.cr.commit()
"""
DAYS = """
    SELECT amazon_store_id, warehouse_id, amazon_fulfilled_by, amazon_day, count(*)
      FROM sale_order WHERE state != 'cancel' GROUP BY 1, 2, 3, 4 HAVING count(*) > 1
"""
TWICE_OR_NEVER = """
    SELECT i.id, count(l.id)
      FROM amazon_order_item i JOIN amazon_order o ON o.id = i.order_id
      LEFT JOIN sale_order_line l ON l.amazon_item_id = i.id
     WHERE o.sale_order_id IS NOT NULL AND i.quantity_ordered > 0
     GROUP BY i.id HAVING count(l.id) != 1
"""
# A picker whose transaction began before a worker adds to the delivery that he validates.
PICKER_MEETS_WORKER = """
from psycopg2.errors import SerializationFailure
from odoo.addons.amazon_connector.models.sync.races import expected_races
from odoo.service.model import retrying
from sp_api_simulator.client import Amazon

amazon = Amazon({url!r})
env["amazon.schedule"]._cron_lane("amazon.order")
env.cr.commit()
sale = env["sale.order"].search(
    [("amazon_day", "!=", False), ("picking_ids.state", "=", "assigned")], limit=1
)
picking = sale.picking_ids.filtered(lambda picking: picking.state == "assigned")[:1]
with env.registry.cursor() as cr:
    picker = picking.with_env(env(cr=cr))
    picker.state
    sku = sale.order_line.product_id[:1].default_code
    amazon.place_order(
        sku=sku, seller=sale.amazon_store_id.account_id.name,
        marketplace=sale.amazon_store_id.marketplace_id.country_id.code,
    )
    env["amazon.schedule"].search([]).next_run = "2020-01-01"
    env.cr.commit()
    env["amazon.schedule"]._cron_lane("amazon.order")
    env.cr.commit()
    picker = picker.with_context(skip_sms=True)
    try:
        with expected_races():
            picker.button_validate()
            cr.flush()
    except SerializationFailure:
        cr.rollback()
    else:
        raise SystemExit("The picker did not notice what was added.")
    retrying(picker.button_validate, picker.env)
env.cr.commit()
"""
OPEN_IN_DONE = """
    SELECT p.name, m.id FROM stock_picking p JOIN stock_move m ON m.picking_id = p.id
     WHERE p.state = 'done' AND m.state NOT IN ('done', 'cancel')
"""


@tagged("post_install", "-at_install")
@skipUnless(TEMPLATE, "needs a prepared database to copy (AMAZON_CONNECTOR_TEMPLATE)")
class TestDayOfTwoWorkers(InterruptionsCase):
    order_count = 120

    def test_workers_that_add_to_the_same_day_lose_nothing_and_double_nothing(self):
        self.work(ONE_ORDER_A_DAY)
        self.work(FETCH_ONLY)

        self.compete(PROCESS, PROCESS)
        self.work(PROCESS)

        unfinished = "SELECT amazon_ref, reason FROM amazon_order WHERE state NOT IN %s"
        self.assertEqual(self.query(unfinished, ("done", "ignored")), [])
        self.assertGreater(self.count("done"), 40)
        self.assertEqual(self.query(TWICE_OR_NEVER), [])
        self.assertEqual(self.query(DAYS), [], "one open sales order per store and day")

    def test_a_delivery_that_grows_while_it_is_validated_is_not_closed_with_open_goods(self):
        self.work(ONE_ORDER_A_DAY)

        self.work(PICKER_MEETS_WORKER.format(url=self.amazon.url))

        self.assertEqual(self.query(OPEN_IN_DONE), [])
