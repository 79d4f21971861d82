"""A database with the addon, on which pieces of code are run in Odoo's shell.

The code answers with ``answer(value)``, where the value is what JSON can hold.
"""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from .last_version import ROOT

MARK = "ANSWER "
PRELUDE = f"""
import json

def answer(value):
    print({MARK!r} + json.dumps(value, default=str, sort_keys=True))

"""
UNINSTALL = """
env["ir.module.module"].search([("name", "=", "amazon_connector")]).button_immediate_uninstall()
"""


class Installation:
    """Odoo on one database; ``addons`` is the folder that the addon is taken from."""

    def __init__(self, database: str, folder: Path) -> None:
        self.database = database
        self.config = folder / "odoo.conf"
        self.own_config = Path(os.environ["ODOO_RC"]).read_text()

    def use(self, addons: Path) -> None:
        """Take the addon from a folder instead of from the working tree."""
        self.config.write_text(self.own_config.replace(f",{ROOT}\n", f",{addons}\n"))

    def install(self) -> None:
        self._odoo("-d", self.database, "-i", "amazon_connector", "--stop-after-init", "--no-http")

    def upgrade(self) -> str:
        """:return: what Odoo had to warn of"""
        return self._odoo(
            "-d", self.database, "-u", "amazon_connector", "--stop-after-init", "--no-http"
        ).stderr

    def uninstall(self) -> str:
        """:return: what Odoo had to warn of"""
        return self._odoo("shell", "-d", self.database, "--no-http", code=UNINSTALL).stderr

    def run(self, code: str) -> Any:
        """Run code in a shell of its own; returns its answer."""
        done = self._odoo("shell", "-d", self.database, "--no-http", code=PRELUDE + code)
        answers = [line for line in done.stdout.splitlines() if line.startswith(MARK)]
        return json.loads(answers[-1].removeprefix(MARK)) if answers else None

    def _odoo(self, *arguments: str, code: str = "") -> subprocess.CompletedProcess[str]:
        """:raises AssertionError: when Odoo ends with an error, with what it said"""
        done = subprocess.run(
            [sys.executable, "-m", "odoo", *arguments],
            input=code,
            text=True,
            capture_output=True,
            check=False,
            env={**os.environ, "ODOO_RC": str(self.config)},
        )
        assert done.returncode == 0, done.stderr
        return done
