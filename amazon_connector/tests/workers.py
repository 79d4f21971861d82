"""Real workers on a database of their own, for tests that kill them or let them compete.

A worker is a process of Odoo that runs a piece of code given as text; ``env`` is there.
"""

import os
import subprocess
import sys
import time
from contextlib import closing, suppress

import psycopg2

from odoo.tests import BaseCase
from odoo.tests.common import get_db_name

from sp_api_simulator.process import SimulatorProcess

TEMPLATE = os.environ.get("AMAZON_CONNECTOR_TEMPLATE")
# Held by the test until all workers stand at the line, so that they start as one.
STARTING_LINE = 2026

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
    account.store_ids.write({{"import_from": "2020-01-01 00:00:00"}})
    account.store_ids.action_go_live()
env.cr.commit()
"""
# How long Amazon may take to end what a dead worker has asked of it, on a machine under load.
PATIENCE_SECONDS = 60
LINE_UP = "env.cr.execute('SELECT pg_advisory_lock_shared(%s)')\n"


class WorkersCase(BaseCase):
    """A busy day at Amazon, and a database whose three accounts are to import it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        process = cls._choose_scenario()
        cls.amazon = process.start()
        cls.addClassCleanup(process.stop)
        cls.database = f"{get_db_name()}_{cls.__name__.lower()}"
        drop = ["dropdb", "--if-exists", "-f", cls.database]
        subprocess.run(drop, check=True, stderr=subprocess.DEVNULL)
        cls.addClassCleanup(subprocess.run, drop)
        subprocess.run(["createdb", "-T", TEMPLATE, cls.database], check=True)
        cls.connection = psycopg2.connect(dbname=cls.database)
        cls.connection.autocommit = True
        cls.addClassCleanup(cls.connection.close)
        cls._set_up_shops()

    @classmethod
    def _choose_scenario(cls):
        return SimulatorProcess(
            "busy_day", rates=False, visibility_lag_seconds=0, orders=cls.order_count
        )

    @classmethod
    def _set_up_shops(cls):
        cls.work(SET_UP.format(url=cls.amazon.url))

    @classmethod
    def start(cls, code):
        """Start a worker that runs ``code``.

        :return: ``subprocess.Popen``
        """
        worker = subprocess.Popen(
            [sys.executable, "-m", "odoo", "shell", "-d", cls.database, "--no-http"],
            stdin=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        with closing(worker.stdin):
            worker.stdin.write(code)
        return worker

    @classmethod
    def finish(cls, worker):
        """Wait for the end of a worker, which must be a good one."""
        errors = worker.stderr.read()
        worker.stderr.close()
        if worker.wait():
            raise AssertionError(f"A worker failed:\n{errors}")
        # A race that is lost is part of the work, and Odoo's log must not call it an error.
        if " ERROR " in errors and "could not serialize" in errors:
            raise AssertionError(f"A worker logged a lost race as an error:\n{errors}")

    @classmethod
    def work(cls, code):
        cls.finish(cls.start(code))

    def compete(self, *codes):
        """Run several workers, started as one at the moment when all of them are ready."""
        self.query("SELECT pg_advisory_lock(%s)", STARTING_LINE)
        workers = [self.start(LINE_UP % STARTING_LINE + code) for code in codes]
        waiting = "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted"
        self.wait_until(workers[0], lambda: self.query(waiting) == [(len(codes),)])
        self.query("SELECT pg_advisory_unlock(%s)", STARTING_LINE)
        for worker in workers:
            self.finish(worker)

    def kill_when(self, worker, condition):
        """``kill -9`` a worker as soon as a condition holds."""
        self.wait_until(worker, condition)
        worker.kill()
        worker.wait()
        worker.stderr.close()

    def wait_until(self, worker, condition):
        """Watch a working worker until a condition holds."""
        while not condition():
            with suppress(subprocess.TimeoutExpired):
                worker.wait(timeout=0.05)
                self.fail(f"The worker ended too early:\n{worker.stderr.read()}")

    def let_amazon_finish(self, condition):
        """Watch Amazon, which no worker asks any more, until a condition holds."""
        deadline = time.monotonic() + PATIENCE_SECONDS
        while not condition():
            if time.monotonic() > deadline:
                self.fail("Amazon does not end what it was asked for.")

    def query(self, sql, *values):
        """:return: rows of a query on the workers' database"""
        with self.connection.cursor() as cr:
            cr.execute(sql, values)
            return cr.fetchall()

    def count(self, state):
        """:return: number of Amazon orders in a state, as committed by the workers"""
        sql = "SELECT count(*) FROM amazon_order WHERE state = %s"
        return self.query(sql, state)[0][0]
