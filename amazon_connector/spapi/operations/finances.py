"""Finances API 2024-06-19: what happened to the seller's money."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sp_api.api.finances.finances_2024_06_19 import FinancesV20240619

from ..caller import Caller, honored
from ..payload import Node


@dataclass(frozen=True, slots=True)
class TransactionPage:
    """A page as Amazon sent it, which may be empty; :func:`..finances.parse_transaction`."""

    transactions: tuple[Mapping[str, Any], ...]
    next_token: str | None


class FinancesOperations(Caller):
    """Operations of the Finances API."""

    def list_transactions(
        self,
        *,
        posted_after: datetime | None = None,
        posted_before: datetime | None = None,
        order_id: str = "",
        next_token: str | None = None,
    ) -> TransactionPage:
        """Fetch one page of transactions, over all marketplaces of the region.

        Named a marketplace, Amazon leaves out what sellers ship themselves in the United States.
        Events of the last 48 hours may be missing. Quota: one page every two seconds.

        :param posted_after: needed unless an order is named; two minutes old at least
        :param posted_before: at most 180 days later, or Amazon answers with nothing at all
        :param order_id: only what is related to this order
        :param next_token: of the page before, with otherwise the same arguments
        :raises ExpiredReference: when Amazon does not honor the token (any more)
        """
        related = {"relatedIdentifierName": "ORDER_ID", "relatedIdentifierValue": order_id}
        with honored(next_token):
            answer = self._call(
                "listTransactions",
                FinancesV20240619,
                "list_transactions",
                postedAfter=posted_after,
                postedBefore=posted_before,
                nextToken=next_token,
                **(related if order_id else {}),
            )
        payload = Node.root(answer).require("payload").node("payload")
        return TransactionPage(
            transactions=payload.elements("transactions"),
            next_token=payload.text("nextToken") or None,
        )
