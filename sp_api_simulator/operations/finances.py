"""Finances API 2024-06-19: transactions, balances, summaries."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from starlette.responses import Response

from ..basics.clock import to_iso
from ..basics.errors import invalid_input
from ..basics.fields import Field
from ..ledger.books import Purse
from ..ledger.transactions import Transaction
from ..render.balances import balance_tree, find_balance, partner, summary
from ..render.transactions import ACCOUNT_TYPE, render_transaction
from ..state.sellers import FINANCE
from .operation import Call, Operation, json_answer, known_marketplace
from .paging import next_token, position_of

TOKEN_LIFE = timedelta(hours=24)
_LONGEST_SEARCH = timedelta(days=180)
_SEARCHABLE = ("FINANCIAL_EVENT_GROUP_ID", "ORDER_ID")
_STATUSES = ("DEFERRED", "RELEASED", "DEFERRED_RELEASED")
_BALANCE_TYPES = ("AVAILABLE", "RESERVED", "TOTAL", "DEFERRED", "ACCOUNT_LEVEL_RESERVE")
_BALANCES_PER_PAGE = 500
_US = "ATVPDKIKX0DER"
_NEVER = datetime(1970, 1, 1, tzinfo=UTC)


def list_transactions(call: Call) -> Response:
    """A page of transactions by the date of their posting, or of an order or a group."""
    position = position_of(call, "nextToken", lambda: _found(call))
    size = call.world.settings.finances_page_size
    page = position.found[position.offset : position.offset + size]
    payload: dict[str, Any] = {"transactions": [render_transaction(each) for each in page]}
    return json_answer({"payload": payload | next_token(call, position, size, TOKEN_LIFE)})


def _found(call: Call) -> list[Transaction]:
    """What passes the filters; ApiError 400 for filters that Amazon does not know."""
    name, value = (call.query.get(f"relatedIdentifier{part}") for part in ("Name", "Value"))
    if bool(name) != bool(value):
        raise invalid_input("relatedIdentifierName and relatedIdentifierValue go together.")
    if name and name not in _SEARCHABLE:
        raise invalid_input(f"Transactions cannot be searched by {name}.")
    status = call.query.get("transactionStatus")
    if status and status not in _STATUSES:
        raise invalid_input(f"Invalid transactionStatus: {status}.")
    if place := call.query.get("marketplaceId"):
        known_marketplace(place)
    since, until = _window(call, required=not name)
    if until - since > _LONGEST_SEARCH and since != _NEVER:
        return []
    found = [
        each
        for each in call.world.finances.transactions
        if each.purse.seller_id == call.seller.id
        and each.is_told
        and since <= each.posted < until
        and status in (None, each.status)
        and _is_related(each, name, value)
        and _is_of_marketplace(call, each)
    ]
    return sorted(found, key=lambda each: each.posted)


def _window(call: Call, required: bool) -> tuple[datetime, datetime]:
    now = call.world.clock.now()
    settled = now - timedelta(seconds=call.world.settings.visibility_lag_seconds)
    since, until = call.moment("postedAfter"), call.moment("postedBefore")
    if since is None and required:
        raise invalid_input("postedAfter is required without a related identifier.")
    if since and since > settled or until and until > settled:
        raise invalid_input("The date must be more than two minutes before the request.")
    if since and until and until <= since:
        raise invalid_input("postedBefore must be later than postedAfter.")
    # A change of this very moment is told where nothing is held back.
    return since or _NEVER, until or settled + timedelta(microseconds=1)


def _is_related(transaction: Transaction, name: str | None, value: str | None) -> bool:
    if name == "ORDER_ID":
        return transaction.order_id == value
    return name is None or (transaction.group_id == value and not transaction.is_deferred)


def _is_of_marketplace(call: Call, transaction: Transaction) -> bool:
    """Whether it is told under the marketplace: in the US, merchants' orders are not."""
    wanted = call.query.get("marketplaceId")
    if wanted is None:
        return True
    if wanted == _US and transaction.fulfillment == "MFN":
        return False
    return transaction.purse.marketplace.id == wanted


