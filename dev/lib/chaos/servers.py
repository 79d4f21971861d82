"""Odoo servers with cron workers, as an administrator runs them, and what kills them."""

import os
import signal
import subprocess
import sys
from pathlib import Path

CRON_WORKERS = 3


class OdooServer:
    """A master process and the workers that it forks; in a process group of their own."""

    def __init__(self, database: str, log: Path) -> None:
        self._database = database
        self._log = log
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        command = [sys.executable, "-m", "dev.lib.chaos.server", "-d", self._database]
        command += ["--db-filter", f"^{self._database}$", "--no-http", "--workers", "1"]
        command += ["--max-cron-threads", str(CRON_WORKERS), "--log-level", "info"]
        # Time jumps here: what Odoo takes for hours is none of its business.
        command += ["--limit-time-real", "10000000", "--limit-time-cpu", "100000"]
        with self._log.open("ab") as output:
            self._process = subprocess.Popen(
                command, stderr=output, stdout=output, start_new_session=True
            )

    def revive(self) -> bool:
        """Start it again if it has ended by itself, as a service manager does: Odoo's master does
        not survive every restart of PostgreSQL.

        :return: whether it had ended
        """
        if not self._process or self._process.poll() is None:
            return False
        self.start()
        return True

    @property
    def workers(self) -> list[int]:
        """The processes that do the work, by their numbers; none while the server starts."""
        if not self._process:
            return []
        pid = self._process.pid
        try:
            return [int(each) for each in _children(pid).split()]
        except OSError:
            return []

    def kill(self) -> None:
        """`kill -9` of the master and all its workers at once, as when a machine goes down."""
        if self._process:
            os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()
            self._process = None

    def stop(self) -> None:
        """End it as an administrator does, the hard way if that takes too long."""
        if not self._process:
            return
        self._process.send_signal(signal.SIGTERM)
        try:
            self._process.wait(30)
        except subprocess.TimeoutExpired:
            self.kill()
        self._process = None


def _children(pid: int) -> str:
    return Path(f"/proc/{pid}/task/{pid}/children").read_text()


def shell(database: str, code: str) -> None:
    """Run code in a shell of Odoo's.

    :raises RuntimeError: it failed; with what Odoo said
    """
    done = subprocess.run(
        [sys.executable, "-m", "odoo", "shell", "-d", database, "--no-http"],
        input=code,
        text=True,
        capture_output=True,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(f"the shell failed:\n{done.stderr[-3000:]}")
