"""Returns of orders that Amazon ships for other channels: Fulfillment Outbound 2020-07-01.

They have not moved to the newer version. Both name the reading of one order alike; for quota and
log this one has its year behind it.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from ..caller import Caller, honored
from ..fulfillments import (
    FulfillmentReturns,
    ReturnReason,
    parse_fulfillment_returns,
    parse_return_reasons,
)
from ..library import PlainRequests

_BASE = "/fba/outbound/2020-07-01"
_ORDER = f"{_BASE}/fulfillmentOrders/{{}}"


class FulfillmentReturnsOperations(Caller):
    """What buyers of other channels send back to Amazon."""

    def list_return_reasons(self, reference: str, sku: str) -> tuple[ReturnReason, ...]:
        """Fetch the reasons that Amazon offers for goods of an order.

        :param reference: our number of the order
        :param sku: seller SKU in it
        :raises ExpiredReference: when Amazon knows no such order
        """
        with honored(reference):
            answer = self._call(
                "listReturnReasonCodes",
                PlainRequests,
                "get",
                f"{_BASE}/returnReasonCodes",
                sellerSku=sku,
                sellerFulfillmentOrderId=reference,
            )
        return parse_return_reasons(answer)

    def create_fulfillment_return(
        self, reference: str, items: Sequence[Mapping[str, Any]]
    ) -> FulfillmentReturns:
        """Ask Amazon to take pieces back.

        :param reference: our number of the order
        :param items: list of ``CreateReturnItem``, one per piece
        :return: what Amazon accepts, and what it does not
        :raises Rejected: when Amazon takes none of it
        """
        answer = self._call(
            "createFulfillmentReturn",
            PlainRequests,
            "send",
            "PUT",
            f"{_ORDER}/return",
            reference,
            body={"items": list(items)},
        )
        return parse_fulfillment_returns(answer)

    def get_fulfillment_returns(self, reference: str) -> FulfillmentReturns:
        """Fetch how far the returns of an order are.

        :param reference: our number of the order
        :raises ExpiredReference: when Amazon knows no such order
        """
        with honored(reference):
            answer = self._call("getFulfillmentOrder2020", PlainRequests, "get", _ORDER, reference)
        return parse_fulfillment_returns(answer)
