"""Finances 2024-06-19 and Transfers 2024-06-01, before the referee; and what they agree with."""

from datetime import timedelta
from decimal import Decimal

import pytest

from ..partner import US, Partner
from .settled import close
from .test_ledger import balances, sold

FINANCES = "/finances/2024-06-19"
PAYOUTS = "/finances/transfers/2024-06-01/payouts"
DE = "A1PA6795UKMFR9"


def transactions(partner, **query):
    query = query or {"postedAfter": (partner.amazon.now() - timedelta(days=90)).isoformat()}
    return partner.get(f"{FINANCES}/transactions", **query)["payload"]["transactions"]


def leaves(breakdowns):
    """The amounts at the ends of a tree, by their path."""
    found: dict[str, Decimal] = {}
    for node in breakdowns:
        below = leaves(node.get("breakdowns", []))
        here = Decimal(str(node["breakdownAmount"]["currencyAmount"]))
        assert not below or sum(below.values()) == here
        name = node["breakdownType"]
        found |= {f"{name}>{path}": value for path, value in below.items()} or {name: here}
    return found


def later(amazon, partner, days):
    amazon.advance(days=days)
    partner.token = partner.access_token()


def identifiers(transaction):
    return {
        each["relatedIdentifierName"]: each["relatedIdentifierValue"]
        for each in transaction["relatedIdentifiers"]
    }


def total(told):
    return Decimal(str(told["totalAmount"]["currencyAmount"]))


def test_a_sale_is_told_as_a_tree_that_adds_up(amazon, partner):
    order_id, item = sold(amazon)
    [told] = transactions(partner)
    assert (told["transactionType"], told["transactionStatus"]) == ("Shipment", "RELEASED")
    assert identifiers(told)["ORDER_ID"] == order_id
    # Of the whole Amazon tells the branches alone.
    whole = leaves(told["breakdowns"])
    assert whole["Sales>ProductCharges"] == Decimal("37.50")
    assert "Expenses>AmazonFees" in whole
    assert sum(whole.values()) == total(told) == balances(amazon)["available"]
    [line] = told["items"]
    tree = leaves(line["breakdowns"])
    assert tree["ProductCharges>OurPricePrincipal"] == Decimal("37.50")
    assert tree["PromoRebates>OurPriceDiscount"] == -2
    assert tree["TaxWithheld>MarketplaceFacilitatorTax-Principal"] == Decimal("-2.85")
    assert "AmazonFees>Commission>Base" in tree
    assert sum(tree.values()) == total(line) == total(told)
    [identifier] = line["relatedIdentifiers"]
    assert identifier["itemRelatedIdentifierValue"] == item
    assert line["contexts"][0] == {
        "contextType": "ProductContext",
        "asin": line["contexts"][0]["asin"],
        "sku": "MUG",
        "quantityShipped": 3,
        "fulfillmentNetwork": "MFN",
    }


@pytest.mark.parametrize(
    ("kind", "told_as"),
    [
        ("Refund", "Refund"),
        ("Chargeback", "ChargeRefund"),
        ("A-to-z", "GuaranteeClaim"),
        ("Goodwill", "Refund"),
    ],
)
def test_refunds_repeat_the_quantity_that_was_ordered(amazon, partner, kind, told_as):
    order_id, item = sold(amazon)
    amazon.refund(order_id, {item: 1}, kind=kind)
    told = transactions(partner)[-1]
    assert told["transactionType"] == told_as
    assert identifiers(told)["REFUND_ID"]
    assert told["items"][0]["contexts"][0]["quantityShipped"] == 3
    assert total(told) < 0
    assert sum(leaves(told["breakdowns"]).values()) == total(told)


def test_charges_are_told_without_trees_of_items(amazon, partner):
    amazon.charge("subscription", "39.99")
    amazon.reimburse("MUG", "8.15")
    fee, paid = transactions(partner)
    assert (fee["transactionType"], total(fee)) == ("ServiceFee", Decimal("-39.99"))
    assert "items" not in fee
    assert paid["transactionType"] == "FBAInventoryReimbursement"
    assert "breakdowns" not in paid["items"][0]
    assert leaves(paid["breakdowns"]) == {
        "Sales>FBAInventoryReimbursement>FBAInventoryReimbursement": Decimal("8.15")
    }


