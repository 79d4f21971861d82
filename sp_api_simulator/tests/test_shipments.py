"""confirmShipment."""

import pytest

from sp_api_simulator import ControlError


@pytest.fixture
def order_id(amazon):
    return amazon.place_order(lines=[{"sku": "MUG", "quantity": 2}, {"sku": "LAMP"}])


def status(amazon, order_id):
    return amazon.order(order_id)["fulfillment"]["fulfillmentStatus"]


def test_confirmed_package_turns_up_at_the_order(amazon, partner, order_id):
    amazon.advance(minutes=1)
    before = partner.order(order_id)
    assert partner.confirm(order_id, shippingMethod="Ground").status_code == 204
    order = partner.order(order_id)
    assert order["fulfillment"]["fulfillmentStatus"] == "PARTIALLY_SHIPPED"
    assert order["lastUpdatedTime"] > before["lastUpdatedTime"]
    [package] = order["packages"]
    assert package["trackingNumber"] == "1Z999"
    assert package["shippingService"] == "Ground"
    fulfilled = [item["fulfillment"]["quantityFulfilled"] for item in order["orderItems"]]
    assert fulfilled == [1, 1]


def test_order_is_shipped_when_nothing_is_open(amazon, partner, order_id):
    first = amazon.order(order_id)["orderItems"][0]["orderItemId"]
    partner.confirm(order_id)
    rest = [{"orderItemId": first, "quantity": 1}]
    assert partner.confirm(order_id, packageReferenceId="2", orderItems=rest).status_code == 204
    assert status(amazon, order_id) == "SHIPPED"
    assert [s["packageReferenceId"] for s in amazon.shipments(order_id)] == ["1", "2"]


def test_same_reference_again_edits_the_package(amazon, partner, order_id):
    partner.confirm(order_id)
    assert partner.confirm(order_id, trackingNumber="1Z000").status_code == 204
    [package] = partner.order(order_id)["packages"]
    assert package["trackingNumber"] == "1Z000"
    assert status(amazon, order_id) == "PARTIALLY_SHIPPED"


def test_other_carrier_goes_by_its_name(partner, order_id):
    answer = partner.confirm(order_id, carrierCode="Other", carrierName="Bike Post")
    assert answer.status_code == 204
    assert partner.order(order_id)["packages"][0]["carrier"] == "Bike Post"


@pytest.mark.parametrize(
    "changes",
    [
        {"packageReferenceId": "WH/OUT/1"},
        {"packageReferenceId": "0"},
        {"packageReferenceId": 1},
        {"carrierCode": ""},
        {"carrierCode": "Other"},
        {"trackingNumber": ""},
        {"shipDate": "02/21/2022"},
        {"shipDate": "1999-12-31T00:00:00Z"},
        {"shipDate": "2999-12-31T00:00:00Z"},
        {"orderItems": []},
        {"orderItems": [{"orderItemId": "1", "quantity": 1}]},
    ],
)
def test_refuses_a_package_that_is_not_right(amazon, partner, order_id, changes):
    answer = partner.confirm(order_id, **changes)
    assert answer.status_code == 400
    assert status(amazon, order_id) == "UNSHIPPED"
    assert amazon.shipments() == []


def test_refuses_more_units_than_are_open(amazon, partner, order_id):
    item_id = amazon.order(order_id)["orderItems"][0]["orderItemId"]
    too_many = [{"orderItemId": item_id, "quantity": 3}]
    assert partner.confirm(order_id, orderItems=too_many).status_code == 400


@pytest.mark.parametrize("order_status", ["PENDING", "CANCELLED"])
def test_refuses_an_order_that_is_not_open(amazon, partner, order_status):
    order_id = amazon.place_order(sku="MUG", status=order_status)
    assert partner.confirm(order_id).status_code == 400


def test_refuses_an_order_of_amazons_warehouse(amazon, partner):
    order_id = amazon.place_order(sku="MUG", fulfilled_by="AMAZON")
    assert partner.confirm(order_id).status_code == 400


def test_pending_order_is_released_before_it_ships(amazon):
    order_id = amazon.place_order(sku="MUG", status="PENDING", fulfilled_by="AMAZON")
    with pytest.raises(ControlError, match="is PENDING"):
        amazon.ship_order(order_id)
    amazon.release_order(order_id)
    amazon.ship_order(order_id)
    assert status(amazon, order_id) == "SHIPPED"


def test_order_placed_as_shipped_has_its_package(amazon, partner):
    order = partner.order(amazon.place_order(sku="MUG", status="SHIPPED"))
    assert order["packages"][0]["packageReferenceId"] == "1"
    assert order["orderItems"][0]["fulfillment"] == {
        "quantityFulfilled": 1,
        "quantityUnfulfilled": 0,
    }


def test_amazon_may_show_a_package_otherwise(amazon, partner, order_id):
    partner.confirm(order_id)
    amazon.change_package(order_id, "1", tracking="1Z-TYPO")
    [package] = partner.order(order_id)["packages"]
    assert (package["carrier"], package["trackingNumber"]) == ("UPS", "1Z-TYPO")


def test_a_lost_package_opens_its_units_again(amazon, partner, order_id):
    partner.confirm(order_id)
    amazon.lose_package(order_id, "1")
    assert status(amazon, order_id) == "UNSHIPPED"
    assert not partner.order(order_id).get("packages")
    with pytest.raises(ControlError, match="no package 1"):
        amazon.lose_package(order_id, "1")
