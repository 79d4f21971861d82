"""Returns and reimbursements: asked for as reports, tied to what was sold and refunded."""

from datetime import timedelta

import pytest

from sp_api_simulator import ControlError

from ..partner import US, download
from .settled import REPORTS, close

FBA = "GET_FBA_FULFILLMENT_CUSTOMER_RETURNS_DATA"
FBM = "GET_FLAT_FILE_RETURNS_DATA_BY_RETURN_DATE"
REIMBURSED = "GET_FBA_REIMBURSEMENTS_DATA"


def report(partner, report_type, **body):
    body = {"reportType": report_type, "marketplaceIds": [US]} | body
    answer = partner.call("POST", f"{REPORTS}/reports", body)
    assert answer.status_code == 202, answer.text
    told = partner.get(f"{REPORTS}/reports/{answer.json()['reportId']}")
    document = partner.get(f"{REPORTS}/documents/{told['reportDocumentId']}")
    head, *lines = [line.split("\t") for line in download(document).splitlines()]
    return [dict(zip(head, line, strict=True)) for line in lines]


def billed(amazon, **wish):
    order_id = amazon.place_order(sku="MUG", quantity=2, **wish)
    amazon.ship_and_bill(order_id)
    return order_id, amazon.order(order_id)["orderItems"][0]["orderItemId"]


def test_units_that_came_back_to_amazon(amazon, partner):
    amazon.add_listing("MUG", price="10", quantity=5, channel="AMAZON")
    order_id, item = billed(amazon, fulfilled_by="AMAZON")
    amazon.return_units(order_id, {item: 1}, reason="DEFECTIVE", disposition="DEFECTIVE")
    amazon.return_units(order_id, {item: 1}, comments="Too blue.")
    broken, whole = report(partner, FBA)
    assert (broken["order-id"], broken["sku"], broken["quantity"]) == (order_id, "MUG", "1")
    assert (broken["detailed-disposition"], broken["reason"]) == ("DEFECTIVE", "DEFECTIVE")
    assert (whole["detailed-disposition"], whole["customer-comments"]) == ("SELLABLE", "Too blue.")
    assert amazon.listing("MUG")["quantity"] == 4
    assert report(partner, FBM) == []


def test_units_that_a_buyer_wants_to_send_back_to_the_seller(amazon, partner):
    order_id, item = billed(amazon)
    amazon.refund(order_id, {item: 1})
    [rma] = amazon.return_units(order_id, {item: 1}, arrived=False)
    [row] = report(partner, FBM)
    assert (row["Order ID"], row["Amazon RMA ID"], row["Return quantity"]) == (order_id, rma, "1")
    assert (row["Return delivery date"], row["Refunded Amount"]) == ("", "9.99")
    assert (row["Order Amount"], row["Order quantity"]) == ("19.98", "2")
    assert report(partner, FBA) == []


def test_reimbursements_are_paid_and_told(amazon, partner):
    number = amazon.reimburse("MUG", "8.15", quantity=2, reason="WAREHOUSE_LOST", inventory=1)
    [row] = report(partner, REIMBURSED)
    assert (row["reimbursement-id"], row["amount-total"]) == (number, "16.30")
    assert (row["quantity-reimbursed-cash"], row["quantity-reimbursed-total"]) == ("2", "3")
    [told] = close(amazon).of("WAREHOUSE_LOST")
    assert (told["amount"], told["sku"], told["adjustment-id"]) == ("16.30", "MUG", number)


def test_the_period_asked_for(amazon, partner):
    order_id, item = billed(amazon, fulfilled_by="AMAZON")
    for age in (50, 5):
        amazon.return_units(order_id, {item: 1}, date=amazon.now() - timedelta(days=age))
    since = (amazon.now() - timedelta(days=10)).isoformat()
    assert len(report(partner, FBA)) == 2
    assert len(report(partner, FBA, dataStartTime=since)) == 1
    assert len(report(partner, FBA, dataEndTime=since)) == 1


def test_returns_need_units_that_left(amazon):
    order_id = amazon.place_order(sku="MUG")
    with pytest.raises(ControlError, match="no such units"):
        amazon.return_units(order_id)
    order_id, item = billed(amazon)
    with pytest.raises(ControlError, match="no such units"):
        amazon.return_units(order_id, {item: 3})
    with pytest.raises(ControlError, match="not found 'LOST'"):
        amazon.return_units(order_id, disposition="LOST")


def test_columns_are_amazons(amazon, partner):
    amazon.reimburse("MUG", "8.15")
    assert len(report(partner, REIMBURSED)[0]) == 18
    order_id, _item = billed(amazon)
    amazon.return_units(order_id)
    assert len(report(partner, FBM)[0]) == 32
