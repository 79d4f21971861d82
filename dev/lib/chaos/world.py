"""Everything that takes part: Amazon, PostgreSQL, Odoo's servers, and the time of all of them."""

import os
import shlex
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg2

from sp_api_simulator.client import Amazon

from .clock import SQL_AHEAD, SharedClock
from .servers import CRON_WORKERS, OdooServer

SERVERS = 2
_PATIENCE_SECONDS, _LONGEST_START = 60, 300
# A worker that holds a transaction open is at a job; Odoo names its connections after its process.
_BUSY = """
    SELECT substr(application_name, 6)::int FROM pg_stat_activity
     WHERE datname = current_database() AND application_name ~ '^odoo-[0-9]+$'
       AND state != 'idle'
"""


class World:
    """What the scenario plays in, the saboteur harms, and the comparison looks at."""

    def __init__(self, amazon: Amazon, database: str, folder: Path, clock: SharedClock) -> None:
        self.amazon = amazon
        self.database = database
        self.clock = clock
        self.logs = [folder / f"server-{number}.log" for number in range(1, SERVERS + 1)]
        self.servers = [OdooServer(database, log) for log in self.logs]
        # Stops and starts the cluster: `pg_ctl` with its folder, whoever it runs as.
        self._control = shlex.split(os.environ["AMAZON_CONNECTOR_CHAOS_CLUSTER"])

    # PostgreSQL

    @contextmanager
    def _connected(self, database: str | None = None) -> Iterator[Any]:
        connection = psycopg2.connect(dbname=database or self.database)
        connection.autocommit = True
        try:
            with connection.cursor() as cr:
                yield cr
        finally:
            connection.close()

    def query(self, sql: str, *values: Any) -> list[tuple[Any, ...]]:
        """:return: rows, none for what is no question"""
        with self._connected() as cr:
            cr.execute(sql, values)
            return cr.fetchall() if cr.description else []

    @contextmanager
    def trying(self) -> Iterator[Callable[[str], list[tuple[Any, ...]]]]:
        """A function that runs queries, whose changes nobody else sees and which do not stay."""
        connection = psycopg2.connect(dbname=self.database)
        try:
            with connection.cursor() as cr:

                def query(sql: str) -> list[tuple[Any, ...]]:
                    cr.execute(sql)
                    return cr.fetchall() if cr.description else []

                yield query
        finally:
            connection.rollback()
            connection.close()

    def restart_postgres(self, mode: str) -> None:
        """:param mode: `fast`, or `immediate` as a crash is: open transactions are lost"""
        subprocess.run(
            [*self._control, "-m", mode, "-w", "restart"],
            check=True,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        deadline = time.monotonic() + _PATIENCE_SECONDS
        while True:
            try:
                self.query("SELECT 1")
                return
            except psycopg2.OperationalError:
                if time.monotonic() > deadline:
                    raise
                time.sleep(0.1)

    # Time

    def advance(self, seconds: float) -> None:
        """Let so much time go by for all, and let cron workers look what is due."""
        self.amazon.advance(seconds=seconds)
        self.clock.ahead += seconds
        self.query(SQL_AHEAD, self.clock.ahead)
        self.wake()

    def wake(self) -> None:
        with self._connected("postgres") as cr:
            cr.execute("SELECT pg_notify('cron_trigger', %s)", (self.database,))

    # Odoo's workers

    def open(self) -> None:
        """Start the servers, and wait until all their workers are there."""
        for server in self.servers:
            server.start()
        deadline = time.monotonic() + _LONGEST_START
        while len(self.workers) < len(self.servers) * CRON_WORKERS:
            if time.monotonic() > deadline:
                raise RuntimeError(f"Odoo did not start: {self.logs[0].read_text()[-2000:]}")
            time.sleep(0.2)

    @property
    def workers(self) -> list[int]:
        return [pid for server in self.servers for pid in server.workers]

    def find_busy(self) -> list[int]:
        """:return: workers that are in the middle of a job, by their process numbers"""
        busy = {pid for (pid,) in self.query(_BUSY)}
        return [pid for pid in self.workers if pid in busy]

    def wait_until_idle(self, seconds: float) -> bool:
        """Wait until no worker has been at a job for a moment, or the time is up.

        :return: whether they are idle
        """
        deadline, quiet = time.monotonic() + seconds, 0
        while time.monotonic() < deadline:
            quiet = 0 if self.find_busy() else quiet + 1
            if quiet >= 4:
                return True
            time.sleep(0.15)
        return False
