"""Listings reports as sellers of all countries get them, whole or damaged, and how they are read.

Each file ``golden/listings/*.txt`` (bytes as they come) has its ``.expected.json`` beside it. After
a wanted change, write them anew with ``python -m tests.listings.test_listings_golden`` and
review the difference.
"""

import json
from pathlib import Path

import pytest

from spapi.documents import Document
from spapi.listings import parse_listings_report

GOLDEN = Path(__file__).parents[1] / "golden" / "listings"
REPORTS = sorted(GOLDEN.glob("*.txt"))
READ = ("sku", "title", "fulfillment_channel", "status", "quantity", "product_id")


def expected_path(report_path: Path) -> Path:
    return report_path.with_suffix(".expected.json")


def read(report_path: Path) -> dict:
    report = parse_listings_report(Document(report_path.read_bytes()).lines())
    return {
        "rows": [
            {name: getattr(row, name) for name in READ}
            | {"price": None if row.price is None else str(row.price), "unread": list(row.unread)}
            for row in report.rows
        ],
        "unreadable": [[error.line, error.reason, error.sku] for error in report.unreadable],
        "rows_seen": report.rows_seen,
        "complete": report.complete,
    }


@pytest.mark.parametrize("path", REPORTS, ids=lambda path: path.stem)
def test_a_report_is_read_as_expected(path):
    assert read(path) == json.loads(expected_path(path).read_text())


if __name__ == "__main__":
    for report_path in REPORTS:
        text = json.dumps(read(report_path), indent=2, ensure_ascii=False)
        expected_path(report_path).write_text(text + "\n")
