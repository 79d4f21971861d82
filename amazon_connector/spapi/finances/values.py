"""A transaction of Finances 2024-06-19.

Amounts are in the transaction's currency, positive where Amazon owes them to the seller; times are
in UTC; what Amazon left out is the empty value of its type. Amazon's lists (types, statuses, words
of breakdowns, identifiers, contexts) are open and stay text.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any, NamedTuple

from ..words import DEFERRED, DEFERRED_RELEASED, RELEASED

ZERO = Decimal(0)


class Amount(NamedTuple):
    """A leaf of a tree of breakdowns; ``path`` has Amazon's words from the root to the leaf.

    For example ``("Sales", "ProductCharges", "OurPricePrincipal")``.
    """

    path: tuple[str, ...]
    amount: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class TransactionItem:
    """What a transaction says of one item.

    ``item_ref`` is Amazon's ORDER_ADJUSTMENT_ITEM_ID: as a rule the id of the order's item.
    ``quantity_shipped`` repeats what was ordered: it is not the quantity that came back.
    """

    item_ref: str
    sku: str
    asin: str
    description: str
    fulfillment_network: str
    quantity_shipped: int
    total: Decimal | None
    amounts: tuple[Amount, ...]
    identifiers: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Transaction:
    """One event of the seller's money.

    ``status`` is one of RELEASED, DEFERRED (an estimate), DEFERRED_RELEASED, or another word.
    ``amounts`` are those of the transaction as a whole, items included, mostly in wider words than
    the items' (``ProductCharges``, ``AmazonFees``); ``total`` is Amazon's own.
    ``maturity_at`` is when a deferred one is to be released, ``deferral_reason`` why it waits
    (DD7, B2B).
    """

    transaction_id: str
    type: str
    status: str
    description: str
    posted_at: datetime
    currency: str
    total: Decimal
    marketplace_id: str
    account_type: str
    identifiers: Mapping[str, str]
    deferral_reason: str
    maturity_at: datetime | None
    items: tuple[TransactionItem, ...]
    amounts: tuple[Amount, ...]
    raw: Mapping[str, Any]

    @property
    def order_id(self) -> str:
        return self.identifiers.get("ORDER_ID", "")

    @property
    def refund_id(self) -> str:
        return self.identifiers.get("REFUND_ID", "")

    @property
    def settlement_id(self) -> str:
        return self.identifiers.get("SETTLEMENT_ID", "")

    @property
    def deferred_id(self) -> str:
        """Of the estimate, where the release is told as a transaction of its own."""
        return self.identifiers.get("DEFERRED_TRANSACTION_ID", "")

    @property
    def release_id(self) -> str:
        """Of the release, where it is told as a transaction of its own."""
        return self.identifiers.get("RELEASE_TRANSACTION_ID", "")

    @property
    def is_told_by_items(self) -> bool:
        """Whether the items come to the total: the whole then says nothing that they do not."""
        told = self._of_items
        return bool(told) and sum((amount.amount for amount in told), ZERO) == self.total

    @property
    def finest(self) -> tuple[Amount, ...]:
        """All amounts in the narrowest words: those of the items where they come to the total."""
        return self._of_items if self.is_told_by_items else self.amounts

    @property
    def _of_items(self) -> tuple[Amount, ...]:
        return tuple(amount for item in self.items for amount in item.amounts)

    @property
    def is_released(self) -> bool:
        """Whether the amounts are final; an unknown status is not."""
        return self.status in (RELEASED, DEFERRED_RELEASED)

    @property
    def is_deferred(self) -> bool:
        return self.status == DEFERRED
