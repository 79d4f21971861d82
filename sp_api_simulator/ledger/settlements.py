"""Settlements, and the payouts that follow them."""

from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal

from .books import Purse
from .transactions import Transaction

FINAL_STATUSES = ("PAID", "FAILED", "CANCELLED", "NO_PAYOUT")


@dataclass
class Period:
    """The time that a purse is in: its settlement has its numbers before it has its end."""

    settlement_id: str
    group_id: str
    start: datetime


@dataclass
class Settlement:
    """A closed period. `total` is what stood on the account `available`, never a sum of rows."""

    id: str
    group_id: str
    purse: Purse
    start: datetime
    end: datetime
    deposit: datetime
    total: Decimal
    transactions: list[Transaction]
    report_ids: list[str] = field(default_factory=list)
    content: bytes = b""


@dataclass
class Payout:
    """A transfer to the seller's bank; `history` is status, moment and reason of each change."""

    id: str
    purse: Purse
    settlement: Settlement
    amount: Decimal
    created: datetime
    trace_id: str
    account_tail: str
    history: list[tuple[str, datetime, str]] = field(default_factory=list)

    @property
    def status(self) -> str:
        return self.history[-1][0]
