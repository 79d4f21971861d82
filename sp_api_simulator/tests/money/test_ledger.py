"""Amazon's own books: header, balances and rows are told apart, and agree."""

from decimal import Decimal

import pytest

from sp_api_simulator import ControlError
from sp_api_simulator.basics.marketplaces import marketplace
from sp_api_simulator.ledger.books import Books, Purse

from .settled import close, read

TAXED = {"sku": "MUG", "quantity": 3, "unit_price": "12.50", "tax": "3.01", "shipping": "4.99"}
TRIMMINGS = {"shipping_tax": "0.40", "discount": "2.00", "discount_tax": "0.16", "gift_wrap": "3"}


def sold(amazon, **wish):
    """A billed order of three mugs with all the trimmings; its id and that of its item."""
    wish = {"lines": [TAXED | TRIMMINGS], "facilitator": True} | wish
    order_id = amazon.place_order(**wish)
    amazon.ship_and_bill(order_id)
    return order_id, amazon.order(order_id)["orderItems"][0]["orderItemId"]


def balances(amazon, purse="US/USD"):
    return {name: Decimal(text) for name, text in amazon.ledger().get(purse, {}).items()}


def test_an_entry_out_of_balance_is_never_written(amazon):
    purse = Purse("SELLER1", marketplace("US"))
    with pytest.raises(ValueError, match="out of balance by 1"):
        Books().post(purse, amazon.now(), {"available": Decimal(11), "sales": Decimal(-10)})


def test_every_account_together_is_nothing(amazon):
    order_id, item = sold(amazon)
    amazon.refund(order_id, {item: 1}, restocking_fee="1.00")
    amazon.charge("storage", "12.34")
    amazon.reimburse("MUG", "4.00", quantity=2)
    amazon.close_settlement(reserve="3.00", reserve_back_days=2)
    assert sum(balances(amazon).values()) == 0
    assert balances(amazon)["reserve"] == 3


def test_what_the_buyer_paid_less_what_amazon_took_is_available(amazon):
    order_id, _item = sold(amazon)
    grand_total = Decimal(amazon.order(order_id)["proceeds"]["grandTotal"]["amount"])
    held = balances(amazon)
    assert held["available"] == grand_total - Decimal("3.25") - held["fees"]
    assert held["sales"] + held["shipping"] + held["giftwrap"] + held["promotions"] == -Decimal(
        "43.49"
    )


def test_tax_that_amazon_collects_comes_and_goes(amazon):
    order_id, _item = sold(amazon)
    assert "facilitator_tax" not in balances(amazon)
    file = close(amazon)
    legs = [row for row in file.rows if "Tax" in row["amount-description"]]
    assert [row["amount"] for row in legs] == ["2.85", "0.40", "-2.85", "-0.40"]
    assert legs[2]["amount-description"] == "MarketplaceFacilitatorTax-Principal"
    amazon.refund(order_id)
    assert "facilitator_tax" not in balances(amazon)


def test_the_sellers_own_tax_stays_with_him(amazon):
    amazon.add_seller("SELLER2", "EU", ["DE"])
    line = {"sku": "TASSE", "quantity": 2, "unit_price": "11.90", "vat_rate": "0.19"}
    order_id = amazon.place_order(marketplace="DE", lines=[line])
    amazon.ship_and_bill(order_id)
    held = balances(amazon, "DE/EUR")
    assert (held["sales"], held["tax"]) == (Decimal("-20.00"), Decimal("-3.80"))
    file = close(amazon, marketplace="DE")
    assert [row["amount"] for row in file.rows] == ["20,00", "3,80", "-3,57"]


def test_header_is_the_books_and_the_rows_agree(amazon):
    order_id, item = sold(amazon)
    amazon.refund(order_id, amounts={item: {"Principal": "5.00", "Tax": "0.40"}}, goodwill="1.00")
    amazon.charge("advertising", "2.50")
    available = balances(amazon)["available"]
    file = close(amazon)
    assert file.total == file.sum == available
    assert balances(amazon)["transit"] == available
    assert "available" not in balances(amazon)


def test_units_shipped_one_by_one_add_up_to_the_order(amazon):
    order_id = amazon.place_order(lines=[TAXED | TRIMMINGS], facilitator=True)
    [item] = [each["orderItemId"] for each in amazon.order(order_id)["orderItems"]]
    for _unit in range(3):
        amazon.ship_and_bill(order_id, {item: 1})
    one_by_one = balances(amazon)
    sold(amazon)
    at_once = {name: amount - one_by_one[name] for name, amount in balances(amazon).items()}
    # Fees are rounded bill by bill, prices never.
    for account in ("sales", "shipping", "giftwrap", "promotions"):
        assert one_by_one[account] == at_once[account]


