"""What `./dev/chaos` calls a difference, and what it does not."""

import pytest

from dev.lib.chaos.comparison import as_amount, compare, count_facts

AMAZON = {
    "orders": [("1-1", "SHIPPED, 3 units"), ("1-2", "CANCELLED, 0 units")],
    "refunds": [("1-1", "-12.50"), ("1-1", "-3.00")],
    "stock": [("SELLER1/US/MUG", "7")],
}


def test_two_sides_that_say_the_same_in_any_order_agree():
    odoo = {subject: list(reversed(facts)) for subject, facts in AMAZON.items()}

    assert compare(AMAZON, odoo) == []


@pytest.mark.parametrize(
    ("subject", "facts", "sentence"),
    [
        (
            "orders",
            [("1-1", "SHIPPED, 3 units")],
            "orders: 1-2: Amazon has CANCELLED, 0 units, Odoo has nothing",
        ),
        (
            "orders",
            [*AMAZON["orders"], ("1-3", "UNSHIPPED, 1 units")],
            "orders: 1-3: Odoo has UNSHIPPED, 1 units, Amazon has nothing",
        ),
        (
            "orders",
            [*AMAZON["orders"], ("1-1", "SHIPPED, 3 units")],
            "orders: 1-1: Odoo has it 2 times (SHIPPED, 3 units), "
            "Amazon 1 times (SHIPPED, 3 units)",
        ),
        (
            "stock",
            [("SELLER1/US/MUG", "8")],
            "stock: SELLER1/US/MUG: Amazon has 7, Odoo has 8",
        ),
        (
            "refunds",
            [("1-1", "-12.50"), ("1-1", "-12.50")],
            "refunds: 1-1: Amazon has -12.50 and -3.00, Odoo has -12.50",
        ),
    ],
)
def test_each_kind_of_difference_is_told_in_words(subject, facts, sentence):
    assert [str(each) for each in compare(AMAZON, AMAZON | {subject: facts})] == [sentence]


def test_a_subject_that_one_side_leaves_out_is_not_taken_for_agreement():
    odoo = {subject: facts for subject, facts in AMAZON.items() if subject != "stock"}

    with pytest.raises(ValueError, match="only one side tells of stock"):
        compare(AMAZON, odoo)


def test_how_much_was_compared_is_counted():
    assert count_facts(AMAZON) == {"orders": 2, "refunds": 2, "stock": 1}


def test_amounts_are_written_alike_whatever_their_type():
    assert [as_amount("-0.001"), as_amount(12), as_amount("-7.5")] == ["0.00", "12.00", "-7.50"]
