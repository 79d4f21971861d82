"""What the parts of a refund are: the buyer's money, its tax, what Amazon withheld or took."""

from decimal import Decimal

import pytest

from spapi.finances import (
    FEE,
    PRICE,
    TAX,
    WITHHELD,
    Part,
    classify,
    parse_transaction,
    sort_refund,
)

from .transactions import FEES, PRINCIPAL, item, node, transaction
from .transactions import TAX as TAX_BRANCH
from .transactions import WITHHELD as WITHHELD_BRANCH


@pytest.mark.parametrize(
    ("path", "part"),
    [
        (("Sales", "ProductCharges", "OurPricePrincipal"), Part("ITEM", PRICE)),
        (("Product Charges", "Principle"), Part("ITEM", PRICE)),
        (("Sales", "Tax", "OurPriceTax"), Part("ITEM", TAX)),
        (("Shipping", "ShippingPrincipal"), Part("shipping", PRICE)),
        (("Tax", "ShippingTax"), Part("shipping", TAX)),
        (("PromoRebates", "ShippingDiscount"), Part("discount", PRICE)),
        (("Goodwill", "GoodwillPrincipal"), Part("goodwill", PRICE)),
        (("RestockingFee", "RestockingDeductionPrincipal"), Part("restocking", PRICE)),
        (("Tax", "RestockingDeductionTax"), Part("restocking", TAX)),
        (
            ("Sales", "TaxWithheld", "MarketplaceFacilitatorTax-Shipping"),
            Part("withheld", WITHHELD),
        ),
        (("LowValueGoodsTax-Principal",), Part("withheld", WITHHELD)),
        (("Expenses", "AmazonFees", "Commission", "Tax"), Part("Commission", FEE)),
        (("AmazonFees", "RefundCommission", "Base"), Part("RefundCommission", FEE)),
        (("ShippingChargeback",), Part("ShippingChargeback", FEE)),
        (("Expenses", "NewFeeOfTomorrow"), Part("NewFeeOfTomorrow", FEE)),
        # Amazon puts below Expenses whatever the seller pays, what the buyer gets back as well.
        (("Expenses", "ProductCharges", "OurPricePrincipal"), Part("ITEM", PRICE)),
        (("Expenses", "Tax", "ShippingTax"), Part("shipping", TAX)),
        (("Expenses", "PromoRebates", "Promo"), Part("discount", PRICE)),
        (("Expenses", "Commission", "Base"), Part("Commission", FEE)),
        (("Expenses", "RefundCommission", "BaseTax"), Part("RefundCommission", FEE)),
        (("Retrocharge", "BaseTax"), Part("ITEM", TAX)),
        (("Expenses", "ProductCharges"), None),
        (("Expenses", "ProductCharges", "Principal"), Part("ITEM", PRICE)),
        (("Expenses", "Tax"), Part("ITEM", TAX)),
        (("Expenses", "Retrocharge", "BaseTax"), Part("ITEM", TAX)),
        (("Expenses", "ShippingChargeback", "Tax"), Part("ShippingChargeback", FEE)),
        (("Expenses", "FBAStorageBilling", "Tax"), Part("FBAStorageBilling", FEE)),
        # What any charge is made of is that of the charge above it.
        (("Sales", "Shipping", "Principal"), Part("shipping", PRICE)),
        (("Sales", "Shipping", "Tax"), Part("shipping", TAX)),
        (("Expenses", "Shipping", "Base"), Part("shipping", PRICE)),
        (("AmazonFees", "Shipping", "Base"), Part("Shipping", FEE)),
        (("Sales", "GiftWrap", "BaseTax"), Part("gift_wrap", TAX)),
        (("Sales", "PromoRebates", "Tax"), Part("discount", TAX)),
        (("Tax", "GiftwrapTaxDiscount"), Part("discount", TAX)),
        (("Goodwill", "Principal"), Part("goodwill", PRICE)),
        (("Expenses", "RestockingFee", "Tax"), Part("restocking", TAX)),
        (("Tax", "ShippingTax", "Base"), Part("shipping", TAX)),
        (("Sales", "Tax", "OurPriceTax", "Principal"), Part("ITEM", TAX)),
        (("Sales", "SomethingNew"), None),
        # Called a fee below what buyers pay, it is not Amazon's for that.
        (("Sales", "MoonshineFee"), None),
        (("Sales", "MoonshineFee", "Base"), None),
        (("ProductCharges", "MoonshineFee"), None),
        (("Expenses", "Shipping", "MoonshineFee"), None),
        (("Sales", "AmazonFees", "MoonshineFee"), Part("MoonshineFee", FEE)),
        (("Sales", "ShippingChargeback"), Part("ShippingChargeback", FEE)),
        (("Sales", "RestockingFee"), Part("restocking", PRICE)),
        ((), None),
    ],
)
def test_words_of_breakdowns(path, part):
    assert classify(path) == part


