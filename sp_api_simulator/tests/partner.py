"""A selling partner's client for the tests: every exchange goes before the referee."""

import gzip
from typing import Any
from urllib.parse import quote

import requests

from sp_api_simulator import Amazon
from sp_api_simulator.state.documents import codec_of

from .referee import Referee

US = "ATVPDKIKX0DER"
GB = "A1F83G8C2ARO7P"
JP = "A1VC38T7YXB528"
EVERYTHING = (
    "BUYER,RECIPIENT,PROCEEDS,EXPENSE,PROMOTION,CANCELLATION,FULFILLMENT,PACKAGES,TAX,PAYMENT"
)
LONG_AGO = "2020-01-01T00:00:00Z"


class Partner:
    """Calls the simulator as one seller; `prefix` is the region's, empty for any."""

    def __init__(
        self, amazon: Amazon, referee: Referee | None, seller: str = "SELLER1", prefix: str = ""
    ) -> None:
        self.amazon = amazon
        self.id = seller
        self._referee = referee
        self._prefix = prefix
        self.token = self.access_token()

    def access_token(self, **changes: str) -> str:
        answer = self.ask_for_token(**changes)
        assert answer.status_code == 200, answer.text
        return str(answer.json()["access_token"])

    def ask_for_token(self, **changes: str) -> requests.Response:
        credentials = self.amazon.credentials(self.id)
        form = {
            "grant_type": "refresh_token",
            "refresh_token": credentials["refresh_token"],
            "client_id": credentials["client_id"],
            "client_secret": credentials["client_secret"],
        }
        return requests.post(self.amazon.token_url, data=form | changes, timeout=10)

    def call(self, method: str, path: str, body: Any = None, /, **query: Any) -> requests.Response:
        answer = requests.request(
            method,
            f"{self.amazon.url}{self._prefix}{path}",
            params=query,
            json=body,
            headers={"x-amz-access-token": self.token},
            timeout=10,
        )
        if self._referee:
            self._referee.check(method, path, query, body, answer)
        return answer

    def get(self, path: str, /, **query: Any) -> Any:
        answer = self.call("GET", path, **query)
        assert answer.status_code == 200, answer.text
        return answer.json()

    def search(self, **query: Any) -> Any:
        """searchOrders, by change since long ago and with everything unless told otherwise."""
        if "createdAfter" not in query:
            query = {"lastUpdatedAfter": LONG_AGO} | query
        return self.get("/orders/2026-01-01/orders", **({"includedData": EVERYTHING} | query))

    def order(self, order_id: str, included: str = EVERYTHING) -> Any:
        path = f"/orders/2026-01-01/orders/{order_id}"
        return self.get(path, **({"includedData": included} if included else {}))["order"]

    def confirm(self, order_id: str, **changes: Any) -> requests.Response:
        """confirmShipment of one unit of every item, unless told otherwise."""
        items = self.amazon.order(order_id)["orderItems"]
        detail = {
            "packageReferenceId": "1",
            "carrierCode": "UPS",
            "trackingNumber": "1Z999",
            "shipDate": self.amazon.now().isoformat(),
            "orderItems": [{"orderItemId": i["orderItemId"], "quantity": 1} for i in items],
        }
        body = {"marketplaceId": US, "packageDetail": detail | changes}
        return self.call("POST", f"/orders/v0/orders/{order_id}/shipmentConfirmation", body)

    def patch_quantity(
        self, sku: str, quantity: Any, op: str = "merge", days: int | None = None, **query: Any
    ) -> requests.Response:
        availability = {"fulfillment_channel_code": "DEFAULT", "quantity": quantity}
        if days is not None:
            availability["lead_time_to_ship_max_days"] = days
        path = "/attributes/fulfillment_availability"
        body = {
            "productType": "PRODUCT",
            "patches": [{"op": op, "path": path, "value": [availability]}],
        }
        address = f"/listings/2021-08-01/items/{self.id}/{quote(sku, safe='')}"
        return self.call("PATCH", address, body, **({"marketplaceIds": US} | query))


def download(document: dict[str, str]) -> str:
    """The text behind a presigned address."""
    answer = requests.get(document["url"], timeout=10)
    assert answer.status_code == 200, answer.text
    content = answer.content
    if document.get("compressionAlgorithm") == "GZIP":
        content = gzip.decompress(content)
    return content.decode(codec_of(answer.headers["content-type"]))
