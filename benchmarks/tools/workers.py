"""Further processes that import orders at the same time, as workers of Odoo do."""

import subprocess
import sys
from datetime import datetime

from odoo.addons.amazon_connector.models.sync.races import RACES
from odoo.sql_db import Cursor

from . import naive
from .shop import environment


class Workers:
    """``with Workers(2) as workers``: processes with Odoo loaded, waiting for work."""

    def __init__(self, count: int) -> None:
        self._processes = [
            subprocess.Popen(
                [sys.executable, "-m", "benchmarks.tools.workers", str(number), str(count)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                text=True,
            )
            for number in range(count)
        ]

    def __enter__(self) -> "Workers":
        self._collect("ready")
        return self

    def __exit__(self, *_exception: object) -> None:
        for process in self._processes:
            process.communicate()

    @property
    def pids(self) -> list[int]:
        return [process.pid for process in self._processes]

    def run(self, way: str, account, since: datetime) -> int:
        """Let all work the same way at once and wait until all are done.

        :param way: ``connector`` or ``naive``
        :return: how many transactions were lost to a faster worker, and repeated
        """
        for process in self._processes:
            process.stdin.write(f"{way} {account.id} {since.isoformat()}\n")
            process.stdin.flush()
        return self._collect("done")

    def _collect(self, word: str) -> int:
        """Wait until all have said a word; the sum of the numbers that they say with it."""
        total = 0
        for process in self._processes:
            answer = process.stdout.readline().split()
            if answer[:1] != [word]:
                raise RuntimeError(f"a worker said {answer} and not {word!r}")
            total += int(answer[1])
        return total


def count_lost_races(lost: list[BaseException]) -> None:
    """Write down what makes this process roll back: transactions that it will repeat."""
    rollback = Cursor.rollback

    def counting(cursor: Cursor) -> None:
        if isinstance(error := sys.exc_info()[1], RACES):
            lost.append(error)
        rollback(cursor)

    Cursor.rollback = counting


def main(number: int, count: int) -> None:
    lost: list[BaseException] = []
    count_lost_races(lost)
    with environment() as env:
        print("ready 0", flush=True)
        for line in sys.stdin:
            lost.clear()
            way, account_id, since = line.split()
            account = env["amazon.account"].browse(int(account_id))
            if way == "connector":
                env["amazon.order"]._cron_process()
            else:
                naive.import_orders(account, datetime.fromisoformat(since), number, count)
            env.cr.commit()
            print(f"done {len(lost)}", flush=True)


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
