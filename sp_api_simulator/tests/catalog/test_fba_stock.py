"""Units in Amazon's warehouses follow orders, returns and what is on its way; each counts once."""

import pytest

from sp_api_simulator.client import ControlError

US, CA = "ATVPDKIKX0DER", "A2EUQ1WTGCTBG2"
PATH = "/fba/inventory/v1/summaries"


def summaries(partner, place=US, **query):
    asked = {"granularityType": "Marketplace", "granularityId": place, "marketplaceIds": place}
    answer = partner.get(PATH, details="true", **asked, **query)
    return {each["sellerSku"]: each for each in answer["payload"]["inventorySummaries"]}


def numbers(partner, sku, place=US):
    return summaries(partner, place)[sku]["inventoryDetails"]


def test_units_on_their_way_arrive_and_the_total_counts_each_once(amazon, partner):
    amazon.add_listing("LAMP", channel="AMAZON", quantity=5)
    amazon.change_fba_stock("LAMP", working=10)
    amazon.move_fba_stock("LAMP", 10, "working", "shipped")
    amazon.move_fba_stock("LAMP", 4, "shipped", "receiving")
    amazon.move_fba_stock("LAMP", 3, "receiving", "fulfillable")

    told = numbers(partner, "LAMP")
    assert told["fulfillableQuantity"] == 8
    assert (told["inboundWorkingQuantity"], told["inboundShippedQuantity"]) == (0, 6)
    assert told["inboundReceivingQuantity"] == 1
    assert summaries(partner)["LAMP"]["totalQuantity"] == 15
    with pytest.raises(ControlError, match="not 9"):
        amazon.move_fba_stock("LAMP", 9, "receiving", "fulfillable")


def test_what_comes_back_is_sellable_or_counts_apart(amazon, partner):
    amazon.add_listing("LAMP", channel="AMAZON", quantity=5)
    ref = amazon.place_order(sku="LAMP", quantity=3, fulfilled_by="AMAZON")
    amazon.ship_and_bill(ref)
    item = amazon.order(ref)["orderItems"][0]["orderItemId"]
    amazon.return_units(ref, {item: 1})
    amazon.return_units(ref, {item: 2}, disposition="CARRIER_DAMAGED")

    told = numbers(partner, "LAMP")
    assert (told["fulfillableQuantity"], told["reservedQuantity"]["totalReservedQuantity"]) == (
        3,
        0,
    )
    assert told["unfulfillableQuantity"]["totalUnfulfillableQuantity"] == 2
    assert told["unfulfillableQuantity"]["carrierDamagedQuantity"] == 2


def test_marketplaces_and_skus_of_one_fnsku_show_the_same_units(amazon, partner):
    lamp = amazon.add_listing("LAMP", channel="AMAZON", quantity=5)
    amazon.add_listing("LAMP", channel="AMAZON", marketplace="CA")
    amazon.add_listing("LAMP-OLD", channel="AMAZON", asin=lamp["asin"], quantity=2)
    amazon.place_order(sku="LAMP", quantity=1, fulfilled_by="AMAZON", marketplace="CA")

    shown = [summaries(partner)["LAMP"], summaries(partner)["LAMP-OLD"]]
    shown.append(summaries(partner, CA)["LAMP"])
    assert len({each["fnSku"] for each in shown}) == 1
    assert [each["inventoryDetails"]["fulfillableQuantity"] for each in shown] == [6, 6, 6]


def test_a_sku_with_a_comma_is_asked_for_by_itself(amazon, partner):
    amazon.add_listing("A,B", channel="AMAZON", quantity=5)
    assert list(summaries(partner, sellerSku="A,B")) == ["A,B"]
    assert list(summaries(partner, sellerSkus="A,B")) == []


def test_amazon_counts_only_what_it_knows(amazon):
    amazon.add_listing("LAMP", channel="AMAZON")
    with pytest.raises(ControlError, match="stolen"):
        amazon.change_fba_stock("LAMP", stolen=1)
