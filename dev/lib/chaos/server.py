"""Odoo's command line at the time of the shared clock: `python -m dev.lib.chaos.server …`."""

import os
from datetime import datetime
from pathlib import Path

import freezegun
from freezegun import api

from dev.lib.chaos.clock import SharedClock

CLOCK = "AMAZON_CONNECTOR_CHAOS_CLOCK"


def follow(clock: SharedClock) -> None:
    """Let every look at the time, in this process and its children, be one at the shared clock."""
    real_datetime = datetime

    def now() -> datetime:
        moment = clock.now(api.real_time())
        return real_datetime(*moment.timetuple()[:6], moment.microsecond)

    freezegun.freeze_time(clock.now(), tick=True).start()
    # What freezegun asks for the time, each time anew.
    api.freeze_factories[-1] = now


def main() -> None:
    # Loaded first: what is known by then is what can be made to follow.
    from odoo.cli.command import main as odoo_main  # noqa: PLC0415

    follow(SharedClock(Path(os.environ[CLOCK])))
    odoo_main()


if __name__ == "__main__":
    main()
