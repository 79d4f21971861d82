"""Reads what is wanted, and tells what came of it; called by `dev/chaos`."""

import argparse
import os
import re
import shutil
import signal
import sys
import tempfile
from collections import Counter
from contextlib import ExitStack
from pathlib import Path

from .plants import PLANTS
from .runner import Run, Wish, set_up

_TROUBLE = re.compile(r"^\S+ \S+ \d+ (ERROR|CRITICAL) \S+ (?P<where>\S+): (?P<what>.*)")
_NUMBERS = re.compile(r"[0-9]+")
_MOST_TROUBLES, _MOST_DIFFERENCES = 12, 100


def main() -> int:
    options = read_arguments()
    # Servers and simulator are ended however this ends.
    signal.signal(signal.SIGTERM, lambda _number, _frame: sys.exit(143))
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        wish = Wish(options.seed, options.minutes, options.kills, options.orders)
        run = set_up(wish, os.environ["AMAZON_CONNECTOR_DATABASE"], folder, stack)
        run.live()
        for server in run.world.servers:
            server.stop()
        run.compare()
        tell(run)
        result = try_plants(run, options.plant) if options.plant else bool(run.differences)
        if options.keep:
            kept = tempfile.mkdtemp(prefix="chaos-")
            for log in run.world.logs:
                shutil.copy(log, kept)
            print(f"The servers' logs are kept in {kept}.")
    return int(result)


def read_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="dev/chaos")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--minutes", type=int, default=30)
    parser.add_argument("--kills", type=int, help="two for each minute unless given")
    parser.add_argument("--orders", type=int, default=4, help="in each minute")
    parser.add_argument("--plant", action="append", choices=[*PLANTS, "all"], default=[])
    parser.add_argument("--keep", action="store_true", help="keep the servers' logs")
    options = parser.parse_args()
    if options.kills is None:
        options.kills = 2 * options.minutes
    return options


def tell(run: Run) -> None:
    """Figures first, then what Odoo logged, then what differs."""
    print(
        f"{len(run.scenario.plan):>6}  orders, {run.scenario.impossible} events impossible by then"
    )
    for what, number in sorted(run.saboteur.counts.items()):
        print(f"{number:>6}  {what}")
    for subject, number in run.compared.items():
        print(f"{number:>6}  {subject} compared")
    print(f"{len(run.world.amazon.violations()):>6}  violations that Amazon noted")
    for text, number in count_troubles(run.world.logs).most_common(_MOST_TROUBLES):
        print(f"{number:>6}  logged: {text[:160]}")
    print(f"{len(run.differences):>6}  differences")
    for difference in run.differences[:_MOST_DIFFERENCES]:
        print(f"        {difference}")


def count_troubles(logs: list[Path]) -> Counter[str]:
    """What Odoo logged as errors, without its numbers, and how often."""
    lines = (line for log in logs for line in log.read_text(errors="replace").splitlines())
    matches = filter(None, map(_TROUBLE.match, lines))
    return Counter(_NUMBERS.sub("#", f"{each['where']}: {each['what']}") for each in matches)


def try_plants(run: Run, wanted: list[str]) -> bool:
    """Spoil something of each kind; :return: whether the run has failed"""
    subjects = list(PLANTS) if "all" in wanted else wanted
    missed = []
    for subject in subjects:
        found = run.finds_planted(subject)
        print(f"planted in {subject}: {'; '.join(map(str, found)) or 'NOT FOUND'}")
        if not any(each.subject == subject for each in found):
            missed.append(subject)
    # A single plant is a difference like any other; all of them are a test of the comparison.
    return bool(missed or run.differences) if "all" in wanted else True


if __name__ == "__main__":
    sys.exit(main())
