"""Tables of the documentation are tables: a heading, the line beneath it, rows."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("*/README.md"), *ROOT.glob("docs/**/*.md")])
RULE = re.compile(r"\|[-:| ]+\|")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_each_table_has_its_line_beneath_the_heading(page: Path) -> None:
    text = re.sub(r"(?ms)^```.*?^```", "", page.read_text())
    lines = ["", *text.splitlines(), ""]
    starts = [
        number
        for number, line in enumerate(lines)
        if line.startswith("|") and not lines[number - 1].startswith("|")
    ]
    assert [lines[start] for start in starts if not RULE.fullmatch(lines[start + 1])] == []
