"""Fulfillment Outbound 2026-07-04: orders of other channels that Amazon ships.

The library has no methods for these; their paths are those of Amazon's model. Amazon names one of
them like the one of Orders; for quota and log it goes by the name of the older version.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from ..caller import Caller, honored
from ..fulfillments import Fulfillment, Preview, parse_fulfillment, parse_preview
from ..library import PlainRequests
from ..payload import Node

_BASE = "/fulfillment/outbound/2026-07-04"
_ORDERS = f"{_BASE}/orders"
_ORDER = f"{_ORDERS}/{{}}"


@dataclass(frozen=True, slots=True)
class FulfillmentPage:
    """A page as Amazon sent it; :mod:`..fulfillments` reads its elements."""

    orders: tuple[Mapping[str, Any], ...]
    next_token: str | None


class FulfillmentsOperations(Caller):
    """What Amazon is asked to ship, and what became of it."""

    def preview_fulfillment(self, payload: Mapping[str, Any]) -> Preview:
        """Ask how fast and for how much Amazon would ship; nothing is ordered.

        :param payload: ``GetOrderPreviewRequest``
        :raises Rejected: when Amazon cannot make sense of address or items
        """
        path = f"{_BASE}/previews"
        answer = self._call("getOrderPreview", PlainRequests, "send", "POST", path, body=payload)
        return parse_preview(answer)

    def create_fulfillment(self, payload: Mapping[str, Any]) -> str:
        """Let Amazon ship; it costs fees.

        Whether it is valid Amazon finds out afterwards: see :meth:`get_fulfillment`.

        :param payload: ``CreateOrderRequest``; its ``orderId`` may be used once and never again
        :return: Amazon's first status, which may be empty
        :raises Rejected: when Amazon does not take it, also where it knows the ``orderId`` already
        """
        answer = self._call("createOrder", PlainRequests, "send", "POST", _ORDERS, body=payload)
        node = Node.root(answer)
        return node.node("order").word("status") or node.word("status")

    def get_fulfillment(self, reference: str) -> Fulfillment:
        """Fetch one order with its shipments.

        :param reference: our ``orderId``
        :raises ExpiredReference: when Amazon knows no such order
        """
        with honored(reference):
            answer = self._call(
                "getFulfillmentOrder", PlainRequests, "get", _ORDER, reference, shipments="INCLUDE"
            )
        return parse_fulfillment(Node.root(answer).node("order").value)

    def list_fulfillments(
        self, *, updated_after: datetime, page_token: str | None = None
    ) -> FulfillmentPage:
        """Fetch one page of the orders that changed, those of other systems too.

        :param page_token: ``next_token`` of the page before, with otherwise the same arguments
        :raises ExpiredReference: when Amazon does not honor the token (any more)
        """
        with honored(page_token):
            answer = self._call(
                "listOrders",
                PlainRequests,
                "get",
                _ORDERS,
                updatedAfter=updated_after,
                pageToken=page_token,
                shipments="INCLUDE",
            )
        node = Node.root(answer).require("orders")
        return FulfillmentPage(
            orders=node.elements("orders"),
            next_token=node.node("pagination").text("nextToken") or None,
        )

    def cancel_fulfillment(self, reference: str) -> None:
        """Ask Amazon to stop; whether it did shows in the status afterwards.

        :raises Rejected: when it is too late, or Amazon knows no such order
        """
        self._call("cancelOrder", PlainRequests, "send", "PUT", f"{_ORDER}/cancel", reference)