def list_balances(call: Call) -> Response:
    """The balances of each marketplace, now or at the end of a day."""
    kind = call.query.get("balanceType")
    if kind and kind not in _BALANCE_TYPES:
        raise invalid_input(f"Invalid balanceType: {kind}.")
    position = position_of(call, "nextToken", lambda: _balances(call, kind))
    size = _BALANCES_PER_PAGE
    page = position.found[position.offset : position.offset + size]
    return json_answer({"balances": page} | next_token(call, position, size, TOKEN_LIFE))


def _balances(call: Call, kind: str | None) -> list[dict[str, Any]]:
    day, now = call.query.get("asOfDate"), call.world.clock.now()
    at = min(end_of_day(date.fromisoformat(day)), now) if day else now
    dated = {"asOfDate": f"{day}T00:00:00Z"} if day else {"lastUpdatedTime": to_iso(now)}
    found = []
    for purse in purses(call):
        tree = balance_tree(call.world.finances.books, purse, at)
        if told := find_balance(tree, kind or "TOTAL"):
            found.append({"partnerMetadata": partner(purse)} | told | dated)
    return found


def purses(call: Call, account_type: str = ACCOUNT_TYPE) -> list[Purse]:
    """The purses that the call speaks of: of its marketplaces and its type of account."""
    places = {place.id for place in call.marketplaces()}
    if call.query.get("accountType", account_type) != account_type:
        return []
    return [
        purse
        for purse in call.world.finances.of(call.seller.id)
        if not places or purse.marketplace.id in places
    ]


def end_of_day(day: date) -> datetime:
    return datetime.combine(day, time.max, UTC)


def list_summary(call: Call) -> Response:
    """What a settlement or a time brought, by marketplace."""
    position = position_of(call, "nextToken", lambda: _summaries(call))
    size = _BALANCES_PER_PAGE
    page = position.found[position.offset : position.offset + size]
    return json_answer({"summaries": page} | next_token(call, position, size, TOKEN_LIFE))


def _summaries(call: Call) -> list[dict[str, Any]]:
    finances = call.world.finances
    name, value = (call.query.get(f"relatedIdentifier{part}") for part in ("Name", "Value"))
    if name:
        if name != "SETTLEMENT_ID" or not value:
            raise invalid_input("Summaries are found by SETTLEMENT_ID and its value.")
        return [
            summary(finances.books, each.purse, each.start, each.end, each.id)
            for each in finances.settlements
            if each.id == value and each.purse in purses(call)
        ]
    first, last = call.query.get("periodStart"), call.query.get("periodEnd")
    if not first or not last:
        raise invalid_input("periodStart and periodEnd, or a related identifier, are required.")
    since = datetime.combine(date.fromisoformat(first), time.min, UTC)
    until = end_of_day(date.fromisoformat(last))
    return [summary(finances.books, each, since, until, None) for each in purses(call)]


_BASE = "/finances/2024-06-19"
_RELATED = (Field("relatedIdentifierName"), Field("relatedIdentifierValue"))
_PLACES = Field("marketplaceIds", is_list=True)
_ACCOUNT, _TOKEN = Field("accountType"), Field("nextToken")
_TRANSACTIONS = (
    Field("postedAfter", "date-time"),
    Field("postedBefore", "date-time"),
    Field("marketplaceId"),
    Field("transactionStatus"),
    *_RELATED,
    _TOKEN,
)
_BALANCES = (_PLACES, Field("balanceType"), _ACCOUNT, Field("asOfDate", "date"), _TOKEN)
_SUMMARY = (
    _PLACES, _ACCOUNT, *_RELATED, Field("periodStart", "date"), Field("periodEnd", "date"), _TOKEN
)  # fmt: skip
_ROLES = (FINANCE,)

OPERATIONS = (
    Operation(
        "listTransactions", "GET", f"{_BASE}/transactions", list_transactions, _ROLES, _TRANSACTIONS
    ),
    Operation("listBalances", "GET", f"{_BASE}/balances", list_balances, _ROLES, _BALANCES),
    Operation("listSummary", "GET", f"{_BASE}/summary", list_summary, _ROLES, _SUMMARY),
)
