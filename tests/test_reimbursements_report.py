"""The report of reimbursements: signs, amounts of all countries, units given back in kind."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest

from spapi.errors import UnreadablePayload
from spapi.returns import parse_reimbursement, read_reimbursements

HEADINGS = (
    "approval-date\treimbursement-id\tcase-id\tamazon-order-id\treason\tsku\tfnsku\tasin\t"
    "product-name\tcondition\tcurrency-unit\tamount-per-unit\tamount-total\t"
    "quantity-reimbursed-cash\tquantity-reimbursed-inventory\tquantity-reimbursed-total\t"
    "original-reimbursement-id\toriginal-reimbursement-type"
)
LOST = (
    "2026-07-14T03:35:13-07:00\t123\t456\t\tLost_Warehouse\tMUG\tX01\tB01\tMug\tSellable\tUSD\t"
    "8.15\t16.30\t2\t1\t3\t\t"
)


def read(text):
    (row,) = read_reimbursements([HEADINGS, text])
    return parse_reimbursement(row)


def test_lost_units_are_paid_and_given_back():
    told = read(LOST)
    assert (told.reimbursement_id, told.case_id, told.sku) == ("123", "456", "MUG")
    assert (told.amount, told.amount_per_unit, told.currency) == (
        Decimal("16.30"),
        Decimal("8.15"),
        "USD",
    )
    assert (told.cash_quantity, told.inventory_quantity) == (2, 1)
    assert told.approved_at == datetime(2026, 7, 14, 10, 35, 13, tzinfo=UTC)


def test_what_amazon_takes_back_is_below_zero_and_names_what_it_corrects():
    told = read(LOST.replace("\t16.30\t2\t1\t3\t\t", "\t-16,30\t-2\t0\t-2\t120\tLost"))
    assert (told.amount, told.cash_quantity, told.original_id) == (Decimal("-16.30"), 2, "120")


@pytest.mark.parametrize("wrong", ["\tmuch\t", "\t\t"])
def test_an_amount_that_is_none_is_refused(wrong):
    with pytest.raises(UnreadablePayload):
        read(LOST.replace("\t16.30\t", wrong))


def test_another_report_is_refused():
    with pytest.raises(UnreadablePayload):
        list(read_reimbursements(["order-id\tsku", "1\tMUG"]))
