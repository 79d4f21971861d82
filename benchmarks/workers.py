"""Further processes that import orders at the same time, as workers of Odoo do."""

import subprocess
import sys
from datetime import datetime

from . import naive
from .shop import environment


class Workers:
    """``with Workers(2) as workers``: processes with Odoo loaded, waiting for work."""

    def __init__(self, count: int) -> None:
        self._processes = [
            subprocess.Popen(
                [sys.executable, "-m", "benchmarks.workers", str(number), str(count)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                text=True,
            )
            for number in range(count)
        ]

    def __enter__(self) -> "Workers":
        self._expect("ready")
        return self

    def __exit__(self, *_exception: object) -> None:
        for process in self._processes:
            process.communicate()

    def run(self, way: str, account, since: datetime) -> None:
        """Let all work the same way at once and wait until all are done.

        :param way: ``connector`` or ``naive``
        """
        for process in self._processes:
            process.stdin.write(f"{way} {account.id} {since.isoformat()}\n")
            process.stdin.flush()
        self._expect("done")

    def _expect(self, word: str) -> None:
        for process in self._processes:
            if (answer := process.stdout.readline().strip()) != word:
                raise RuntimeError(f"a worker said {answer!r} and not {word!r}")


def main(number: int, count: int) -> None:
    with environment() as env:
        print("ready", flush=True)
        for line in sys.stdin:
            way, account_id, since = line.split()
            account = env["amazon.account"].browse(int(account_id))
            if way == "connector":
                env["amazon.order"]._cron_process()
            else:
                naive.import_orders(account, datetime.fromisoformat(since), number, count)
            env.cr.commit()
            print("done", flush=True)


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
