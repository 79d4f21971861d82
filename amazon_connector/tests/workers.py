"""Real workers on a database of their own, for tests that kill them or let them compete.

A worker is a process of Odoo that runs a piece of code given as text; ``env`` is there.
"""

import os
import subprocess
import time
from contextlib import contextmanager, suppress

import psycopg2

from odoo.tests import BaseCase
from odoo.tests.common import get_db_name

from sp_api_simulator.process import SimulatorProcess

from .nursery import Nursery

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
LINE_UP = f"env.cr.execute('SELECT pg_advisory_lock_shared({STARTING_LINE})')\n"


class WorkersCase(BaseCase):
    """A busy day at Amazon, and a database whose three accounts are to import it."""

    # Seconds after which a worker hangs, on a machine under load.
    patience = 300

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
        cls.nursery = Nursery(cls.database)
        cls.addClassCleanup(cls.nursery.stop)
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

        :return: ``Worker``
        """
        return cls.nursery.start(code)

    @classmethod
    def finish(cls, worker):
        """Wait for the end of a worker, which must be a good one."""
        try:
            status = worker.wait(cls.patience)
        except subprocess.TimeoutExpired:
            raise AssertionError(f"A worker does not end:\n{worker.output()}") from None
        said = worker.output()
        if status:
            raise AssertionError(f"A worker failed:\n{said}")
        # A race that is lost is part of the work, and Odoo's log must not call it an error.
        if " ERROR " in said and "could not serialize" in said:
            raise AssertionError(f"A worker logged a lost race as an error:\n{said}")

    @classmethod
    def work(cls, code):
        cls.finish(cls.start(code))

    def compete(self, *codes):
        """Run several workers, started as one at the moment when all of them are ready."""
        with self.starting_line() as line_up:
            workers = [self.start(LINE_UP + code) for code in codes]
            line_up(workers)
        for worker in workers:
            self.finish(worker)

    @contextmanager
    def starting_line(self):
        """Workers whose code begins with ``LINE_UP`` wait until the block ends.

        :return: function that waits until so many workers stand at the line
        """
        self.query("SELECT pg_advisory_lock(%s)", STARTING_LINE)
        try:
            yield self._wait_for_line
        finally:
            self.query("SELECT pg_advisory_unlock(%s)", STARTING_LINE)

    def _wait_for_line(self, workers):
        # Tests on other databases have lines of their own at the same moment.
        waiting = (
            "SELECT count(*) FROM pg_locks JOIN pg_database ON pg_database.oid = database"
            " WHERE locktype = 'advisory' AND objid = %s AND NOT granted"
            " AND datname = current_database()"
        )
        ready = [(len(workers),)]
        self.wait_until(workers[-1], lambda: self.query(waiting, STARTING_LINE) == ready)

    def kill_when(self, worker, condition):
        """``kill -9`` a worker as soon as a condition holds."""
        self.wait_until(worker, condition)
        worker.kill()

    def wait_until(self, worker, condition):
        """Watch a working worker until a condition holds."""
        deadline = time.monotonic() + self.patience
        while not condition():
            with suppress(subprocess.TimeoutExpired):
                worker.wait(timeout=0.05)
                self.fail(f"The worker ended too early:\n{worker.output()}")
            if time.monotonic() > deadline:
                self.fail(f"The worker does not get there:\n{worker.output()}")

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
