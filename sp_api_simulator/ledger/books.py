"""The journal and its accounts: every entry sums up to nothing, or it is not written.

An amount is positive where the seller's money grows. `available`, `deferred`, `reserve`, `transit`
(payouts on their way), `bank`, `card` (what the seller's card was charged, negative) and `payable`
(negative: what the seller owes) are his money; every other account says where it came from, with
the opposite sign: `sales` are negative, `fees` positive. What stands on `deferred` comes from
`unreleased` until it is released, and only then from sales and fees.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from ..basics.marketplaces import Marketplace

# The accounts that hold the seller's money.
HOLDINGS = ("available", "deferred", "reserve", "transit", "bank", "card", "payable")


@dataclass(frozen=True)
class Purse:
    """What is settled together: a seller's money of a marketplace, in the currency it sells in."""

    seller_id: str
    marketplace: Marketplace

    @property
    def name(self) -> str:
        """`US/USD`."""
        return f"{self.marketplace.code}/{self.marketplace.currency}"


class Books:
    """The accounts of every purse, each a list of dated amounts."""

    def __init__(self) -> None:
        self._accounts: dict[Purse, dict[str, list[tuple[datetime, Decimal]]]] = {}

    def post(self, purse: Purse, moment: datetime, amounts: Mapping[str, Decimal]) -> None:
        """Write an entry, amounts by account; ValueError if they do not sum up to nothing."""
        self.check(purse, amounts)
        accounts = self._accounts.setdefault(purse, defaultdict(list))
        for account, amount in amounts.items():
            if amount:
                accounts[account].append((moment, amount))

    def check(self, purse: Purse, amounts: Mapping[str, Decimal]) -> None:
        """ValueError for amounts that could not be written."""
        if difference := sum(amounts.values(), Decimal(0)):
            raise ValueError(f"an entry of {purse.name} is out of balance by {difference}")

    def balance(self, purse: Purse, account: str, until: datetime) -> Decimal:
        """What stands on an account at a moment."""
        posted = self._accounts.get(purse, {}).get(account, ())
        return sum((amount for moment, amount in posted if moment <= until), Decimal(0))

    def turnover(self, purse: Purse, since: datetime, until: datetime) -> dict[str, Decimal]:
        """How much each account moved within a time, both ends included."""
        moved = {
            account: sum((amount for at, amount in posted if since <= at <= until), Decimal(0))
            for account, posted in self._accounts.get(purse, {}).items()
        }
        return {account: amount for account, amount in moved.items() if amount}

    def balances(self, purse: Purse, until: datetime) -> dict[str, Decimal]:
        """What stands on every account that was ever used."""
        accounts = self._accounts.get(purse, {})
        return {account: self.balance(purse, account, until) for account in sorted(accounts)}

    def purses(self) -> list[Purse]:
        """Every purse that has an entry, in the order of the first ones."""
        return list(self._accounts)
