"""Settlement reports of all countries, whole or damaged, and how they are read.

Each file ``golden/settlements/*.txt`` (bytes as they come) has its ``.expected.json`` beside it.
After a wanted change, write them anew with ``python -m tests.settlements.test_settlements_golden``
and review the difference.
"""

import json
from dataclasses import asdict
from decimal import Decimal
from pathlib import Path

import pytest

from spapi.documents import Document
from spapi.errors import UnreadablePayload
from spapi.settlements import plain_document, read_settlement

GOLDEN = Path(__file__).parents[1] / "golden" / "settlements"
REPORTS = sorted(GOLDEN.glob("*.txt"))
SAMPLE = Path(__file__).parents[3] / "shared/data/settlement/sample-v2-synthetic.txt"


def read(path: Path) -> dict:
    try:
        report = read_settlement(plain_document(Document(path.read_bytes())).lines())
        rows = list(report.rows)
    except UnreadablePayload as error:
        return {"refused": type(error).__name__, "why": str(error)}
    return {
        "header": {name: _plain(value) for name, value in asdict(report.header).items()},
        "sum": str(sum(row.amount for row in rows)),
        "rows": [
            {
                name: _plain(value)
                for name, value in asdict(row).items()
                if name != "raw" and value not in (None, "")
            }
            for row in rows
        ],
    }


def _plain(value: object) -> object:
    return value if value is None or isinstance(value, str | int) else str(value)


@pytest.mark.parametrize("path", REPORTS, ids=lambda path: path.stem)
def test_a_report_is_read_as_expected(path):
    expected = json.loads(path.with_suffix(".expected.json").read_text())
    assert read(path) == expected


def test_the_sample_ties_to_its_header():
    if not SAMPLE.exists():
        pytest.skip(f"the sample is not here: {SAMPLE.name}")
    report = read_settlement(Document(SAMPLE.read_bytes()).lines())
    rows = list(report.rows)
    assert (len(rows), sum(row.amount for row in rows)) == (23, Decimal("582.89"))
    assert report.header.total == Decimal("582.89")


if __name__ == "__main__":
    for place in REPORTS:
        text = json.dumps(read(place), ensure_ascii=False, indent=1)
        place.with_suffix(".expected.json").write_text(text + "\n")
