"""Compares two runs of the same tests: which of them fail in one alone.

Usage: core_tests.py WITHOUT.xml WITH.xml KNOWN.txt. Ends with 1 when they differ in what the file
of known differences does not name (one test a line; what follows a # is the reason).
"""

import sys
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

PASSED, FAILED, SKIPPED = "passed", "failed", "skipped"


def read_outcomes(path: Path) -> dict[str, str]:
    """:return: dict test → outcome; of a test with several entries the worst one counts"""
    outcomes: dict[str, str] = {}
    for case in ElementTree.parse(path).iter("testcase"):
        name = f"{case.get('classname')}.{case.get('name')}"
        outcome = _read_outcome(case)
        if outcomes.get(name) != FAILED:
            outcomes[name] = outcome
    return outcomes


def _read_outcome(case: ElementTree.Element) -> str:
    tags = {child.tag for child in case}
    if tags & {"failure", "error"}:
        return FAILED
    return SKIPPED if "skipped" in tags else PASSED


def read_known(path: Path) -> set[str]:
    """:return: names of the tests whose difference is known"""
    lines = [line.split("#")[0].strip() for line in path.read_text().splitlines()]
    return {line for line in lines if line}


def iter_differences(before: dict[str, str], after: dict[str, str]) -> Iterator[str]:
    """A line for each test that went another way."""
    for name in sorted(before.keys() | after.keys()):
        one, other = before.get(name, "not there"), after.get(name, "not there")
        if one != other:
            yield f"{name}: {one} without, {other} with the addons"


def main(without: Path, with_: Path, known: Path) -> int:
    before, after = read_outcomes(without), read_outcomes(with_)
    names = read_known(known)
    differences = [
        line for line in iter_differences(before, after) if line.split(":")[0] not in names
    ]
    for line in differences:
        print(line)
    for title, outcomes in (("without", before), ("with", after)):
        failed = sum(outcome == FAILED for outcome in outcomes.values())
        print(f"{title} the addons: {len(outcomes)} tests, {failed} failed")
    print(f"{len(differences)} differences")
    # No test at all is no proof.
    return 1 if differences or not before else 0


if __name__ == "__main__":
    sys.exit(main(*map(Path, sys.argv[1:])))
