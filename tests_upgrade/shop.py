"""A small shop in Odoo and what is done in it: pieces of code for Odoo's shell."""

GOODS = """
warehouse = env["stock.warehouse"].search([], limit=1)
for sku in ("MUG", "LAMP"):
    product = env["product.product"].create(
        {{"name": sku, "default_code": sku, "is_storable": True, "taxes_id": False}}
    )
    env["stock.quant"]._update_available_quantity(product, warehouse.lot_stock_id, 100)
"""
CONNECT = """
from sp_api_simulator.client import Amazon

amazon = Amazon({url!r})
credentials = amazon.credentials()
account = env["amazon.account"].create({{
    "name": "Seller",
    "region": credentials["region"].lower(),
    "selling_partner_id": credentials["selling_partner_id"],
    "lwa_client_id": credentials["client_id"],
    "lwa_client_secret": credentials["client_secret"],
    "refresh_token": credentials["refresh_token"],
    "api_url": amazon.url,
    "token_url": amazon.token_url,
}})
account.action_load_stores()
store = account.store_ids.filtered(lambda store: store.marketplace_id.country_id.code == "US")
store.write({{"import_from": "2020-01-01 00:00:00", "name": "My shop"}})
store.action_go_live()
account.action_sync_orders()
env.cr.commit()
"""
SET_UP = GOODS + CONNECT
SHIP = """
order = env["amazon.order"].search([("amazon_ref", "=", {ref!r})])
picking = order.sale_order_id.picking_ids
picking.carrier_tracking_ref = {tracking!r}
assert picking.with_context(skip_sms=True).button_validate() is True
order.account_id.action_push_shipments()
order.account_id.action_sync_orders()
env.cr.commit()
"""
SYNC = """
env["amazon.account"].search([]).action_sync_orders()
env.cr.commit()
"""
