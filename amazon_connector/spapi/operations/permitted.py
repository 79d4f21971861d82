"""Asking for orders without the data sets that Amazon refuses to this seller.

One refused data set would else stop every order. A refusal seldom says which one it is about: a
missing role bars buyers and addresses, and a faulty endpoint has been seen to refuse a single set.
"""

import re
from collections.abc import Callable
from contextlib import suppress
from typing import TypeVar

from ..caller import Caller
from ..errors import Rejected, SpApiError, Unauthorized
from ..words import (
    BUYER,
    CANCELLATION,
    EXPENSE,
    FULFILLMENT,
    FULFILLMENT_ORDERS,
    PACKAGES,
    PAYMENT,
    PROCEEDS,
    PROMOTION,
    RECIPIENT,
    TAX,
)

PERSONAL_DATA = (BUYER, RECIPIENT)
ALL_ORDER_DATA = (
    *PERSONAL_DATA,
    PROCEEDS,
    EXPENSE,
    PROMOTION,
    CANCELLATION,
    FULFILLMENT,
    PACKAGES,
    TAX,
    PAYMENT,
    FULFILLMENT_ORDERS,
)

Answer = TypeVar("Answer")
Ask = Callable[[tuple[str, ...]], Answer]
# What a refusal is about that names something else than the data sets.
_ABOUT_INPUT = re.compile(r"(?i)includedData|check your input|not valid|^\W*invalid input\W*$")
_BAD_REQUEST, _FORBIDDEN = 400, 403


class PermittedData(Caller):
    """Leaves out what Amazon refuses, one data set at a time, and remembers it.

    :ivar refused_data: data sets that are not asked for; may be set to what was learned before
    """

    refused_data: frozenset[str] = frozenset()

    def _ask_permitted(self, ask: "Ask[Answer]", included: tuple[str, ...]) -> Answer:
        """Ask for all data sets but those that are refused."""
        while True:
            wanted = tuple(data for data in included if data not in self.refused_data)
            try:
                return ask(wanted)
            except (Unauthorized, Rejected) as error:
                refused = _refused(error, ask, wanted)
                if not refused:
                    raise
                if isinstance(error, Unauthorized):
                    return self._ask_without(refused, error, ask, wanted)
            self.refused_data |= refused

    def _ask_without(
        self,
        refused: frozenset[str],
        error: Unauthorized,
        ask: "Ask[Answer]",
        wanted: tuple[str, ...],
    ) -> Answer:
        """Ask for the rest of the data sets, and remember those that were refused.

        Only an answer without them proves that they were what was refused. Where Amazon has not
        spoken of a role, it might have stumbled: then they have to be refused once more.
        """
        answer = ask(tuple(data for data in wanted if data not in refused))
        if error.reason != "missing_role":
            with suppress(Unauthorized):
                return ask(wanted)
        self.refused_data |= refused
        return answer


def _refused(error: SpApiError, ask: "Ask[Answer]", wanted: tuple[str, ...]) -> frozenset[str]:
    """:return: the data sets that a refusal is about; none when it is about something else"""
    # Amazon words a missing role in many ways, also as a bare "Forbidden".
    missing_role = isinstance(error, Unauthorized) and (
        error.reason == "missing_role" or (error.reason, error.status) == ("denied", _FORBIDDEN)
    )
    if not missing_role and error.status != _BAD_REQUEST:
        return frozenset()
    if named := frozenset(re.findall(r"[A-Z][A-Z_]+", error.message)) & frozenset(wanted):
        return named
    if missing_role:
        # One role stands for both.
        return frozenset(PERSONAL_DATA) & frozenset(wanted)
    if wanted and _ABOUT_INPUT.search(error.message):
        return _find_refused(ask, wanted)
    return frozenset()


def _find_refused(ask: "Ask[Answer]", wanted: tuple[str, ...]) -> frozenset[str]:
    """Find by halves the data set that is refused: eleven cost five calls."""
    if _is_refused(ask, ()):
        return frozenset()
    while len(wanted) > 1:
        half = len(wanted) // 2
        wanted = wanted[:half] if _is_refused(ask, wanted[:half]) else wanted[half:]
    return frozenset(wanted)


def _is_refused(ask: "Ask[Answer]", included: tuple[str, ...]) -> bool:
    try:
        ask(included)
    except Rejected as error:
        if error.status != _BAD_REQUEST:
            raise
        return True
    return False
