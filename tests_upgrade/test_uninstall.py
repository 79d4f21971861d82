"""Who uninstalls the addon keeps sales, deliveries and stock, and nothing of it is left behind."""

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from sp_api_simulator.client import Amazon
from sp_api_simulator.process import SimulatorProcess

from .installation import Installation
from .shop import CONNECT, SET_UP, SHIP, SYNC

LISTINGS = """
stores = env["amazon.store"].search([("state", "=", "live")])
stores.action_sync_listings()
stores.push_stock = True
stores.action_push_stock()
stores.action_suggest_taxes()
env["amazon.trouble"]._cron_follow()
"""
INVOICE = """
sales = env["sale.order"].search([("amazon_store_id", "!=", False), ("state", "=", "sale")])
sales._create_invoices().action_post()
env.cr.commit()
"""
SALES = """
answer({
    sale.client_order_ref: [
        sale.state, sale.amount_total, sale.partner_id.name, sale.picking_ids.mapped("state"),
        sale.order_line.mapped("name"), sale.order_line.product_id.mapped("display_name"),
        sale.invoice_ids.mapped("amount_total"), sale.invoice_ids.invoice_payment_term_id.ids,
    ]
    for sale in env["sale.order"].search([("client_order_ref", "!=", False)])
})
"""
# What a running shop leaves beside the addon's data: files, tasks, parameters, copies of jobs.
LEFT = """
env["amazon.health"]._set_token()
env.ref("amazon_connector.ir_cron_orders_1").copy()
account = env["amazon.account"].search([], limit=1)
env["ir.attachment"].create({"name": "report.txt", "raw": b"x", "res_model": "amazon.account",
                             "res_id": account.id})
trouble = env["amazon.trouble"].search([], limit=1)
sale = env["sale.order"].search([("amazon_store_id", "!=", False)], limit=1)
trouble.activity_id = sale.activity_schedule("mail.mail_activity_data_todo", summary="Amazon says")
other = env["amazon.account"].create({"name": "Never used", "region": "eu"})
empty = env["stock.warehouse"]._get_or_create_amazon_fba(other)
used = account.store_ids.fba_warehouse_id
assert used.lot_stock_id.quant_ids and empty.active and empty not in used
empty.name = "Empty FBA"
env.cr.commit()
"""
WAREHOUSES = """
answer({
    warehouse.name: warehouse.active
    for warehouse in env["stock.warehouse"].with_context(active_test=False).search([])
})
"""
CHARGES = """
products = env["product.product"].search([("default_code", "=like", "AMAZON-%")])
answer(products.mapped("default_code"))
"""
AGAIN = """
orders = env["amazon.order"].search([("sale_order_id", "!=", False)])
answer({
    "states": sorted(set(orders.mapped("state"))),
    "found": sorted(orders.sale_order_id.mapped("client_order_ref")),
    "crons": env["ir.cron"].search_count([("cron_name", "ilike", "Amazon")]),
})
"""
# Whatever bears the addon's name or speaks of its models.
REMAINS = """
def rows(query):
    env.cr.execute(query)
    return [str(row[0]) for row in env.cr.fetchall()]

found = rows("SELECT table_name FROM information_schema.tables WHERE table_name LIKE 'amazon%'")
found += rows(
    "SELECT table_name || '.' || column_name FROM information_schema.columns"
    " WHERE column_name LIKE '%amazon%' AND column_name <> 'module_sale_amazon'"
)
found += rows("SELECT module || '.' || name FROM ir_model_data WHERE module LIKE 'amazon%'")
found += rows("SELECT 'task ' || summary FROM mail_activity WHERE summary ILIKE '%amazon%'")
found += rows("SELECT 'menu ' || name::text FROM ir_ui_menu WHERE name->>'en_US' ILIKE '%amazon%'")
found += rows("SELECT 'group ' || name::text FROM res_groups WHERE name->>'en_US' ILIKE '%amazon%'")
found += rows("SELECT 'template ' || name::text FROM mail_template WHERE model LIKE 'amazon%'")
found += rows("SELECT key FROM ir_config_parameter WHERE key LIKE '%amazon%'")
found += rows("SELECT cron_name FROM ir_cron WHERE cron_name ILIKE '%amazon%'")
for table, column in (
    ("mail_message", "model"),
    ("mail_activity", "res_model"),
    ("mail_followers", "res_model"),
    ("ir_attachment", "res_model"),
    ("ir_filters", "model_id"),
    ("ir_exports", "resource"),
):
    found += rows(
        f"SELECT '{table} of ' || {column} FROM {table} WHERE {column} LIKE 'amazon.%' LIMIT 1"
    )
answer(found)
"""


