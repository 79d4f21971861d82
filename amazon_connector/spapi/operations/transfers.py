"""Transfers API 2024-06-01, and the balances of Finances 2024-06-19: what is paid and what is held.

The library has no methods for these; their paths are those of Amazon's models.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from ..caller import Caller, honored
from ..library import PlainRequests
from ..payload import Node
from ..transfers import Balance, read_balances

_PAYOUTS = "/finances/transfers/2024-06-01/payouts"
_FINANCES = "/finances/2024-06-19"
# Of 500 balances each: an Amazon that never ends its list is not asked for ever.
_MOST_PAGES = 20


@dataclass(frozen=True, slots=True)
class PayoutPage:
    """A page as Amazon sent it, which may be empty; :mod:`..transfers` reads its elements."""

    payouts: tuple[Mapping[str, Any], ...]
    next_token: str | None


class TransfersOperations(Caller):
    """What Amazon pays to the bank, expects to pay, and holds back."""

    def list_payouts(
        self, *, created_after: datetime | None = None, next_token: str | None = None
    ) -> PayoutPage:
        """Fetch one page of payouts, over all marketplaces of the region.

        :param created_after: a payout changes after its creation, so ask far enough back
        :param next_token: of the page before, with otherwise the same arguments
        :raises ExpiredReference: when Amazon does not honor the token (any more)
        """
        query = {"createdAfter": created_after, "nextToken": next_token}
        return self._list("listPayouts", _PAYOUTS, "payouts", query)

    def list_expected_payouts(self, *, next_token: str | None = None) -> PayoutPage:
        """Fetch one page of what the open periods of all marketplaces would pay out.

        :raises ExpiredReference: when Amazon does not honor the token (any more)
        """
        query = {"nextToken": next_token}
        return self._list("listExpectedPayouts", f"{_PAYOUTS}/expected", "expectedPayouts", query)

    def list_deferrals(
        self, status: str, *, posted_after: datetime, next_token: str | None = None
    ) -> PayoutPage:
        """Fetch one page of transactions that Amazon holds back, or did until it released them.

        :param status: DEFERRED or DEFERRED_RELEASED
        :param posted_after: at most 180 days ago; of what is released, it may be either day
        :return: elements for :func:`..finances.parse_transaction`
        :raises ExpiredReference: when Amazon does not honor the token (any more)
        """
        query = {
            "postedAfter": posted_after,
            "transactionStatus": status,
            "nextToken": next_token,
        }
        path = f"{_FINANCES}/transactions"
        return self._list("listTransactions", path, "transactions", query, "payload")

    def list_balances(self, day: date | None = None) -> tuple[Balance, ...]:
        """Ask what each marketplace holds of the seller's money; one that cannot be read tells
        nothing, as if Amazon had left it out.

        :param day: at its end (UTC); now where none is given
        """
        query = {"asOfDate": day.isoformat() if day else None}
        found: list[Mapping[str, Any]] = []
        token = None
        for _page in range(_MOST_PAGES):
            page = self._list(
                "listBalances", f"{_FINANCES}/balances", "balances", {**query, "nextToken": token}
            )
            found += page.payouts
            if not page.next_token or page.next_token == token:
                break
            token = page.next_token
        return read_balances(found)

    def _list(
        self, operation: str, path: str, key: str, query: Mapping[str, Any], within: str = ""
    ) -> PayoutPage:
        with honored(query["nextToken"]):
            answer = self._call(operation, PlainRequests, "get", path, **query)
        node = Node.root(answer)
        node = node.node(within) if within else node
        return PayoutPage(node.elements(key), node.text("nextToken") or None)
