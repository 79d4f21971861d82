"""Run in an Odoo shell: makes the demo company a seller at the simulated Amazon.

Creates what a seller would have: products with barcodes and stock, carriers, an account per
region, its stores live. The orders come by themselves, by the scheduled jobs. One more job
plays a picker who ships some of the deliveries, so that confirmations can be watched.
"""

import os

from odoo import Command

from sp_api_simulator.client import Amazon, ControlError

env = globals()["env"]  # given by the shell

PICKER = """
pickings = env["stock.picking"].search([
    ("picking_type_code", "=", "outgoing"), ("state", "=", "assigned"),
    ("sale_id.amazon_order_ids", "!=", False),
], order="id", limit=5)
shipped = env["amazon.shipment"].search_count([])
for picking in pickings if shipped < 20 else []:
    picking.write({
        "carrier_id": env.ref("amazon_connector.demo_carrier").id,
        "carrier_tracking_ref": "1Z999AA1%010d" % picking.id,
    })
    picking.with_context(skip_sms=True, skip_backorder=True).button_validate()
"""
# What a dollar buys, roughly: enough for a demo.
RATES = {"GBP": 0.8, "EUR": 0.92, "JPY": 150.0, "CAD": 1.36, "MXN": 18.0}
# The VAT of goods where prices include it; the company is registered there.
VAT = {"GB": 20.0, "DE": 19.0, "JP": 10.0}
SELLERS = {
    "SELLER1": ("Nordic Mugs, North America", "US"),
    "SELLER2": ("Nordic Mugs, Europe", "GB DE"),
    "SELLER3": ("Nordic Mugs, Japan", "JP"),
}


def create_products(amazon):
    """A product in Odoo for each of the simulator's catalogue, with its stock."""
    catalogue = amazon.catalogue()
    products = env["product.product"].create(
        [
            {
                "name": entry["title"],
                "default_code": entry["sku"],
                "barcode": entry["barcode"],
                "weight": float(entry["weight"]),
                "list_price": float(entry["price"]),
                "standard_price": round(float(entry["price"]) * 0.4, 2),
                "is_storable": True,
                "taxes_id": [Command.clear()],
            }
            for entry in catalogue
        ]
    )
    warehouse = env["stock.warehouse"].search([("company_id", "=", env.company.id)], limit=1)
    for product in products:
        env["stock.quant"]._update_available_quantity(product, warehouse.lot_stock_id, 250)
    return products


def create_carriers():
    """Carriers that only carry: none of them buys a label."""
    service = env["product.product"].create({"name": "Parcel", "type": "service"})
    carriers = env["delivery.carrier"].create(
        [
            {"name": name, "product_id": service.id}
            for name in ("UPS", "USPS", "Royal Mail", "DHL", "Japan Post")
        ]
    )
    env["ir.model.data"].create(
        {
            "module": "amazon_connector",
            "name": "demo_carrier",
            "model": "delivery.carrier",
            "res_id": carriers[0].id,
            "noupdate": True,
        }
    )


def create_rates():
    """Exchange rates, so that orders in foreign currency have a value in the company's."""
    for name, rate in RATES.items():
        currency = env["res.currency"].with_context(active_test=False).search([("name", "=", name)])
        currency.active = True
        env["res.currency.rate"].create(
            {"currency_id": currency.id, "name": "2020-01-01", "rate": rate}
        )


def map_taxes(stores):
    """Amazon's taxes on Odoo's: as suggested, and abroad on those of the marketplace's country."""
    stores.action_suggest_taxes()
    for store in stores.filtered(lambda store: store._names_no_tax()):
        map_vat(store, store.marketplace_id.country_id)


def map_vat(store, country):
    name = f"VAT {VAT[country.code]:g} % ({country.code})"
    group = env["account.tax.group"].create({"name": name, "country_id": country.id})
    tax = env["account.tax"].create(
        {
            "name": name,
            "amount": VAT[country.code],
            "country_id": country.id,
            "tax_group_id": group.id,
        }
    )
    env["amazon.tax.map"].create({"store_id": store.id, "kind": "default", "tax_id": tax.id})


def connect(amazon, credentials, name, countries, products):
    """An account at the simulator, with its stores loaded, set up and live."""
    account = env["amazon.account"].create(
        {
            "name": name,
            "region": credentials["region"].lower(),
            "selling_partner_id": credentials["selling_partner_id"],
            "application_ref": credentials["application_id"],
            "lwa_client_id": credentials["client_id"],
            "lwa_client_secret": credentials["client_secret"],
            "refresh_token": credentials["refresh_token"],
            "api_url": amazon.url,
            "token_url": amazon.token_url,
            "consent_url": amazon.consent_url,
            "user_id": env.ref("base.user_admin").id,
        }
    )
    account.action_test_connection()
    account.action_load_stores()
    stores = account.store_ids.filtered(
        lambda store: store.marketplace_id.country_id.code in countries.split()
    )
    (account.store_ids - stores).active = False
    stores.write({"import_from": "2020-01-01 00:00:00", "push_stock": True, "tax_mode": "import"})
    map_taxes(stores)
    for product in products:
        env["stock.quant"]._update_available_quantity(
            product, stores.fba_warehouse_id.lot_stock_id, 500
        )
    stores.action_go_live()


def hire_picker():
    """A scheduled job that ships a few deliveries every minute, and leaves the rest to you."""
    env["ir.cron"].create(
        {
            "name": "Amazon demo: a picker ships some deliveries",
            "model_id": env.ref("stock.model_stock_picking").id,
            "state": "code",
            "code": PICKER,
            "interval_number": 1,
            "interval_type": "minutes",
            "user_id": env.ref("base.user_root").id,
        }
    )
    # A demo is watched: its lanes look for work every minute.
    env["ir.cron"].search([("amazon_lane", "!=", False)]).interval_number = 1
    env["amazon.schedule"].search(
        [("model_name", "in", ("amazon.submission", "amazon.shipment"))]
    ).interval_minutes = 1


def invite_newcomer(amazon, product):
    """A seller whom nobody has connected: to try the set-up, with the values to paste."""
    values = amazon.add_seller("NEWCOMER", "NA", ["US"])
    amazon.add_listing(sku=product.default_code, seller="NEWCOMER", title=product.name, quantity=20)
    addresses = {
        "api_url": amazon.url,
        "token_url": amazon.token_url,
        "consent_url": amazon.consent_url,
    }
    for name, address in addresses.items():
        env["ir.default"].set("amazon.account", name, address)
    with open(os.environ["NEWCOMER"], "w") as file:
        for name in ("client_id", "client_secret", "refresh_token"):
            print(f"{name}: {values[name]}", file=file)


def main():
    """Set the demo up; the commit at its end starts the jobs."""
    amazon = Amazon(os.environ["SIMULATOR_URL"])
    create_rates()
    create_carriers()
    products = create_products(amazon)
    for seller, (name, countries) in SELLERS.items():
        try:
            credentials = amazon.credentials(seller)
        except ControlError:
            continue  # The scenario has no such seller.
        connect(amazon, credentials, name, countries, products)
    invite_newcomer(amazon, products[0])
    hire_picker()
    env["ir.config_parameter"].set_param("web.base.url", os.environ.get("ODOO_URL", ""))
    env.cr.commit()


main()