def test_nothing_is_billed_or_refunded_twice(amazon):
    order_id, item = sold(amazon)
    with pytest.raises(ControlError, match="nothing .* to be billed"):
        amazon.ship_and_bill(order_id)
    amazon.refund(order_id)
    with pytest.raises(ControlError, match="nothing .* to be refunded"):
        amazon.refund(order_id, {item: 1})
    assert "sales" not in balances(amazon)


def test_shipping_by_the_seller_is_billed_later(amazon, partner):
    order_id = amazon.place_order(sku="MUG", quantity=2)
    assert partner.confirm(order_id).status_code == 204
    told = amazon.ship_and_bill(order_id)
    assert told["parts"][0] == ["ItemPrice", "Principal", "19.98"]


def test_refund_keeps_a_part_of_the_commission(amazon):
    order_id = amazon.place_order(lines=[{"sku": "MUG", "unit_price": "100.00"}])
    amazon.ship_and_bill(order_id)
    told = amazon.refund(order_id)
    assert told["parts"] == [
        ["ItemPrice", "Principal", "-100.00"],
        ["ItemFees", "Commission", "15.00"],
        ["ItemFees", "RefundCommission", "-3.00"],
    ]
    assert told["total"] == "-88.00"


def test_refund_of_the_fees_alone_leaves_the_sale(amazon):
    order_id, _item = sold(amazon)
    before = balances(amazon)["sales"]
    told = amazon.refund(order_id, fees_only=True)
    assert {part[0] for part in told["parts"]} == {"ItemFees"}
    assert balances(amazon)["sales"] == before


def test_yen_have_no_decimals_and_points_cost(amazon):
    amazon.add_seller("SELLER3", "FE", ["JP"])
    line = {"sku": "YUNOMI", "unit_price": 1980, "points": 20}
    amazon.ship_and_bill(amazon.place_order(marketplace="JP", lines=[line]))
    file = close(amazon, marketplace="JP")
    assert [row["amount"] for row in file.rows] == ["1980", "-297", "-20"]
    assert file.summary["total-amount"] == "1663"
    assert file.rows[-1]["amount-description"] == "PointsGranted"


def test_reserve_is_held_back_and_given_back(amazon):
    amazon.credit("adjustment", "50.00")
    file = close(amazon, reserve="20.00", reserve_back_days=3)
    assert file.total == 30
    assert balances(amazon)["reserve"] == 20
    amazon.advance(days=4)
    assert "reserve" not in balances(amazon)
    file = close(amazon)
    [row] = file.of("Previous Reserve Amount Balance")
    assert file.total == amount_of(row) == 20


def amount_of(row):
    return Decimal(row["amount"])


def test_below_nothing_the_next_period_begins_with_a_debt(amazon):
    amazon.charge("subscription", "39.99")
    file = close(amazon)
    assert file.total == Decimal("-39.99")
    assert amazon.payouts()[0]["status"] == "NO_PAYOUT"
    assert amazon.charge_card() == "39.99"
    file = close(amazon)
    assert [row["amount-description"] for row in file.rows] == [
        "Payable to Amazon",
        "Successful charge",
    ]
    assert file.total == 0
    assert balances(amazon) == {"card": Decimal("-39.99"), "fees": Decimal("39.99")}
    with pytest.raises(ControlError, match="nothing is owed"):
        amazon.charge_card()


def test_deferred_money_is_settled_once_it_is_released(amazon):
    order_id = amazon.place_order(sku="MUG", quantity=2)
    amazon.ship_and_bill(order_id, deferred="DD7")
    assert balances(amazon) == {"deferred": Decimal("16.98"), "unreleased": Decimal("-16.98")}
    assert close(amazon).total == 0
    amazon.release_deferred(order_id=order_id)
    file = close(amazon)
    assert file.total == file.sum == Decimal("16.98")


def test_orders_of_another_marketplace_are_told_in_the_settlement_that_is_named(amazon):
    amazon.add_seller("SELLER2", "EU", ["DE", "FR"])
    amazon.ship_and_bill(amazon.place_order(sku="TASSE", marketplace="FR"), settled_in="DE")
    file = close(amazon, marketplace="DE")
    assert {row["marketplace-name"] for row in file.rows} == {"Amazon.fr"}


def test_corrected_file_tells_one_row_more_and_adds_up_again(amazon):
    amazon.credit("adjustment", "50.00")
    told = amazon.close_settlement()
    amazon.amend_settlement(told["settlement_id"], "-7.00")
    file = read(amazon.settlement_file(told["settlement_id"]))
    assert file.total == file.sum == 43
    assert balances(amazon)["transit"] == 43
    assert len(amazon.settlements()[0]["report_ids"]) == 2
