"""The page that tells how each kind of fault is tested names tests that exist."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
FOLDERS = ("tests", "tests_upgrade", "amazon_connector", "amazon_connector_mrp", "sp_api_simulator")
PAGE = ROOT / "docs" / "testing.md"
DEFINED = re.compile(r"^\s*def (test_\w+)", re.MULTILINE)
NAMED = re.compile(r"`(test_\w+)`")


def test_every_test_that_the_page_names_exists():
    defined = {
        name
        for folder in FOLDERS
        for path in (ROOT / folder).rglob("test_*.py")
        for name in DEFINED.findall(path.read_text())
    }
    named = set(NAMED.findall(PAGE.read_text()))
    assert named
    assert named - defined == set()
