"""The order acknowledgement feed: how a seller cancels what he cannot ship."""

from xml.etree import ElementTree

import requests

from .partner import US, download

FEEDS = "/feeds/2021-06-30"
CONTENT_TYPE = "text/xml; charset=UTF-8"
ENVELOPE = """<?xml version="1.0" encoding="UTF-8"?>
<AmazonEnvelope>
  <Header>
    <DocumentVersion>1.01</DocumentVersion>
    <MerchantIdentifier>{seller}</MerchantIdentifier>
  </Header>
  <MessageType>OrderAcknowledgement</MessageType>
  {messages}
</AmazonEnvelope>"""
MESSAGE = """<Message>
    <MessageID>{number}</MessageID>
    <OrderAcknowledgement>
      <AmazonOrderID>{order_id}</AmazonOrderID>
      <StatusCode>{code}</StatusCode>
      {items}
    </OrderAcknowledgement>
  </Message>"""
ITEM = """<Item>
        <AmazonOrderItemCode>{item_id}</AmazonOrderItemCode>
        <CancelReason>{reason}</CancelReason>
      </Item>"""


def failure(amazon, order_id, number=1, reason="NoInventory", code="Failure"):
    """The message that cancels every item of an order."""
    items = amazon.order(order_id)["orderItems"]
    written = [ITEM.format(item_id=item["orderItemId"], reason=reason) for item in items]
    return MESSAGE.format(number=number, order_id=order_id, code=code, items="".join(written))


def submit(partner, *messages, seller="SELLER1"):
    """Upload and submit; returns the feed as Amazon shows it."""
    content = ENVELOPE.format(seller=seller, messages="".join(messages)).encode()
    document = partner.call("POST", f"{FEEDS}/documents", {"contentType": CONTENT_TYPE}).json()
    headers = {"Content-Type": CONTENT_TYPE}
    assert requests.put(document["url"], content, headers=headers, timeout=10).status_code == 200
    body = {
        "feedType": "POST_ORDER_ACKNOWLEDGEMENT_DATA",
        "marketplaceIds": [US],
        "inputFeedDocumentId": document["feedDocumentId"],
    }
    feed_id = partner.call("POST", f"{FEEDS}/feeds", body).json()["feedId"]
    return partner.get(f"{FEEDS}/feeds/{feed_id}")


def errors(partner, feed):
    """The processing report's errors: message id → text."""
    document = partner.get(f"{FEEDS}/documents/{feed['resultFeedDocumentId']}")
    report = ElementTree.fromstring(download(document)).find("Message/ProcessingReport")
    assert report is not None
    assert report.findtext("StatusCode") == "Complete"
    return {
        result.findtext("MessageID"): result.findtext("ResultDescription")
        for result in report.findall("Result")
    }


def status(amazon, order_id):
    return amazon.order(order_id)["fulfillment"]["fulfillmentStatus"]


def test_a_failure_cancels_the_order(amazon, partner):
    order_id = amazon.place_order(lines=[{"sku": "MUG"}, {"sku": "LAMP", "quantity": 2}])
    assert errors(partner, submit(partner, failure(amazon, order_id))) == {}
    assert status(amazon, order_id) == "CANCELLED"
    execution = amazon.order(order_id)["orderItems"][0]["cancellation"]["cancellationExecution"]
    assert execution == {"cancelledBy": "MERCHANT", "cancelReason": "NoInventory"}


def test_a_success_changes_nothing(amazon, partner):
    order_id = amazon.place_order(sku="MUG")
    assert errors(partner, submit(partner, failure(amazon, order_id, code="Success"))) == {}
    assert status(amazon, order_id) == "UNSHIPPED"


def test_units_that_have_left_stay_shipped(amazon, partner):
    order_id = amazon.place_order(sku="MUG", quantity=2)
    (item,) = amazon.order(order_id)["orderItems"]
    amazon.ship_order(order_id, items={item["orderItemId"]: 1})
    assert errors(partner, submit(partner, failure(amazon, order_id))) == {}
    assert status(amazon, order_id) == "SHIPPED"
    assert amazon.order(order_id)["orderItems"][0]["quantityOrdered"] == 1


def test_what_cannot_be_cancelled_is_reported(amazon, partner):
    shipped = amazon.place_order(sku="MUG")
    amazon.ship_order(shipped)
    pending = amazon.place_order(sku="MUG", status="PENDING")
    amazons = amazon.place_order(sku="MUG", fulfilled_by="AMAZON")
    fine = amazon.place_order(sku="MUG")
    refs = (shipped, pending, amazons, fine)
    messages = [failure(amazon, ref, number) for number, ref in enumerate(refs, 1)]
    messages.append(failure(amazon, fine, 5, reason="Whatever"))
    messages.append(MESSAGE.format(number=6, order_id="000-0", code="Failure", items=""))

    found = errors(partner, submit(partner, *messages))

    assert "SHIPPED" in found["1"]
    assert "PENDING" in found["2"]
    assert "fulfilled by Amazon" in found["3"]
    assert set(found) == {"1", "2", "3", "5", "6"}
    assert [status(amazon, ref) for ref in refs] == ["SHIPPED", "PENDING", "UNSHIPPED", "CANCELLED"]


def test_a_feed_of_another_seller_is_fatal(amazon, partner):
    order_id = amazon.place_order(sku="MUG")
    feed = submit(partner, failure(amazon, order_id), seller="SOMEBODY")
    assert feed["processingStatus"] == "FATAL"
    assert status(amazon, order_id) == "UNSHIPPED"


def test_a_feed_with_two_messages_of_one_id_is_fatal(amazon, partner):
    refs = [amazon.place_order(sku="MUG") for _ in range(2)]
    feed = submit(partner, *(failure(amazon, ref, number=1) for ref in refs))
    assert feed["processingStatus"] == "FATAL"
    assert [status(amazon, ref) for ref in refs] == ["UNSHIPPED", "UNSHIPPED"]
