"""One time for Amazon, Odoo and PostgreSQL, which the runner lets jump ahead.

How far it is ahead of the machine's stands in a file that Odoo's processes read, and in a table
that PostgreSQL's own `now()` is laid over; the simulator has a clock of its own, which is advanced
by as much.
"""

import mmap
import os
import struct
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

_AHEAD = struct.Struct("d")

# Found before PostgreSQL's own, since the search path names its schema first.
SQL_CLOCK = """
CREATE TABLE chaos_clock (ahead interval NOT NULL);
INSERT INTO chaos_clock VALUES ('0 seconds');
CREATE FUNCTION public.now() RETURNS timestamptz LANGUAGE sql STABLE AS
    'SELECT pg_catalog.now() + ahead FROM public.chaos_clock';
"""
SQL_PATH = "ALTER DATABASE {} SET search_path = public, pg_catalog"
SQL_AHEAD = "UPDATE chaos_clock SET ahead = make_interval(secs => %s)"


class SharedClock:
    """How many seconds the time of this world is ahead of the machine's."""

    def __init__(self, path: Path) -> None:
        if not path.exists():
            path.write_bytes(_AHEAD.pack(0.0))
        descriptor = os.open(path, os.O_RDWR)
        self._memory = mmap.mmap(descriptor, _AHEAD.size)
        os.close(descriptor)

    @property
    def ahead(self) -> float:
        return float(_AHEAD.unpack_from(self._memory)[0])

    @ahead.setter
    def ahead(self, seconds: float) -> None:
        _AHEAD.pack_into(self._memory, 0, seconds)

    def now(self, real_time: float | None = None) -> datetime:
        """The time of this world, UTC, naive; from the machine's, where that is replaced."""
        seconds = time.time() if real_time is None else real_time
        moment = datetime.fromtimestamp(seconds, UTC).replace(tzinfo=None)
        return moment + timedelta(seconds=self.ahead)