class Story(NamedTuple):
    """Odoo's sales before and after, what the log says of it, what is left, and coming back."""

    before: Any
    after: Any
    log: str
    remains: list[str]
    warehouses: dict[str, bool]
    charges: list[str]
    again: Any
    after_again: Any


@pytest.fixture(scope="module")
def story(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Story]:
    template = os.environ.get("AMAZON_CONNECTOR_TEMPLATE")
    if not template:
        pytest.skip("needs a prepared database with the addons: run ./dev/test")
    database = f"{os.environ['AMAZON_CONNECTOR_DATABASE']}_uninstall"
    subprocess.run(["createdb", "-T", template, database], check=True)
    installation = Installation(database, tmp_path_factory.mktemp("uninstall"))
    installation.use(Path(__file__).parents[1])
    with SimulatorProcess(rates=False, visibility_lag_seconds=0) as amazon:
        shipped = _sell(amazon)
        installation.run(SET_UP.format(url=amazon.url))
        before = installation.run(
            SHIP.format(ref=shipped, tracking="1Z-1") + LISTINGS + SYNC + INVOICE + LEFT + SALES
        )
        log = installation.uninstall()
        left = [installation.run(code) for code in (SALES, REMAINS, WAREHOUSES, CHARGES)]
        installation.install()
        again = installation.run(CONNECT.format(url=amazon.url) + AGAIN)
        after_again = installation.run(SALES)
    yield Story(before, left[0], log, *left[1:], again, after_again)
    subprocess.run(["dropdb", "--if-exists", "-f", database], check=True)


def _sell(amazon: Amazon) -> str:
    """Orders of every kind; returns the number of the one to ship."""
    amazon.add_listing("MUG", quantity=5)
    shipped = amazon.place_order(lines=[{"sku": "MUG", "quantity": 2, "gift_message": "For you"}])
    for sku, wish in (
        ("LAMP", {"lines": [{"sku": "LAMP", "shipping": "4.00", "tax": "1.00"}]}),
        ("UNKNOWN", {}),
        ("MUG", {"status": "PENDING"}),
        ("MUG", {"fulfilled_by": "AMAZON", "status": "SHIPPED"}),
    ):
        amazon.place_order(sku=sku, **wish)
    return shipped


def test_sales_deliveries_and_their_products_stay_as_they_are(story: Story) -> None:
    assert len(story.before) >= 3
    assert story.after == story.before


def test_the_log_shows_no_error(story: Story) -> None:
    bad = [line for line in story.log.splitlines() if " ERROR " in line or " CRITICAL " in line]
    assert bad == [], "\n".join(bad)


def test_nothing_of_the_addon_is_left_behind(story: Story) -> None:
    assert story.remains == [], story.remains


def test_an_fba_warehouse_goes_unless_goods_are_in_it(story: Story) -> None:
    assert story.warehouses["Empty FBA"] is False
    assert story.warehouses["Amazon FBA Seller"] is True


def test_products_for_charges_are_offered_no_more(story: Story) -> None:
    assert story.charges == []


def test_installed_again_it_finds_the_sales_orders_that_it_made(story: Story) -> None:
    assert story.after_again == story.before, "no sales order is made twice or changed"
    assert set(story.again["found"]) == set(story.before)
    assert story.again["states"] == ["done"]
    assert story.again["crons"] > 3
