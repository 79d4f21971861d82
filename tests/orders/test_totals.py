"""Amazon's own totals decide whether its taxes are inside the prices."""

from decimal import Decimal
from typing import Any

import pytest

from spapi.orders import parse_order


def _money(amount: str) -> dict[str, str]:
    return {"amount": amount, "currencyCode": "GBP"}


def _item(item_id: str, amount: str, tax: str, total: str | None) -> dict[str, Any]:
    proceeds: dict[str, Any] = {
        "breakdowns": [
            {"type": "ITEM", "subtotal": _money(amount)},
            {"type": "TAX", "subtotal": _money(tax)},
        ]
    }
    if total:
        proceeds["proceedsTotal"] = _money(total)
    return {"orderItemId": item_id, "quantityOrdered": 1, "proceeds": proceeds}


def _order(grand_total: str | None, *items: dict[str, Any]) -> dict[str, Any]:
    return {
        "orderId": "1",
        "createdTime": "2026-01-01T10:00:00Z",
        "lastUpdatedTime": "2026-01-01T10:00:00Z",
        "salesChannel": {"channelName": "AMAZON"},
        "proceeds": {"grandTotal": _money(grand_total)} if grand_total else {},
        "orderItems": list(items),
    }


@pytest.mark.parametrize(
    ("grand_total", "item_total", "inside", "gap"),
    [
        ("12.00", "12.00", True, "0"),
        ("14.00", "14.00", False, "0"),
        ("12.00", None, True, "0"),
        (None, "14.00", False, "0"),
        ("12.01", "12.00", True, "0.01"),
        ("13.00", "13.00", False, "2"),
        ("14.00", "12.00", False, "2"),
    ],
)
def test_the_form_that_fits_the_totals_is_taken(
    grand_total: str | None, item_total: str | None, inside: bool, gap: str
) -> None:
    order = parse_order(_order(grand_total, _item("1", "12.00", "2.00", item_total)))

    assert [charge.tax_included for charge in order.items[0].charges] == [inside]
    assert order.charges_total == Decimal("12.00" if inside else "14.00")
    assert order.gap == Decimal(gap)


def test_each_item_may_have_a_form_of_its_own() -> None:
    items = (_item("1", "12.00", "2.00", "12.00"), _item("2", "10.00", "1.00", "11.00"))
    order = parse_order(_order("23.00", *items))

    assert [item.charges[0].tax_included for item in order.items] == [True, False]
    assert order.gap == 0


def test_a_tax_without_any_total_is_left_open() -> None:
    assert parse_order(_order(None, _item("1", "12.00", "2.00", None))).gap is None
    assert parse_order(_order(None, _item("1", "12.00", "0.00", None))).gap == 0
