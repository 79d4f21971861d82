"""What a person does never waits for a lane that waits for Amazon: real transactions, no clock.

The person's steps run with a lock timeout so short that any wait is an error.
"""

from unittest import skipUnless

from odoo.tests import tagged

from ..jobs.test_outside import LANE, SHIP, OutsideCase
from ..workers import TEMPLATE

# Each step is a transaction of its own, as each click is one.
PERSON = """
from odoo.service.model import retrying

env.cr.execute("SET lock_timeout = '50ms'")
env.cr.commit()
store = env["amazon.store"].search([("state", "=", "live")], limit=1)


def save_settings():
    store.write({"shipment_patience": 36, "push_shipments_by": "cron", "tax_mode": "charge"})


def link_listings():
    product = env["product.product"].create({"name": "New", "is_storable": True})
    env["amazon.listing"].search([]).write({"product_id": product.id})


def correct_numbers():
    for picking in env["amazon.shipment"].search([]).picking_id:
        picking.carrier_tracking_ref = f"1Z-RIGHT-{picking.id}"


def map_carriers():
    stores = env["amazon.store"].search([("state", "=", "live")])
    stores.action_load_carriers()
    stores.carrier_map_ids.write({"shipping_method": "Ground"})


def confirm_sale():
    product = env["product.product"].search([("default_code", "!=", False)], limit=1)
    sale = env["sale.order"].create({
        "partner_id": env["res.partner"].create({"name": "Walk-in"}).id,
        "order_line": [(0, 0, {"product_id": product.id, "product_uom_qty": 1})],
    })
    sale.action_confirm()


def validate():
    pickings = env["stock.picking"].search([
        ("state", "=", "assigned"), ("sale_id.amazon_store_id", "!=", False),
    ], limit=1)
    pickings.carrier_tracking_ref = "1Z-NEW"
    assert pickings.with_context(skip_sms=True).button_validate() is True


for step in (
    save_settings, link_listings, correct_numbers, map_carriers, confirm_sale, validate
):
    try:
        retrying(step, env)
    except Exception as error:
        raise SystemExit(f"{step.__name__} waited or failed: {error!r}")
"""


@tagged("post_install", "-at_install")
@skipUnless(TEMPLATE, "needs a prepared database to copy (AMAZON_CONNECTOR_TEMPLATE)")
class TestNobodyWaits(OutsideCase):
    def test_settings_links_numbers_carriers_sales_and_deliveries_beside_a_confirmation(self):
        self.work(SHIP.format(2))

        self.beside_a_call("confirmShipment", LANE.format("amazon.shipment"), PERSON)

    def test_the_same_beside_the_fetching_of_orders(self):
        self.work(SHIP.format(2))
        self.make_due()

        self.beside_a_call("searchOrders", LANE.format("amazon.order"), PERSON)
