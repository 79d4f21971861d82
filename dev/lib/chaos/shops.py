"""The shops before the first order: code that a shell of Odoo's runs, and what people do in them.

People are scheduled jobs here, so that they work in the same workers and are killed like them.
"""

from .clock import SQL_CLOCK

SELLERS = {"SELLER1": "US", "SELLER2": "DE", "SELLER3": "JP"}
# Who is booked by invoices and credit notes, and who by settlements alone.
MODES = {"SELLER1": "per_order", "SELLER2": "per_settlement", "SELLER3": "per_order"}
# Which orders nobody packs before the day is over, and which the seller gives up.
UNDECIDED, GIVEN_UP = "SECOND_DAY", "NEXT_DAY"
STOCK = 300
# What the own shop sells, out of whose stock at Amazon.
OWN_SKU, OWN_SELLER = "BOTTLE-STEEL-750", "SELLER1"

# What the runner wishes of people; a table, since Odoo keeps its settings in memory.
TABLES = (
    SQL_CLOCK
    + """
CREATE TABLE chaos_people (own_orders integer NOT NULL, is_evening boolean NOT NULL);
INSERT INTO chaos_people VALUES (0, false);
"""
)

PACKER = f"""
env.cr.execute("SELECT is_evening FROM chaos_people")
is_evening = env.cr.fetchone()[0]
levels = ["{GIVEN_UP}"] if is_evening else ["{GIVEN_UP}", "{UNDECIDED}"]
orders = env["amazon.order"].search([
    ("state", "=", "done"), ("fulfilled_by", "=", "MERCHANT"), ("service_level", "not in", levels),
    ("status", "in", ["UNSHIPPED", "PARTIALLY_SHIPPED"]),
])
pickings = env["stock.picking"].search([
    ("state", "=", "assigned"), ("picking_type_code", "=", "outgoing"),
    ("sale_id", "in", orders.sale_order_id.ids),
], order="id", limit=5)
for picking in pickings:
    own = picking.with_context(skip_sms=True, allowed_company_ids=picking.company_id.ids)
    own.write({{"carrier_tracking_ref": "1Z-%s" % picking.id}})
    own.button_validate()
"""
CLERK = f"""
orders = env["amazon.order"].search([
    ("state", "=", "done"), ("fulfilled_by", "=", "MERCHANT"), ("status", "=", "UNSHIPPED"),
    ("service_level", "=", "{GIVEN_UP}"), ("sale_order_id.state", "=", "sale"),
], order="id", limit=3)
for sale in orders.sale_order_id:
    own = sale.with_context(disable_cancel_warning=True, allowed_company_ids=sale.company_id.ids)
    own.action_cancel()
"""
OWN_SHOP = f"""
env.cr.execute("SELECT own_orders FROM chaos_people")
wanted = env.cr.fetchone()[0]
have = env["sale.order"].search_count([("client_order_ref", "=like", "OWN-%")])
if have < wanted:
    warehouse = env["stock.warehouse"].search([("amazon_multi_channel", "=", True)], limit=1)
    own = env["sale.order"].with_context(allowed_company_ids=warehouse.company_id.ids)
    own = own.with_company(warehouse.company_id)
    product = env["product.product"].search([("default_code", "=", "{OWN_SKU}")], limit=1)
    partner = env["res.partner"].search([("name", "=", "Ann of the own shop")], limit=1)
    own.create({{
        "partner_id": partner.id, "warehouse_id": warehouse.id,
        "company_id": warehouse.company_id.id, "client_order_ref": "OWN-%s" % (have + 1),
        "order_line": [(0, 0, {{"product_id": product.id, "product_uom_qty": have % 3 + 1}})],
    }}).action_confirm()
"""
PEOPLE = {"Chaos: packer": PACKER, "Chaos: clerk": CLERK, "Chaos: own shop": OWN_SHOP}

OPEN = """
from odoo.addons.amazon_connector.tests.entries import living

living.open_shops(env, {url!r}, {modes!r})
stores = env["amazon.store"].search([("state", "=", "live")])
stores.write({{"push_stock": True, "cancel_at_amazon": "always"}})
quants = env["stock.quant"].search([("quantity", ">", 1000)])
for quant in quants:
    quant._update_available_quantity(quant.product_id, quant.location_id, {stock} - quant.quantity)
products = env["product.product"].search([("is_storable", "=", True)])
for store in stores:
    for product in products:
        env["stock.quant"].with_company(store.company_id)._update_available_quantity(
            product, store.fba_warehouse_id.lot_stock_id, 5000
        )
store = stores.filtered(lambda store: store.account_id.name == "{own_seller}")
store.fba_warehouse_id.amazon_multi_channel = True
env["res.partner"].create({{
    "name": "Ann of the own shop", "street": "1 Main Street", "city": "Seattle", "zip": "98103",
    "country_id": env.ref("base.us").id,
}})
# Odoo's own scheduler stays: it reserves what has come in, and merges what two workers that met at
# the same goods have written beside each other.
others = env["ir.cron"].search([("amazon_lane", "=", False)])
(others - env.ref("stock.ir_cron_scheduler_action")).active = False
for name, code in {people!r}.items():
    env["ir.cron"].create({{
        "name": name, "model_id": env.ref("stock.model_stock_picking").id, "state": "code",
        "code": code, "interval_number": 1, "interval_type": "minutes",
        "user_id": env.ref("base.user_root").id,
    }})
env.cr.precommit.clear()  # Odoo would load the charts of accounts again.
env.cr.commit()
"""


def opening(url: str) -> str:
    """:return: code for a shell that opens a shop for each seller of the Amazon at ``url``"""
    return OPEN.format(url=url, modes=MODES, stock=STOCK, people=PEOPLE, own_seller=OWN_SELLER)
