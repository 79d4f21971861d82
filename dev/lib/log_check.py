"""A pytest plugin: a test during which Odoo logs a warning or an error that nobody expected fails.

A test that expects one says so, with ``mute_logger`` or ``assertLogs``: what these catch is not
seen here. Loaded by ``dev/test`` for the tests that run inside Odoo.
"""

import logging
from collections.abc import Iterator

import pytest

# What Odoo itself warns of on this machine, whatever the addon does: part of the message → why.
EXPECTED: dict[str, str] = {}


class Collector(logging.Handler):
    """Keeps what is logged as a warning or worse, until it is taken."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self._lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        message = record.getMessage()
        if not any(part in message for part in EXPECTED):
            self._lines.append(f"{record.levelname} {record.name}: {message[:500]}")

    def take(self) -> list[str]:
        """The lines since the last time."""
        lines, self._lines = self._lines, []
        return lines


COLLECTOR = Collector()


def pytest_sessionstart(session: pytest.Session) -> None:
    """The handler stands on ``odoo``: other libraries warn as they like."""
    odoo = logging.getLogger("odoo")
    odoo.addHandler(COLLECTOR)
    # pytest-odoo has Odoo log nothing but what is critical.
    odoo.setLevel(logging.WARNING)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Iterator[None]:
    """What was logged during a step of a test is a failure of that step."""
    report = yield
    lines = COLLECTOR.take()
    if lines and report.passed:
        report.outcome = "failed"
        report.longrepr = "Odoo logged what the test does not expect:\n" + "\n".join(lines)
    return report