def sort(total, *branches, loose=()):
    read = transaction(total, breakdowns=[*branches, *loose], items=[item(*branches)])
    return sort_refund(parse_transaction(read))


def test_the_buyers_money_and_amazons_are_told_apart():
    refund = sort(-8.8, PRINCIPAL, TAX_BRANCH, WITHHELD_BRANCH, FEES)

    assert refund.buyer == Decimal("10.8")
    assert refund.withheld == Decimal("0.8")
    assert refund.fees == Decimal("1.2")
    assert refund.gap == 0
    assert not refund.unknown


def test_what_the_whole_tells_beyond_its_items_is_of_no_item():
    postage = node("ReturnShipping", -4, node("ReturnShippingPrincipal", -4))

    refund = sort(-14, PRINCIPAL, loose=[postage])

    assert [bool(share.item) for share in refund.shares] == [True, False]
    assert refund.shares[1].parts == {Part("return_shipping", PRICE): -4}
    assert refund.buyer == 14


def test_an_only_item_without_parts_has_those_of_the_whole():
    alone = item() | {"breakdowns": None}
    read = transaction(-10.8, [PRINCIPAL, TAX_BRANCH], [alone])

    refund = sort_refund(parse_transaction(read))

    assert (refund.shares[0].item.sku, refund.buyer) == ("MUG", Decimal("10.8"))
    assert (refund.shares[1].parts, refund.gap) == ({}, 0)


def test_a_whole_that_sums_its_items_up_in_wider_words_adds_nothing():
    sales = node("Sales", -10.8, node("ProductCharges", -10), node("Tax", -0.8))
    expenses = node("Expenses", 1.2, node("AmazonFees", 1.2))
    items = [item(PRINCIPAL, TAX_BRANCH, FEES)]
    read = parse_transaction(transaction(-9.6, [sales, expenses], items))

    refund = sort_refund(read)

    assert (refund.unknown, refund.gap) == ((), 0)
    assert (refund.buyer, refund.fees) == (Decimal("10.8"), Decimal("1.2"))
    assert not refund.shares[1].parts
    # What is deferred is accrued by them too.
    assert {amount.path[-1] for amount in read.finest} == {
        "OurPricePrincipal",
        "OurPriceTax",
        "Base",
        "Tax",
    }


def test_items_alone_are_enough():
    read = transaction(-10, items=[item(PRINCIPAL)])

    assert sort_refund(parse_transaction(read)).buyer == 10


def test_a_word_that_nobody_knows_and_a_total_that_differs_are_named():
    refund = sort(-12, PRINCIPAL, node("Sales", -1, node("Moonshine", -1)))

    assert refund.unknown == ("Moonshine",)
    assert refund.gap == -2


CUP = node("ProductCharges", -5, node("OurPricePrincipal", -5))


def sort_two(whole, second=()):
    """A refund of a mug, told in parts, and of a cup."""
    items = [item(PRINCIPAL, total=-10), item(*second, total=-5, ref="2", sku="CUP")]
    return sort_refund(parse_transaction(transaction(-15, breakdowns=whole, items=items)))


def test_an_only_item_without_parts_has_what_the_whole_tells_beyond_the_others():
    whole = node("ProductCharges", -15, node("OurPricePrincipal", -15))
    told, bare = sort_two([whole]), sort_two([whole], [CUP])
    assert told == bare._replace(shares=told.shares)
    assert [dict(share.parts) for share in told.shares] == [
        {Part("ITEM", PRICE): -10},
        {Part("ITEM", PRICE): -5},
        {},
    ]
    assert (told.gap, told.unknown, told.bare) == (0, (), ())


def test_where_the_whole_tells_wide_words_it_is_said_which_item_has_no_parts():
    told = sort_two([node("ProductCharges", -15)])
    assert told.bare == ("CUP",)
    assert told.unknown


def test_an_item_of_which_nothing_was_refunded_takes_nothing():
    goodwill = node("Goodwill", -5, node("GoodwillPrincipal", -5))
    items = [item(PRINCIPAL, total=-10), item(total=0, ref="2", sku="CUP")]
    read = transaction(-15, breakdowns=[PRINCIPAL, goodwill], items=items)
    told = sort_refund(parse_transaction(read))
    assert dict(told.shares[2].parts) == {Part("goodwill", PRICE): -5}
    assert told.bare == ()
