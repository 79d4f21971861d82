"""Two Odoo servers, three cron workers each, one PostgreSQL, three sellers: nothing goes wrong.

Usage: prove.py [--orders N] [--minutes N]; database and configuration come from the environment.
Prints the figures, and ends with 1 if one of them is not what it has to be.
"""

import argparse
import os
import re
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import psycopg2

from sp_api_simulator.client import Amazon
from sp_api_simulator.process import SimulatorProcess

DATABASE = os.environ["AMAZON_CONNECTOR_DATABASE"]
SERVERS, CRON_WORKERS = 2, 3
SET_UP = """
from sp_api_simulator.client import Amazon

amazon = Amazon({url!r})
skus = [entry["sku"] for entry in amazon.catalogue()]
products = env["product.product"].create(
    [{{"name": sku, "default_code": sku, "is_storable": True, "taxes_id": False}} for sku in skus]
)
warehouse = env["stock.warehouse"].search([], limit=1)
for product in products:
    env["stock.quant"]._update_available_quantity(product, warehouse.lot_stock_id, 10_000)
for seller in ("SELLER1", "SELLER2", "SELLER3"):
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
    account.store_ids.write({{"import_from": "2020-01-01 00:00:00", "push_stock": True}})
    account.store_ids.action_go_live()
env["amazon.schedule"].search([]).interval_minutes = 1
env["ir.cron"].search([("amazon_lane", "=", False)]).active = False
env["ir.cron"].search([("amazon_lane", "!=", False)]).interval_number = 1
env.cr.commit()
"""
# What a packer does, again and again as the web server does when a race is lost.
PACK = """
from odoo.service.model import retrying

def pack():
    picking = env["stock.picking"].search(
        [("state", "=", "assigned"), ("sale_id.amazon_store_id", "!=", False)], limit=1
    ).with_context(skip_sms=True)
    if picking:
        picking.carrier_tracking_ref = "1Z-%s" % picking.id
        picking.button_validate()
    return bool(picking)

while retrying(pack, env):
    pass
"""
FIGURES = {
    "orders that are not finished": "SELECT count(*) FROM amazon_order"
    " WHERE state NOT IN ('done', 'ignored')",
    "orders with two sales orders": "SELECT count(*) FROM (SELECT client_order_ref FROM sale_order"
    " GROUP BY client_order_ref HAVING count(*) > 1) doubled",
    "runs left Running": "SELECT count(*) FROM amazon_operation WHERE state = 'running'"
    " AND started_at < now() AT TIME ZONE 'UTC' - interval '30 seconds'",
    "runs that failed": "SELECT count(*) FROM amazon_operation WHERE state = 'failed'",
    "crons that failed": "SELECT count(*) FROM ir_cron WHERE failure_count > 0",
    "parcels that are not confirmed": "SELECT count(*) FROM amazon_shipment"
    " WHERE state IN ('pending', 'failed') AND tracking_ref IS NOT NULL",
}
PROBLEM = re.compile(r" (ERROR|CRITICAL) ")
CRASH = re.compile(r"Job .* (server action .* failed|timed out)")


def main() -> int:
    options = read_arguments()
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        amazon = stack.enter_context(
            SimulatorProcess(
                "busy_day", rates=False, visibility_lag_seconds=0, orders=options.orders
            )
        )
        shell(SET_UP.format(url=amazon.url))
        logs = [folder / f"server-{number}.log" for number in range(SERVERS)]
        for log in logs:
            stack.enter_context(server(log))
        work(amazon, options.minutes * 60)
        outcome = read_outcome(amazon, logs)
    for name, value in outcome.items():
        print(f"{value:>6}  {name}")
    return int(any(value for name, value in outcome.items() if not name.startswith("(")))


def read_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--orders", type=int, default=400)
    parser.add_argument("--minutes", type=float, default=8.0, help="longest time to wait")
    return parser.parse_args()


@contextmanager
def server(log: Path) -> Iterator[None]:
    """An Odoo server with cron workers of its own; ended as an administrator ends it."""
    command = [sys.executable, "-m", "odoo", "-d", DATABASE, "--db-filter", f"^{DATABASE}$"]
    threads = ["--workers", "0", "--max-cron-threads", str(CRON_WORKERS), "--no-http"]
    # On a loaded machine a cron's turns may take longer than the two minutes after which a
    # threaded server restarts itself, which is not what is looked at here.
    threads.append("--limit-time-real=100000")
    with log.open("w") as output:
        process = subprocess.Popen([*command, *threads, "--log-level", "info"], stderr=output)
        try:
            yield
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(60)


def shell(code: str) -> None:
    """Run code in a shell of its own."""
    subprocess.run(
        [sys.executable, "-m", "odoo", "shell", "-d", DATABASE, "--no-http"],
        input=code,
        text=True,
        check=True,
        stderr=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
    )


def work(amazon: Amazon, seconds: float) -> None:
    """Pack what the servers import, until all is done and told, or the time is up."""
    started = time.monotonic()
    expected = len(amazon.orders())
    while time.monotonic() - started < seconds:
        shell(PACK)
        arrived = count("SELECT count(*) FROM amazon_order WHERE state IN ('done', 'ignored')")
        waiting = count(FIGURES["parcels that are not confirmed"])
        say(f"{arrived} of {expected} orders, {waiting} parcels to be confirmed")
        if arrived >= expected and not waiting and not open_pickings():
            return


def open_pickings() -> int:
    return count(
        "SELECT count(*) FROM stock_picking p JOIN sale_order s ON s.id = p.sale_id"
        " WHERE p.state = 'assigned' AND s.amazon_store_id IS NOT NULL"
    )


def read_outcome(amazon: Amazon, logs: list[Path]) -> dict[str, Any]:
    """:return: figure → value; all but those in brackets have to be 0"""
    lines = [line for log in logs for line in log.read_text().splitlines()]
    problems = [line for line in lines if PROBLEM.search(line)]
    # Crashes first: they say most.
    problems.sort(key=lambda line: not CRASH.search(line))
    for line in problems[:20]:
        print(line[:300])
    if problems:
        kept = Path(tempfile.mkdtemp(prefix="prove-"))
        for log in logs:
            (kept / log.name).write_text(log.read_text())
        print(f"The servers' logs are kept in {kept}.")
    return {
        "(orders at Amazon)": len(amazon.orders()),
        "(parcels told)": count("SELECT count(*) FROM amazon_shipment WHERE sent_at IS NOT NULL"),
        "(runs)": count("SELECT count(*) FROM amazon_operation"),
        "(races lost, told at INFO)": sum("another worker was faster" in line for line in lines),
        "(runs that gave way to other workers)": count(
            "SELECT count(*) FROM amazon_operation_line WHERE message LIKE 'Other workers%'"
        ),
        "crashed jobs": sum(bool(CRASH.search(line)) for line in lines),
        "ERROR lines": len(problems),
        "violations that Amazon noted": len(amazon.violations()),
        **{name: count(query) for name, query in FIGURES.items()},
    }


def count(query: str) -> int:
    connection = psycopg2.connect(dbname=DATABASE)
    try:
        with connection.cursor() as cr:
            cr.execute(query)
            return int(cr.fetchone()[0])
    finally:
        connection.close()


def say(text: str) -> None:
    print(f"==> {text}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
