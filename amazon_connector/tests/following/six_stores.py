"""Two accounts with three stores each, all of which sell the same mug; real workers."""

from ..workers import WorkersCase

STORES = (
    *(("SELLER1", country) for country in ("US", "CA", "MX")),
    *(("SELLER2", country) for country in ("DE", "FR", "IT")),
)
SKU = "MUG"

SET_UP = """
from sp_api_simulator.client import Amazon

amazon = Amazon({url!r})
amazon.add_seller("SELLER2", "EU", ["DE", "FR", "IT"])
for seller, country in %(stores)r:
    for sku in %(skus)r:
        amazon.add_listing(sku, seller=seller, marketplace=country, quantity=0, price="10.00")
products = env["product.product"].create(
    [
        {{"name": sku, "default_code": sku, "is_storable": True, "taxes_id": False}}
        for sku in %(skus)r
    ]
)
warehouse = env["stock.warehouse"].search([], limit=1)
for product in products:
    env["stock.quant"]._update_available_quantity(product, warehouse.lot_stock_id, %(stock)r)
for seller, places in (("SELLER1", ("US", "CA", "MX")), ("SELLER2", ("DE", "FR", "IT"))):
    credentials = amazon.credentials(seller)
    account = env["amazon.account"].create({{
        "name": seller,
        "region": credentials["region"].lower(),
        "selling_partner_id": seller,
        "lwa_client_id": credentials["client_id"],
        "lwa_client_secret": credentials["client_secret"],
        "refresh_token": credentials["refresh_token"],
        "api_url": amazon.url,
        "token_url": amazon.token_url,
    }})
    account.action_load_stores()
    account.store_ids.write({{
        "import_from": "2020-01-01 00:00:00", "push_stock": True, "tax_mode": "ignore",
    }})
    account.store_ids.action_go_live()
env.cr.commit()
for store in env["amazon.store"].search([]):
    for attempt in range(3):
        store.action_sync_listings()
        amazon.advance(minutes=1)
    store.action_push_stock()
env["amazon.signal"].search([]).unlink()
env.cr.commit()
"""


class SixStoresCase(WorkersCase):
    stock = 100
    skus = (SKU,)

    @classmethod
    def get_scenario(cls):
        cls.set_up = SET_UP % {"stores": STORES, "skus": cls.skus, "stock": cls.stock}
        return "empty", {"report_delay_seconds": 0}

    def offered(self, sku=SKU):
        """:return: dict (seller, country) → units that Amazon offers"""
        return {
            (told["seller"], told["marketplace"]): told["quantity"]
            for told in self.amazon.listings()
            if told["sku"] == sku
        }

    def make_due(self, *kinds):
        """These jobs are due, the dead have lost their leases, and quotas are whole again."""
        self.query(
            "UPDATE amazon_schedule SET leased_until = NULL, rests_until = NULL, next_run ="
            " CASE WHEN model_name = ANY(%s) THEN now() AT TIME ZONE 'UTC'"
            " ELSE next_run + interval '1 day' END RETURNING id",
            list(kinds),
        )
        self.query("DELETE FROM amazon_rate_bucket RETURNING id")

    def age_signals(self):
        """What was left for the lanes was left a minute ago."""
        self.query(
            "UPDATE amazon_signal SET create_date = create_date - interval '1 minute' RETURNING id"
        )
