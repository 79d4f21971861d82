"""Who uninstalls the addon keeps sales, deliveries and stock, and nothing of it is left behind."""

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from sp_api_simulator.process import SimulatorProcess

from .installation import Installation
from .shop import SET_UP, SHIP, SYNC

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
    """Odoo's sales before and after, what the log says of it, and what is left."""

    before: Any
    after: Any
    log: str
    remains: list[str]


@pytest.fixture(scope="module")
def story(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Story]:
    template = os.environ.get("AMAZON_CONNECTOR_TEMPLATE")
    if not template:
        pytest.skip("needs a prepared database with the addons: run ./dev/test")
    database = f"{os.environ['AMAZON_CONNECTOR_DATABASE']}_uninstall"
    subprocess.run(["createdb", "-T", template, database], check=True)
    installation = Installation(database, tmp_path_factory.mktemp("uninstall"))
    with SimulatorProcess(rates=False, visibility_lag_seconds=0) as amazon:
        amazon.add_listing("MUG", quantity=5)
        shipped = amazon.place_order(
            lines=[{"sku": "MUG", "quantity": 2, "gift_message": "For you"}]
        )
        for sku, wish in (
            ("LAMP", {"lines": [{"sku": "LAMP", "shipping": "4.00", "tax": "1.00"}]}),
            ("UNKNOWN", {}),
            ("MUG", {"status": "PENDING"}),
            ("MUG", {"fulfilled_by": "AMAZON", "status": "SHIPPED"}),
        ):
            amazon.place_order(sku=sku, **wish)
        installation.use(Path(__file__).parents[1])
        installation.run(SET_UP.format(url=amazon.url))
        before = installation.run(
            SHIP.format(ref=shipped, tracking="1Z-1") + LISTINGS + SYNC + INVOICE + SALES
        )
    log = installation.uninstall()
    after, remains = installation.run(SALES), installation.run(REMAINS)
    yield Story(before, after, log, remains)
    subprocess.run(["dropdb", "--if-exists", "-f", database], check=True)


def test_sales_deliveries_and_their_products_stay_as_they_are(story: Story) -> None:
    assert len(story.before) >= 3
    assert story.after == story.before


def test_the_log_shows_no_error(story: Story) -> None:
    bad = [line for line in story.log.splitlines() if " ERROR " in line or " CRITICAL " in line]
    assert bad == [], "\n".join(bad)


def test_nothing_of_the_addon_is_left_behind(story: Story) -> None:
    assert story.remains == [], story.remains