def test_deferred_and_then_released(amazon, partner):
    order_id = amazon.place_order(sku="MUG")
    amazon.ship_and_bill(order_id, deferred="DD7")
    [deferred] = transactions(
        partner, relatedIdentifierName="ORDER_ID", relatedIdentifierValue=order_id
    )
    assert deferred["transactionStatus"] == "DEFERRED"
    [context] = deferred["contexts"]
    assert context["deferralReason"] == "DD7"
    assert "FINANCIAL_EVENT_GROUP_ID" not in identifiers(deferred)
    assert amazon.release_deferred() == []
    later(amazon, partner, days=8)
    assert amazon.release_deferred() == [deferred["transactionId"]]
    [released] = transactions(partner)
    assert released["transactionId"] == deferred["transactionId"]
    assert released["transactionStatus"] == "DEFERRED_RELEASED"
    assert released["postedDate"] > deferred["postedDate"]


def test_a_release_may_keep_its_date_or_be_told_beside(amazon, partner):
    orders = [amazon.place_order(sku="MUG") for _ in range(2)]
    for order_id in orders:
        amazon.ship_and_bill(order_id, deferred="B2B", maturity=amazon.now() + timedelta(days=30))
    posted = [each["postedDate"] for each in transactions(partner)]
    later(amazon, partner, days=1)
    amazon.release_deferred(order_id=orders[0], how="kept")
    amazon.release_deferred(order_id=orders[1], how="pair")
    kept, first, second = transactions(partner)
    assert [kept["postedDate"], first["postedDate"]] == posted
    assert second["transactionStatus"] == "RELEASED"
    assert identifiers(second)["DEFERRED_TRANSACTION_ID"] == first["transactionId"]
    assert identifiers(first)["RELEASE_TRANSACTION_ID"] == second["transactionId"]
    file = close(amazon)
    assert file.total == file.sum == balances(amazon)["transit"] == 2 * total(kept)


def test_a_release_may_come_in_parts_or_name_nothing(amazon, partner):
    orders = [amazon.place_order(sku="MUG") for _ in range(2)]
    for order_id in orders:
        amazon.ship_and_bill(order_id, deferred="B2B", maturity=amazon.now() + timedelta(days=30))
    amazon.release_deferred(order_id=orders[0], how="parts")
    amazon.release_deferred(order_id=orders[1], how="unlinked")
    whole, lone, *parts, unlinked = transactions(partner)
    assert total(whole) == sum(map(total, parts)) == total(lone) == total(unlinked)
    assert {identifiers(part)["DEFERRED_TRANSACTION_ID"] for part in parts} == {
        whole["transactionId"]
    }
    assert not {"DEFERRED_TRANSACTION_ID", "RELEASE_TRANSACTION_ID"} & (
        identifiers(lone).keys() | identifiers(unlinked).keys()
    )
    assert close(amazon).total == 2 * total(lone)


def test_a_settlement_has_its_number_before_it_is_closed(amazon, partner):
    order_id, _item = sold(amazon)
    amazon.ship_and_bill(amazon.place_order(sku="MUG"), deferred="DD7")
    before = [identifiers(each)["SETTLEMENT_ID"] for each in transactions(partner)]
    file = close(amazon)
    assert before == [file.summary["settlement-id"]] * 2
    now, waiting, _transfer = (identifiers(each) for each in transactions(partner))
    assert (now["ORDER_ID"], now["SETTLEMENT_ID"]) == (order_id, before[0])
    assert waiting["SETTLEMENT_ID"] != before[0]


def test_money_that_finances_forgets_is_in_the_balance(amazon, partner):
    order_id = amazon.place_order(sku="MUG")
    amazon.ship_and_bill(order_id, deferred="DD7", untold=True)
    assert transactions(partner) == []
    [told] = partner.get(f"{FINANCES}/balances", balanceType="DEFERRED")["balances"]
    assert told["amount"]["currencyAmount"] == 8.49
    amazon.release_deferred(order_id=order_id)
    assert len(transactions(partner)) == 1


def test_a_payout_is_a_transfer_too(amazon, partner):
    amazon.credit("adjustment", "70.00")
    told = amazon.close_settlement()
    [_credit, transfer] = transactions(partner)
    assert (transfer["transactionType"], total(transfer)) == ("Transfer", -70)
    assert identifiers(transfer)["SETTLEMENT_ID"] == told["settlement_id"]


