"""Who began with the last version upgrades and keeps everything.

The last version is installed, imports and ships; its database is upgraded to the working tree;
then the same Amazon goes on: nothing is lost, nothing comes twice, what was open is finished.
"""

import os
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest

from sp_api_simulator.client import Amazon
from sp_api_simulator.process import SimulatorProcess

from . import last_version
from .installation import Installation
from .shop import SET_UP, SHIP, SYNC

SNAPSHOT = """
answer({
    "orders": {
        order.amazon_ref: [
            order.state, order.status, order.purchase_date, order.amount_total,
            order.difference, order.sale_order_id.name, bool(order.payload),
        ]
        for order in env["amazon.order"].search([])
    },
    "items": {
        item.amazon_ref: [item.seller_sku, item.quantity_ordered, item.sale_line_id.id]
        for item in env["amazon.order.item"].search([])
    },
    "sales": {
        sale.name: [
            sale.state, sale.amount_total, sale.partner_id.name, sale.partner_shipping_id.street,
            sorted(sale.picking_ids.mapped("state")),
            sorted(sale.order_line.mapped("price_total")),
        ]
        for sale in env["sale.order"].search([])
    },
    "shipments": {
        shipment.package_ref: [shipment.order_id.amazon_ref, shipment.state, shipment.tracking_ref]
        for shipment in env["amazon.shipment"].search([])
    },
    "listings": {
        listing.seller_sku: listing.product_id.default_code
        for listing in env["amazon.listing"].search([])
    },
    "stores": {
        store.id: [
            store.name, store.state, store.import_from, store.push_shipments, store.push_stock,
            store.unknown_product_policy, store.warehouse_id.name, store.fba_warehouse_id.name,
            sorted((line.fulfilled_by, line.status, line.target) for line in store.status_map_ids),
        ]
        for store in env["amazon.store"].search([])
    },
    "fba_operations": env["stock.picking.type"].search(
        [("warehouse_id", "in", env["amazon.store"].search([]).fba_warehouse_id.ids)]
    ).mapped("code"),
    "accounts": {
        account.name: [account.state, account.refresh_token, account.lwa_client_secret]
        for account in env["amazon.account"].search([])
    },
})
"""


@dataclass
class Story:
    """What came of it: Amazon's order ids by name, Odoo's data before, right after and later."""

    amazon: Amazon
    refs: dict[str, str]
    before: dict[str, Any]
    after: dict[str, Any]
    later: dict[str, Any]
    log: str


@pytest.fixture(scope="module")
def amazon() -> Iterator[Amazon]:
    with SimulatorProcess(rates=False, visibility_lag_seconds=0) as amazon:
        yield amazon


@pytest.fixture(scope="module")
def installation(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    """A database with Odoo's modules and the last version of the addon."""
    base = os.environ.get("AMAZON_CONNECTOR_BASE")
    if not base:
        pytest.skip("needs a prepared database of Odoo's modules: run ./dev/test")
    if not last_version.is_known():
        pytest.skip("this clone does not hold the last version (a shallow clone)")
    folder = tmp_path_factory.mktemp("upgrade")
    database = os.environ["AMAZON_CONNECTOR_DATABASE"]
    subprocess.run(["createdb", "-T", base, database], check=True)
    installation = Installation(database, folder)
    installation.use(last_version.unpack(folder / "last_version"))
    installation.install()
    yield installation
    subprocess.run(["dropdb", "--if-exists", "-f", database], check=True)


@pytest.fixture(scope="module")
def story(amazon: Amazon, installation: Installation) -> Story:
    refs = {
        "shipped": amazon.place_order(sku="MUG", quantity=2),
        "open": amazon.place_order(sku="LAMP"),
        "unlinked": amazon.place_order(sku="UNKNOWN"),
        "pending": amazon.place_order(sku="MUG", status="PENDING"),
        "by_amazon": amazon.place_order(sku="MUG", fulfilled_by="AMAZON", status="SHIPPED"),
    }
    installation.run(SET_UP.format(url=amazon.url))
    before = installation.run(SHIP.format(ref=refs["shipped"], tracking="1Z-OLD") + SNAPSHOT)
    installation.use(last_version.ROOT)
    log = installation.upgrade()
    after = installation.run(SNAPSHOT)
    refs["new"] = amazon.place_order(sku="MUG")
    amazon.release_order(refs["pending"])
    later = installation.run(
        SYNC + SHIP.format(ref=refs["open"], tracking="1Z-NEW") + SYNC + SNAPSHOT
    )
    return Story(amazon, refs, before, after, later, log)


def test_the_last_version_had_something_to_lose(story: Story) -> None:
    orders = story.before["orders"]
    states = {name: orders[ref][0] for name, ref in story.refs.items() if ref in orders}
    assert states == {
        "shipped": "done",
        "open": "done",
        "unlinked": "held",
        "pending": "ignored",
        "by_amazon": "done",
    }
    assert [shipment[1:] for shipment in story.before["shipments"].values()] == [
        ["confirmed", "1Z-OLD"]
    ]


@pytest.mark.parametrize(
    "kind", ["orders", "items", "sales", "shipments", "listings", "stores", "accounts"]
)
def test_the_upgrade_keeps_everything(story: Story, kind: str) -> None:
    assert story.after[kind] == story.before[kind]


def test_fba_warehouses_show_their_deliveries_alone(story: Story) -> None:
    assert len(story.before["fba_operations"]) > 1
    assert story.after["fba_operations"] == ["outgoing"]


def test_the_database_takes_every_constraint_of_the_new_version(story: Story) -> None:
    assert [line for line in story.log.splitlines() if "odoo.schema" in line] == []


def test_what_comes_later_adds_to_it_and_doubles_nothing(story: Story) -> None:
    refs = story.refs
    assert set(story.later["orders"]) == set(refs.values())
    sales = {name: story.later["orders"][ref][5] for name, ref in refs.items()}
    assert len(set(sales.values())) == len(refs)
    assert sales["unlinked"] is False
    assert set(story.later["sales"]) == {name for name in sales.values() if name}
    assert story.later["sales"][sales["shipped"]] == story.before["sales"][sales["shipped"]]


def test_an_order_of_the_last_version_is_shipped_by_the_new_one(story: Story) -> None:
    ref = story.refs["open"]
    assert story.amazon.order(ref)["fulfillment"]["fulfillmentStatus"] == "SHIPPED"
    assert [ref, "confirmed", "1Z-NEW"] in story.later["shipments"].values()
    assert len(story.later["shipments"]) == 2
