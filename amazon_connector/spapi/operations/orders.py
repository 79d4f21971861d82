"""Orders API 2026-01-01, and shipment confirmation, which Amazon offers in v0 alone."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sp_api.api.orders.orders_2026_01_01 import OrdersV20260101
from sp_api.api.orders.orders_v0 import OrdersV0

from ..caller import honored
from ..errors import Rejected, Unauthorized
from ..payload import Node
from ..rates import PUBLISHED_RATES
from .permitted import ALL_ORDER_DATA as ALL_ORDER_DATA
from .permitted import PERSONAL_DATA as PERSONAL_DATA
from .permitted import PermittedData

# What the quota carries all day long.
SECONDS_PER_SEARCH = 1 / PUBLISHED_RATES["searchOrders"].rate


@dataclass(frozen=True, slots=True)
class OrderPage:
    """A page of orders as Amazon sent them; :func:`..orders.parse_order` reads one.

    ``updated_before`` and ``created_before`` are the bounds that Amazon put in force (UTC): the
    next search starts there. ``refused_data`` names the data sets that Amazon refuses and that
    were left out; ``restricted`` says that buyers and addresses are among them.
    """

    orders: tuple[Mapping[str, Any], ...]
    next_token: str | None
    updated_before: datetime | None
    created_before: datetime | None
    refused_data: frozenset[str] = frozenset()

    @property
    def restricted(self) -> bool:
        return not self.refused_data.isdisjoint(PERSONAL_DATA)


class OrdersOperations(PermittedData):
    """Operations of the Orders API."""

    def search_orders(
        self,
        *,
        last_updated_after: datetime | None = None,
        last_updated_before: datetime | None = None,
        created_after: datetime | None = None,
        created_before: datetime | None = None,
        marketplace_ids: Iterable[str] = (),
        fulfillment_statuses: Iterable[str] = (),
        pagination_token: str | None = None,
        page_size: int = 100,
        included_data: Iterable[str] = ALL_ORDER_DATA,
    ) -> OrderPage:
        """Fetch one page of orders, over all marketplaces of the region unless some are named.

        Exactly one of ``last_updated_after`` and ``created_after`` is needed; an upper bound
        must be two minutes old. Quota: 484 calls a day.

        :param pagination_token: ``next_token`` of the page before; valid for 24 hours and with
            otherwise the same arguments
        :raises ExpiredReference: when Amazon does not honor the token (any more)
        """
        included = tuple(included_data)
        search = {
            "lastUpdatedAfter": last_updated_after,
            "lastUpdatedBefore": last_updated_before,
            "createdAfter": created_after,
            "createdBefore": created_before,
            "marketplaceIds": tuple(marketplace_ids),
            "fulfillmentStatuses": tuple(fulfillment_statuses),
            "paginationToken": pagination_token,
            "maxResultsPerPage": page_size,
        }
        page = self._search_page(search, included, pagination_token)
        return replace(page, refused_data=self.refused_data & frozenset(included))

    def get_order(
        self, order_id: str, included_data: Iterable[str] = ALL_ORDER_DATA
    ) -> Mapping[str, Any]:
        """Fetch one order as Amazon sends it, without the data sets that it refuses.

        :raises NotFound: when the seller has no such order in the region
        """
        return self._ask_permitted(
            lambda included: self._get_order(order_id, included), tuple(included_data)
        )

    def is_personal_data_permitted(self, order_id: str) -> bool:
        """Whether Amazon lets the application ask for names and addresses of buyers.

        :param order_id: of any order, or of none: Amazon looks at the role first
        """
        try:
            self._get_order(order_id, PERSONAL_DATA)
        except Unauthorized:
            return False
        except Rejected:
            return True
        return True

    def confirm_shipment(self, order_id: str, payload: Mapping[str, Any]) -> None:
        """Tell Amazon that a package left.

        :param payload: ``marketplaceId`` and ``packageDetail``; the same
            ``packageReferenceId`` again changes that package
        :raises Rejected: when Amazon does not accept it
        """
        self._call("confirmShipment", OrdersV0, "confirm_shipment", order_id, **payload)

    def _search_page(
        self, search: Mapping[str, Any], included: tuple[str, ...], token: str | None
    ) -> OrderPage:
        if not token:
            return self._ask_permitted(lambda wanted: self._search_orders(search, wanted), included)
        # What is left out now would change the question that the token belongs to.
        wanted = tuple(data for data in included if data not in self.refused_data)
        with honored(token):
            return self._search_orders(search, wanted)

    def _search_orders(self, search: Mapping[str, Any], included: tuple[str, ...]) -> OrderPage:
        answer = self._call(
            "searchOrders", OrdersV20260101, "search_orders", **search, includedData=included
        )
        # An answer without orders is none: what changed meanwhile would never be asked for again.
        node = Node.root(answer).require("orders")
        return OrderPage(
            orders=node.elements("orders"),
            next_token=node.node("pagination").text("nextToken") or None,
            updated_before=node.shown_time("lastUpdatedBefore"),
            created_before=node.shown_time("createdBefore"),
        )

    def _get_order(self, order_id: str, included: tuple[str, ...]) -> Mapping[str, Any]:
        answer = self._call(
            "getOrder", OrdersV20260101, "get_order", order_id, includedData=included
        )
        return Node.root(answer).require("order").node("order").value