def test_filters(amazon, partner):
    order_id, _item = sold(amazon)
    amazon.charge("storage", "1.00")
    amazon.ship_and_bill(amazon.place_order(sku="MUG", fulfilled_by="AMAZON"), deferred="DD7")
    since = (amazon.now() - timedelta(hours=1)).isoformat()
    assert len(transactions(partner, postedAfter=since)) == 3
    [deferred] = transactions(partner, postedAfter=since, transactionStatus="DEFERRED")
    assert deferred["transactionType"] == "Shipment"
    # Merchants' orders of the US are told without a marketplace only.
    assert [
        each["transactionType"]
        for each in transactions(partner, postedAfter=since, marketplaceId=US)
    ] == ["ServiceFee", "Shipment"]
    group = identifiers(transactions(partner)[0])["FINANCIAL_EVENT_GROUP_ID"]
    query = {"relatedIdentifierName": "FINANCIAL_EVENT_GROUP_ID", "relatedIdentifierValue": group}
    assert len(transactions(partner, **query)) == 2
    long_ago = (amazon.now() - timedelta(days=200)).isoformat()
    assert transactions(partner, postedAfter=long_ago) == []
    assert transactions(partner, postedAfter=long_ago, postedBefore=since) == []


@pytest.mark.parametrize(
    "query",
    [
        {},
        {"postedBefore": "2026-01-01T00:00:00Z"},
        {"postedAfter": "yesterday"},
        {"postedAfter": "2099-01-01T00:00:00Z"},
        {"postedAfter": "2026-01-02T00:00:00Z", "postedBefore": "2026-01-01T00:00:00Z"},
        {"postedAfter": "2026-01-02T00:00:00Z", "transactionStatus": "Released"},
        {"relatedIdentifierName": "REFUND_ID", "relatedIdentifierValue": "1"},
        {"relatedIdentifierName": "ORDER_ID"},
        {"postedAfter": "2026-01-02T00:00:00Z", "marketplaceId": "NOWHERE"},
    ],
)
def test_searches_that_amazon_refuses(partner, query):
    assert partner.call("GET", f"{FINANCES}/transactions", **query).status_code == 400


def test_pages_go_on_with_the_same_parameters(amazon, referee):
    amazon.reset(rates=False, visibility_lag_seconds=0, finances_page_size=2)
    partner = Partner(amazon, referee)
    for _ in range(5):
        amazon.charge("storage", "1.00")
    query = {"postedAfter": (amazon.now() - timedelta(hours=1)).isoformat()}
    pages: list[int] = []
    token = None
    while token is not None or not pages:
        payload = partner.get(f"{FINANCES}/transactions", **query)["payload"]
        pages.append(len(payload["transactions"]))
        token = payload.get("nextToken")
        query |= {"nextToken": token} if token else {}
    assert pages == [2, 2, 1]


def test_the_newest_two_minutes_are_not_told(amazon, referee):
    amazon.reset(rates=False)
    partner = Partner(amazon, referee)
    amazon.charge("storage", "1.00")
    since = (amazon.now() - timedelta(hours=1)).isoformat()
    assert transactions(partner, postedAfter=since) == []
    amazon.advance(minutes=3)
    assert len(transactions(partner, postedAfter=since)) == 1


def test_balances_are_the_ledger(amazon, partner):
    amazon.credit("adjustment", "70.00")
    amazon.close_settlement(reserve="20.00", reserve_back_days=30)
    sold(amazon)
    amazon.ship_and_bill(amazon.place_order(sku="MUG"), deferred="DD7")
    [whole] = partner.get(f"{FINANCES}/balances")["balances"]
    held = balances(amazon)
    available, reserved = whole["balances"]
    parts = [available, *reserved["balances"]]
    told = {each["balanceType"]: Decimal(str(each["amount"]["currencyAmount"])) for each in parts}
    assert told == {
        "AVAILABLE": held["available"],
        "DEFERRED": held["deferred"],
        "ACCOUNT_LEVEL_RESERVE": held["reserve"],
    }
    assert Decimal(str(whole["amount"]["currencyAmount"])) == sum(told.values())
    [one] = partner.get(f"{FINANCES}/balances", balanceType="RESERVED", marketplaceIds=US)[
        "balances"
    ]
    assert one["amount"] == reserved["amount"]
    day = (amazon.now() - timedelta(days=1)).date().isoformat()
    [past] = partner.get(f"{FINANCES}/balances", asOfDate=day)["balances"]
    assert past["amount"]["currencyAmount"] == 0
    for query in ({"balanceType": "SOME"}, {"asOfDate": "01/02/2026"}, {"marketplaceIds": "X"}):
        assert partner.call("GET", f"{FINANCES}/balances", **query).status_code == 400


