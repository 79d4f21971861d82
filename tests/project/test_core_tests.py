"""Comparing two runs of Odoo's own tests finds what goes another way, in each of its ways."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
BASE = {"a": "", "b": "<failure/>", "c": "<skipped/>"}


def compare(folder: Path, after: dict[str, str], known: str = "") -> tuple[int, str]:
    for name, cases in (("without", BASE), ("with", after)):
        tests = "".join(
            f'<testcase classname="stock" name="test_{case}">{inner}</testcase>'
            for case, inner in cases.items()
        )
        (folder / f"{name}.xml").write_text(f"<testsuite>{tests}</testsuite>")
    (folder / "known.txt").write_text(known)
    files = [folder / name for name in ("without.xml", "with.xml", "known.txt")]
    script = [sys.executable, ROOT / "dev" / "lib" / "core_tests.py", *files]
    done = subprocess.run(script, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout


def test_tests_that_fail_in_both_are_no_difference(tmp_path: Path) -> None:
    code, said = compare(tmp_path, BASE)
    assert code == 0
    assert "0 differences" in said


@pytest.mark.parametrize(
    "after",
    [
        {**BASE, "a": "<failure/>"},
        {**BASE, "a": "<error/>"},
        {**BASE, "b": ""},
        {**BASE, "c": ""},
        {"a": "", "b": "<failure/>"},
        {**BASE, "d": ""},
    ],
    ids=["fails", "breaks", "passes", "no longer skipped", "lost", "new"],
)
def test_what_goes_another_way_is_named(tmp_path: Path, after: dict[str, str]) -> None:
    code, said = compare(tmp_path, after)
    changed = next(name for name in "abcd" if BASE.get(name) != after.get(name))
    assert code == 1
    assert f"stock.test_{changed}:" in said
    assert "1 differences" in said


def test_a_difference_that_is_known_is_none(tmp_path: Path) -> None:
    after = {**BASE, "a": "<failure/>"}
    assert compare(tmp_path, after, "stock.test_a  # a reason\n")[0] == 0
