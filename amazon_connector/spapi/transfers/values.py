"""Payouts and balances.

Amounts are positive where Amazon owes them to the seller, in the currency beside them; times are in
UTC; what Amazon left out is the empty value of its type. Amazon's lists of words are open.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import NamedTuple


class PayoutStatus(NamedTuple):
    """A step of a payout; ``reason`` says why it failed."""

    status: str
    at: datetime | None
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Payout:
    """A transfer to the seller's bank, or the word that there was nothing to transfer.

    ``amount`` is None where Amazon tells none (NO_PAYOUT). ``trace_id`` is the bank's, by which the
    line of the statement is found; it may come days after the payout was started.
    """

    payout_id: str
    status: str
    history: tuple[PayoutStatus, ...]
    created_at: datetime
    amount: Decimal | None
    currency: str
    settlement_id: str
    marketplace_id: str
    account_type: str
    period_start: datetime | None
    period_end: datetime | None
    trace_id: str
    account_tail: str
    payment_rail: str

    @property
    def changed_at(self) -> datetime:
        """When Amazon last said something of it."""
        return max((each.at for each in self.history if each.at), default=self.created_at)

    @property
    def failure(self) -> str:
        """Amazon's latest reason why it failed."""
        return next((each.reason for each in reversed(self.history) if each.reason), "")


@dataclass(frozen=True, slots=True, kw_only=True)
class ExpectedPayout:
    """What an open period would pay out as things stand: an estimate without an id of its own."""

    status: str
    amount: Decimal | None
    currency: str
    scheduled_at: datetime | None
    settlement_id: str
    marketplace_id: str
    account_type: str
    period_start: datetime | None
    account_tail: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Balance:
    """What a marketplace holds of the seller's money; ``amounts`` by Amazon's type.

    For example AVAILABLE, RESERVED, DEFERRED, ACCOUNT_LEVEL_RESERVE, TOTAL.
    """

    marketplace_id: str
    account_type: str
    currency: str
    amounts: Mapping[str, Decimal]
