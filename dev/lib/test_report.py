"""Adds up the results of a test run and prints `N passed, N failed, N skipped`.

Usage: test_report.py RESULTS [DURATIONS]. RESULTS holds, for each part of the run, NAME.status
(exit code of pytest) and NAME.xml (its JUnit report). Seconds per file of a whole run go to
DURATIONS, for the next split. Ends with 1 if a test failed, a part broke off or no test ran.
"""

import json
import os
import sys
from collections import Counter
from pathlib import Path
from xml.etree import ElementTree

NO_TESTS_COLLECTED = 5


def read_part(status: Path) -> tuple[Counter[str], Counter[str], set[str]]:
    """Numbers by outcome, seconds by file and reasons of skips of one part."""
    outcomes: Counter[str] = Counter()
    seconds: Counter[str] = Counter()
    skips: set[str] = set()
    report = status.with_suffix(".xml")
    cases = ElementTree.parse(report).iter("testcase") if report.exists() else ()
    for case in cases:
        outcome = {child.tag: child for child in case}
        if "failure" in outcome or "error" in outcome:
            outcomes["failed"] += 1
        elif "skipped" in outcome:
            outcomes["skipped"] += 1
            skips.add(f"{case.get('file')}: {outcome['skipped'].get('message')}")
        else:
            outcomes["passed"] += 1
        seconds[case.get("file") or ""] += float(case.get("time") or 0)
    # A part that broke off says so by its exit code alone.
    code = int(status.read_text())
    if code not in (0, NO_TESTS_COLLECTED) and not outcomes["failed"]:
        outcomes["failed"] += 1
    return outcomes, seconds, skips


def remember(durations: Path, seconds: Counter[str]) -> None:
    """Keeps the seconds that each file took."""
    rounded = {file: round(each) for file, each in seconds.items() if file}
    # Whole or not at all: another run may be reading the file.
    fresh = durations.with_suffix(f".{os.getpid()}")
    fresh.write_text(json.dumps(rounded, indent=1, sort_keys=True))
    fresh.replace(durations)


def main(results: Path, durations: Path | None = None) -> int:
    outcomes: Counter[str] = Counter()
    seconds: Counter[str] = Counter()
    skips: set[str] = set()
    for status in results.glob("*.status"):
        part = read_part(status)
        outcomes.update(part[0])
        seconds.update(part[1])
        skips.update(part[2])
    if durations:
        remember(durations, seconds)
    for skip in sorted(skips):
        print("skipped", skip)
    print(", ".join(f"{outcomes[word]} {word}" for word in ("passed", "failed", "skipped")))
    return int(outcomes["failed"] > 0 or outcomes["passed"] + outcomes["skipped"] == 0)


if __name__ == "__main__":
    sys.exit(main(*map(Path, sys.argv[1:])))
