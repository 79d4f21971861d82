"""The seller that is measured: a company with stock, connected to a simulated Amazon."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from itertools import count

from odoo import SUPERUSER_ID
from odoo.api import Environment
from odoo.modules.registry import Registry

from sp_api_simulator.client import Amazon
from sp_api_simulator.process import SimulatorProcess

PRODUCTS = 50
PLENTY = 1_000_000


@contextmanager
def environment() -> Iterator[Environment]:
    """Odoo on the database of the benchmarks, as the superuser of a scheduled job."""
    registry = Registry(os.environ["AMAZON_CONNECTOR_DATABASE"])
    with registry.cursor() as cr:
        yield Environment(cr, SUPERUSER_ID, {})


@contextmanager
def open_shop() -> Iterator["Shop"]:
    """A shop on a simulator of its own."""
    process = SimulatorProcess("big", orders=0, skus=PRODUCTS, rates=False)
    with process as amazon:
        with environment() as env:
            shop = Shop(env, amazon, process.pid)
            shop.stock_products(PRODUCTS)
            yield shop


class Shop:
    """A US account with a live store, whose products are found by SKU."""

    def __init__(self, env: Environment, amazon: Amazon, amazon_pid: int | None) -> None:
        self.env = env
        self.amazon = amazon
        self.amazon_pid = amazon_pid
        # Each reset of Amazon with another seed gives other orders and buyers.
        self._seeds = count(1)
        self.since = datetime.now(UTC) - timedelta(days=7)
        self.account = env["amazon.account"].create(
            {"name": "Benchmark", "region": "na", **self._prepare_credentials()}
        )
        self.account.action_load_stores()
        self.store = self.account.store_ids.filtered(
            lambda store: store.marketplace_id.country_id.code == "US"
        )
        self.store.import_from = self.since.replace(tzinfo=None)
        self.store.action_go_live()
        # No text messages to buyers: nothing but this machine is contacted.
        self.store.company_id.stock_text_confirmation = False
        env.cr.commit()

    def _prepare_credentials(self) -> dict:
        credentials = self.amazon.credentials()
        return {
            "selling_partner_id": credentials["selling_partner_id"],
            "lwa_client_id": credentials["client_id"],
            "lwa_client_secret": credentials["client_secret"],
            "refresh_token": credentials["refresh_token"],
            "api_url": self.amazon.url,
            "token_url": self.amazon.token_url,
        }

    def stock_products(self, count: int, quantity: int = PLENTY) -> None:
        """Storable products SKU-00001, SKU-00002, … that are not there yet, with stock."""
        skus = [f"SKU-{number:05d}" for number in range(1, count + 1)]
        Product = self.env["product.product"].with_context(tracking_disable=True)
        known = set(Product.search([("default_code", "in", skus)]).mapped("default_code"))
        products = Product.create(
            [
                {"name": f"Product {sku}", "default_code": sku, "is_storable": True}
                for sku in skus
                if sku not in known
            ]
        )
        location = self.store.warehouse_id.lot_stock_id
        self.env["stock.quant"].create(
            [
                {"product_id": product.id, "location_id": location.id, "quantity": quantity}
                for product in products
            ]
        )
        self.env.cr.commit()

    def place_orders(self, count: int, skus: int = PRODUCTS) -> None:
        """Fresh orders at Amazon, each of a new buyer with 1 to 3 lines, and full quotas."""
        self.reset_amazon(orders=count, skus=skus)
        schedule = self.env["amazon.schedule"]._find_for("amazon.order", self.account)
        schedule._reach_back(self.since.replace(tzinfo=None))
        self.env.cr.commit()

    def reset_amazon(self, **options: int) -> None:
        """Amazon forgets everything and begins anew with the ``big`` scenario.

        :param options: of the scenario: ``orders``, ``skus``
        """
        self.amazon.reset(
            "big", next(self._seeds), rates=False, visibility_lag_seconds=0, **options
        )
        self.account.write(self._prepare_credentials())
        self.refill_quota()

    def refill_quota(self) -> None:
        """All calls that Amazon allows may be made anew."""
        self.env["amazon.rate.bucket"].search([]).unlink()
        self.env.cr.commit()

    def fetch_orders(self) -> None:
        """Store all orders that Amazon has, as a lane does; nothing is made of them yet."""
        account = self.account._work_env()
        schedule = account.env["amazon.schedule"]._find_for("amazon.order", account)
        with account.env["amazon.operation"]._record(account, "amazon.order") as operation:
            account.env["amazon.order"]._fetch(schedule, operation)

    def find_sales(self):
        """:return: ``sale.order`` of the orders that Amazon has now"""
        refs = [order["orderId"] for order in self.amazon.orders()]
        return self.env["sale.order"].search([("client_order_ref", "in", refs)])

    def check(self, count: int, state: str = "assigned"):
        """Make sure that all orders have arrived, confirmed, their deliveries in a state.

        :return: ``sale.order``
        """
        sales = self.find_sales()
        states = set(sales.picking_ids.mapped("state"))
        if len(sales) != count or set(sales.mapped("state")) != {"sale"} or states != {state}:
            raise AssertionError(f"{len(sales)} of {count} orders, deliveries {states}")
        return sales