def test_summary_of_a_settlement_and_of_a_period(amazon, partner):
    sold(amazon)
    amazon.charge("storage", "5.00")
    file = close(amazon)
    query = {
        "relatedIdentifierName": "SETTLEMENT_ID",
        "relatedIdentifierValue": file.summary["settlement-id"],
    }
    [told] = partner.get(f"{FINANCES}/summary", **query)["summaries"]
    assert Decimal(str(told["netProceeds"]["currencyAmount"])) == file.total
    assert {each["breakdownType"] for each in told["breakdowns"]} == {"Sales", "Expenses"}
    today = amazon.now().date().isoformat()
    [same] = partner.get(f"{FINANCES}/summary", periodStart=today, periodEnd=today)["summaries"]
    assert same["netProceeds"] == told["netProceeds"]
    assert partner.call("GET", f"{FINANCES}/summary").status_code == 400


def test_payouts_arrive(amazon, partner):
    amazon.credit("adjustment", "70.00")
    told = amazon.close_settlement()
    [payout] = partner.get(PAYOUTS)["payouts"]
    assert (payout["currentStatus"], payout["amount"]["currencyAmount"]) == ("STARTED", 70)
    later(amazon, partner, days=2)
    amazon.pay_out(told["settlement_id"])
    [payout] = partner.get(PAYOUTS, payoutId=payout["id"])["payouts"]
    assert [each["status"] for each in payout["statusHistory"]] == ["STARTED", "IN_TRANSIT", "PAID"]
    assert payout["traceId"] == told["trace_id"]
    assert payout["relatedIdentifiers"][0]["relatedIdentifierValue"] == told["settlement_id"]
    assert balances(amazon)["bank"] == 70
    since = amazon.now().isoformat()
    assert partner.get(PAYOUTS, createdAfter=since)["payouts"] == []
    assert len(partner.get(PAYOUTS, createdBefore=since, marketplaceIds=US)["payouts"]) == 1


def test_a_payout_that_fails_comes_back(amazon, partner):
    amazon.credit("adjustment", "70.00")
    amazon.close_settlement()
    amazon.fail_payout(reason="Account closed.")
    [payout] = partner.get(PAYOUTS)["payouts"]
    assert payout["statusHistory"][-1]["failureReason"] == "Account closed."
    assert balances(amazon)["available"] == 70
    file = close(amazon)
    assert file.total == 70
    assert file.rows[0]["amount-description"].startswith("Transfer of funds unsuccessful:")


def test_what_to_expect(amazon, partner):
    assert partner.get(f"{PAYOUTS}/expected")["expectedPayouts"] == []
    amazon.credit("adjustment", "70.00")
    [told] = partner.get(f"{PAYOUTS}/expected")["expectedPayouts"]
    assert (told["status"], told["amount"]["currencyAmount"]) == ("SCHEDULED", 70)
    amazon.expect_payouts("AT_RISK")
    [told] = partner.get(f"{PAYOUTS}/expected", accountType="STANDARD_ORDERS")["expectedPayouts"]
    assert told["status"] == "AT_RISK"
    amazon.charge("advertising", "80.00")
    [told] = partner.get(f"{PAYOUTS}/expected")["expectedPayouts"]
    assert told["status"] == "NO_PAYOUT_EXPECTED"
    assert "amount" not in told


def test_money_needs_the_role_of_finance(amazon, partner):
    amazon.set_roles("SELLER1", ["Product Listing"])
    for path in (f"{FINANCES}/balances", PAYOUTS, f"{PAYOUTS}/expected"):
        assert partner.call("GET", path).status_code == 403


def test_sellers_do_not_see_each_other(amazon, partner, referee):
    amazon.add_seller("SELLER2", "EU", ["DE"])
    amazon.charge("storage", "3.00", marketplace="DE")
    assert transactions(partner) == []
    other = Partner(amazon, referee, "SELLER2")
    assert len(transactions(other)) == 1
    [balance] = other.get(f"{FINANCES}/balances", marketplaceIds=DE)["balances"]
    assert balance["amount"] == {"currencyCode": "EUR", "currencyAmount": -3}
