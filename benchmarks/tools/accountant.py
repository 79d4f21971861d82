"""A person, in a process, who posts invoices by hand where the connector posts too."""

import selectors
import subprocess
import sys
import time

from odoo.addons.amazon_connector.models.sync.races import RACES
from odoo.fields import Command

from .shop import environment

# Between two invoices: a hurried person's pause.
PAUSE = 0.2


class Accountant:
    """``with Accountant(journal) as accountant``: posts until the block ends.

    Then ``waits`` are the seconds of each click on *Confirm*, repeats included; ``repeated`` counts
    clicks that Odoo did again for a lost race, ``failed`` those that ended in an error.
    """

    def __init__(self, journal) -> None:
        command = [sys.executable, "-m", "benchmarks.tools.accountant", str(journal.id)]
        self._process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        self.waits: list[float] = []
        self.repeated = self.failed = 0

    def __enter__(self) -> "Accountant":
        if self._process.stdout.readline() != "ready\n":
            raise RuntimeError("the accountant did not come")
        self._process.stdin.write("begin\n")
        self._process.stdin.flush()
        return self

    def __exit__(self, *_exception: object) -> None:
        told, _errors = self._process.communicate("end\n")
        for line in told.splitlines():
            seconds, lost, is_posted = line.split()
            self.waits.append(float(seconds))
            self.repeated += int(lost)
            self.failed += is_posted != "True"


def post_one(env, journal_id: int) -> tuple[float, int, bool]:
    """Type an invoice, then measure the click that posts it.

    :return: tuple (seconds, lost races, whether it is posted)
    """
    journal = env["account.journal"].browse(journal_id)
    invoice = env["account.move"].create(
        {
            "move_type": "out_invoice",
            "journal_id": journal.id,
            "partner_id": journal.company_id.partner_id.id,
            "invoice_line_ids": [Command.create({"name": "By hand", "price_unit": 10.0})],
        }
    )
    env.cr.commit()
    start, lost = time.perf_counter(), 0
    while True:
        try:
            invoice.action_post()
            env.cr.commit()
            break
        except RACES:
            env.cr.rollback()
            lost += 1
    return time.perf_counter() - start, lost, invoice.state == "posted"


def main(journal_id: int) -> None:
    with environment() as env, selectors.DefaultSelector() as commands:
        post_one(env, journal_id)  # fills caches and is not counted
        commands.register(sys.stdin, selectors.EVENT_READ)
        print("ready", flush=True)
        sys.stdin.readline()
        while not commands.select(PAUSE):
            print(*post_one(env, journal_id), flush=True)


if __name__ == "__main__":
    main(int(sys.argv[1]))
