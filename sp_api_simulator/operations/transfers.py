"""Transfers API 2024-06-01: payouts that were made, and the ones to expect."""

from datetime import timedelta

from starlette.responses import Response

from ..basics.fields import Field
from ..ledger.settlements import Payout
from ..render.balances import PAYOUT_ACCOUNT_TYPE, expected_payout, render_payout
from ..state.sellers import FINANCE
from .finances import TOKEN_LIFE, purses
from .operation import Call, Operation, json_answer
from .paging import next_token, position_of

_PAGE = 100
# Amazon settles every fortnight.
_PERIOD = timedelta(days=14)


def list_payouts(call: Call) -> Response:
    """A page of payouts, by marketplace and the newest first."""
    position = position_of(call, "nextToken", lambda: _found(call))
    page = position.found[position.offset : position.offset + _PAGE]
    told = {"payouts": [render_payout(each) for each in page]}
    return json_answer(told | next_token(call, position, _PAGE, TOKEN_LIFE))


def _found(call: Call) -> list[Payout]:
    since, until = call.moment("createdAfter"), call.moment("createdBefore")
    wanted = call.query.get("payoutId")
    now = call.world.clock.now()
    found = [
        each
        for purse in purses(call, PAYOUT_ACCOUNT_TYPE)
        for each in reversed(call.world.finances.payouts)
        if each.purse == purse
    ]
    return [
        each
        for each in found
        if wanted in (None, each.id)
        and each.created <= now
        and (since is None or each.created >= since)
        and (until is None or each.created < until)
    ]


def list_expected_payouts(call: Call) -> Response:
    """What the open period of each marketplace would pay out as things stand."""
    finances, now = call.world.finances, call.world.clock.now()
    told = []
    for purse in purses(call, PAYOUT_ACCOUNT_TYPE):
        period = finances.period(purse)
        scheduled = period.start + _PERIOD
        amount = finances.books.balance(purse, "available", now)
        outlook = finances.outlook.get(purse, "SCHEDULED")
        told.append(expected_payout(purse, period, amount, scheduled, outlook))
    return json_answer({"expectedPayouts": told})


_BASE = "/finances/transfers/2024-06-01/payouts"
_PLACES = Field("marketplaceIds", is_list=True)
_ACCOUNT, _TOKEN = Field("accountType"), Field("nextToken")
_PAYOUTS = (
    _PLACES,
    Field("createdAfter", "date-time"),
    Field("createdBefore", "date-time"),
    Field("payoutId"),
    _ACCOUNT,
    _TOKEN,
)
_EXPECTED = (_PLACES, _ACCOUNT, _TOKEN)
_ROLES = (FINANCE,)

OPERATIONS = (
    Operation("listPayouts", "GET", _BASE, list_payouts, _ROLES, _PAYOUTS),
    Operation(
        "listExpectedPayouts", "GET", f"{_BASE}/expected", list_expected_payouts, _ROLES, _EXPECTED
    ),
)
