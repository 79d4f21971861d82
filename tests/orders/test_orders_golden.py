"""Order payloads and what they are read as, side by side in ``golden/`` and ``sandbox/``.

After a wanted change, write them anew with ``python -m tests.orders.test_orders_golden``
and review the difference.
"""

import json
from pathlib import Path

import pytest

from spapi.orders import parse_order, parse_order_head

from ..conftest import SIMULATOR_DATA
from .summaries import summarize

GOLDEN = Path(__file__).parents[1] / "golden" / "orders"
SANDBOX = sorted((SIMULATOR_DATA / "sandbox_orders").glob("*.json"))
PAYLOADS = [path for path in sorted(GOLDEN.glob("*.json")) if ".expected" not in path.name]


def expected_path(payload_path: Path) -> Path:
    return GOLDEN / f"{payload_path.stem}.expected.json"


def read(payload_path: Path) -> dict:
    return summarize(parse_order(json.loads(payload_path.read_text())))


@pytest.mark.parametrize("path", [*PAYLOADS, *SANDBOX], ids=lambda path: path.stem)
def test_a_payload_is_read_as_expected(path):
    assert read(path) == json.loads(expected_path(path).read_text())


def test_all_six_sandbox_examples_of_amazon_are_here():
    assert len(SANDBOX) == 6


@pytest.mark.parametrize("path", [*PAYLOADS, *SANDBOX], ids=lambda path: path.stem)
def test_the_parts_add_up_to_amazons_total(path):
    order = parse_order(json.loads(path.read_text()))
    if order.grand_total is not None:
        assert order.charges_total == order.grand_total


@pytest.mark.parametrize("path", [*PAYLOADS, *SANDBOX], ids=lambda path: path.stem)
def test_the_head_agrees_with_the_order(path):
    payload = json.loads(path.read_text())
    head, order = parse_order_head(payload), parse_order(payload)
    assert (head.order_id, head.updated_at) == (order.order_id, order.updated_at)
    assert (head.status, head.is_sale) == (order.status, order.is_sale)


if __name__ == "__main__":
    for payload_path in [*PAYLOADS, *SANDBOX]:
        text = json.dumps(read(payload_path), indent=2, ensure_ascii=False)
        expected_path(payload_path).write_text(text + "\n")
