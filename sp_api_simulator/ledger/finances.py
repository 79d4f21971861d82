"""All that Amazon keeps of its sellers' money; what happens to it is done from outside."""

from collections import Counter
from datetime import datetime

from ..basics.clock import Clock
from ..basics.ids import Ids
from ..basics.marketplaces import Marketplace
from .books import Books, Purse
from .returned import Reimbursement, Return
from .settlements import Payout, Period, Settlement
from .transactions import Transaction


class Finances:
    """The books, and what is told of them."""

    def __init__(self, clock: Clock, ids: Ids) -> None:
        self._clock = clock
        self._ids = ids
        self._periods: dict[Purse, Period] = {}
        self.books = Books()
        self.transactions: list[Transaction] = []
        self.settlements: list[Settlement] = []
        self.payouts: list[Payout] = []
        self.returns: list[Return] = []
        self.reimbursements: list[Reimbursement] = []
        # Units by order item that were billed and refunded already.
        self.billed: Counter[str] = Counter()
        self.refunded: Counter[str] = Counter()
        # Traps of the next settlement; what Amazon says of the next payout.
        self.planted: dict[Purse, list[str]] = {}
        self.outlook: dict[Purse, str] = {}
        # Orders whose rest is billed as soon as the period is closed.
        self.left_over: dict[Purse, list[str]] = {}

    def purse(self, seller_id: str, place: Marketplace) -> Purse:
        return Purse(seller_id, place)

    def period(self, purse: Purse, at: datetime | None = None) -> Period:
        """The period that a purse is in; its first one begins with what happens first."""
        if purse not in self._periods:
            self.begin_period(purse, at or self._clock.now())
        period = self._periods[purse]
        if at and not self.settled(purse):
            period.start = min(period.start, at.replace(hour=0, minute=0, second=0, microsecond=0))
        return period

    def begin_period(self, purse: Purse, start: datetime) -> Period:
        """A new period, with the numbers of the settlement that will close it."""
        group = f"{self._ids.uuid()}{self._ids.uuid()}".replace("-", "")[:43]
        self._periods[purse] = Period(self._ids.number(), group, start)
        return self._periods[purse]

    def carry_over(self, purse: Purse) -> None:
        """What is not settled yet belongs to the period that has begun."""
        period = self._periods[purse]
        for each in self.transactions:
            if each.settlement_id is None and each.purse == purse:
                each.group_id, each.expected_id = period.group_id, period.settlement_id

    def settled(self, purse: Purse) -> list[Settlement]:
        """The settlements of a purse, the oldest first."""
        return [each for each in self.settlements if each.purse == purse]

    def unsettled(self, purse: Purse, until: datetime) -> list[Transaction]:
        """What a settlement that ends at a moment would hold, in the order of posting."""
        found = [
            each
            for each in self.transactions
            if each.settlement_id is None
            and each.purse == purse
            and each.is_settled
            and not each.is_deferred
            and each.due <= until
        ]
        return sorted(found, key=lambda each: each.due)

    def of(self, seller_id: str) -> list[Purse]:
        """The seller's purses that have ever held money."""
        return [purse for purse in self.books.purses() if purse.seller_id == seller_id]

    def settlement(self, settlement_id: str) -> Settlement:
        """The settlement with this number; ValueError."""
        for each in self.settlements:
            if each.id == settlement_id:
                return each
        raise ValueError(f"there is no settlement {settlement_id}")

    def transaction(self, transaction_id: str) -> Transaction:
        """The transaction with this id; ValueError."""
        for each in self.transactions:
            if each.id == transaction_id:
                return each
        raise ValueError(f"there is no transaction {transaction_id}")

    def transaction_id(self) -> str:
        """43 characters, as Amazon's are."""
        return f"{self._ids.uuid()}{self._ids.uuid()}".replace("-", "")[:43]
