"""FBA stock as Amazon tells it: what it does not say is not zero, and a bad SKU is bad alone."""

import pytest

from spapi.errors import UnreadablePayload
from spapi.operations.inventory import MOST_SKUS, parse_inventory_page, split_skus


def page(*summaries, **more):
    return {"payload": {"inventorySummaries": list(summaries)}, **more}


def summary(sku="MUG", **details):
    return {"sellerSku": sku, "fnSku": "X001", "asin": "B001", "inventoryDetails": details}


def test_all_numbers_are_read():
    told = summary(
        fulfillableQuantity=7,
        inboundWorkingQuantity=1,
        inboundShippedQuantity=2,
        inboundReceivingQuantity=3,
        reservedQuantity={
            "totalReservedQuantity": 9,
            "pendingCustomerOrderQuantity": 4,
            "pendingTransshipmentQuantity": 3,
            "fcProcessingQuantity": 2,
        },
        researchingQuantity={"totalResearchingQuantity": 5},
        unfulfillableQuantity={"totalUnfulfillableQuantity": 6},
    )
    (read,) = parse_inventory_page(page(told, pagination={"nextToken": "T"})).summaries
    assert (read.sku, read.fnsku, read.asin) == ("MUG", "X001", "B001")
    assert (read.fulfillable, read.unfulfillable, read.researching) == (7, 6, 5)
    assert (read.inbound_working, read.inbound_shipped, read.inbound_receiving) == (1, 2, 3)
    assert read.reserved == 9
    assert (read.reserved_orders, read.reserved_transfers, read.reserved_processing) == (4, 3, 2)


def test_what_is_not_said_is_not_zero():
    bare = {"sellerSku": "MUG", "totalQuantity": 4}
    (read,) = parse_inventory_page(page(bare)).summaries
    assert (read.fulfillable, read.reserved, read.unfulfillable) == (None, None, None)
    assert read.total == 4
    (read,) = parse_inventory_page(page(summary(reservedQuantity=None))).summaries
    assert read.reserved is None


@pytest.mark.parametrize(
    "bad",
    [
        None,
        "MUG",
        {"fnSku": "X001"},
        {"sellerSku": [5]},
        summary("BAD", fulfillableQuantity=-1),
        summary("BAD", fulfillableQuantity=1.5),
        summary("BAD", fulfillableQuantity="seven"),
        summary("BAD", fulfillableQuantity=2**40),
        summary("BAD", reservedQuantity=[]),
    ],
)
def test_one_bad_summary_is_kept_apart(bad):
    read = parse_inventory_page(page(summary("A"), bad, summary("B")))
    assert [each.sku for each in read.summaries] == ["A", "B"]
    ((sku, reason),) = read.unreadable
    assert sku in ("", "BAD")
    assert "inventorySummaries[1]" in reason


@pytest.mark.parametrize("odd", [-1, 1.5, "many", [], {}, 2**40])
def test_an_odd_number_beside_the_two_that_count_costs_no_other(odd):
    told = summary(
        fulfillableQuantity=7,
        inboundWorkingQuantity=1,
        inboundShippedQuantity=odd,
        reservedQuantity={"totalReservedQuantity": 9, "pendingTransshipmentQuantity": odd},
        researchingQuantity={"totalResearchingQuantity": odd},
        unfulfillableQuantity=odd,
    )
    told |= {"totalQuantity": odd, "lastUpdatedTime": "yesterday"}
    (read,) = parse_inventory_page(page(told)).summaries
    assert (read.fulfillable, read.reserved, read.inbound_working) == (7, 9, 1)
    assert (read.inbound_shipped, read.reserved_transfers) == (None, None)
    assert (read.researching, read.unfulfillable, read.total) == (None, None, None)
    assert read.updated_at is None


@pytest.mark.parametrize(
    "answer",
    [
        None,
        [],
        {},
        {"payload": {}},
        {"payload": {"inventorySummaries": None}},
        {"payload": {"inventorySummaries": {}}},
        {"payload": []},
    ],
)
def test_no_list_is_not_an_empty_list(answer):
    with pytest.raises(UnreadablePayload):
        parse_inventory_page(answer)


def test_an_empty_list_is_one():
    read = parse_inventory_page(page())
    assert (read.summaries, read.next_token, read.unreadable) == ((), None, ())


def test_what_no_database_stores_costs_one_character():
    told = summary("M\x00G")
    told["productName"] = "Mug \ud83d"
    (read,) = parse_inventory_page(page(told)).summaries
    assert (read.sku, read.title) == ("M\ufffdG", "Mug \ufffd")


def test_skus_are_asked_for_by_fifty_and_those_with_a_comma_alone():
    skus = [f"SKU-{number}" for number in range(120)]
    parts = split_skus(["A,B", *skus, "SKU-0", "C,D"])
    assert [len(part) for part in parts] == [MOST_SKUS, MOST_SKUS, 20, 1, 1]
    assert parts[3:] == [["A,B"], ["C,D"]]
