"""What happened to a seller's money, as Amazon tells it twice: as a transaction and as rows."""

from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal

from .books import Purse


@dataclass(frozen=True)
class Part:
    """One amount of a transaction: Amazon's words of the settlement report, and its account."""

    amount_type: str
    description: str
    amount: Decimal
    account: str


@dataclass
class Item:
    """The parts of one order item, or of one product."""

    parts: list[Part]
    total: Decimal
    item_id: str = ""
    sku: str = ""
    asin: str = ""
    title: str = ""
    quantity: int = 0
    promotion_id: str = ""
    # The same item when it is refunded: Amazon gives it a number of its own in the settlement.
    adjustment_item_id: str = ""


@dataclass
class Transaction:
    """One event. `type` as in Finances, `row_type` as in the settlement report (both Amazon's).

    `marketplace_name` is what its rows say, `order_id` is told by them as it is here, be it a
    shipment's. It belongs to the settlement `settlement_id`, once there is one.
    """

    id: str
    purse: Purse
    type: str
    description: str
    row_type: str
    posted: datetime
    total: Decimal
    items: list[Item]
    status: str = "RELEASED"
    deferral_reason: str = ""
    maturity: datetime | None = None
    released: datetime | None = None
    order_id: str = ""
    merchant_order_id: str = ""
    shipment_id: str = ""
    refund_id: str = ""
    adjustment_id: str = ""
    marketplace_name: str = ""
    marketplace_id: str = ""
    # `AFN` or `MFN` as the settlement report says it, nothing where no goods moved.
    fulfillment: str = ""
    settlement_id: str | None = None
    # Its group of events, and the settlement that it will be in as things stand.
    group_id: str = ""
    expected_id: str = ""
    # The other one of a deferred transaction and of its release, where these are two.
    deferred_id: str = ""
    release_id: str = ""
    # Whether the settlement tells it too; a release that is told apart is told by Finances alone.
    is_settled: bool = True
    # Whether Finances tells it: of deferred money it has been seen to forget some.
    is_told: bool = True
    tags: dict[str, str] = field(default_factory=dict)

    @property
    def is_deferred(self) -> bool:
        return self.status == "DEFERRED"

    @property
    def due(self) -> datetime:
        """Since when its money is there to be settled."""
        return self.released or self.posted

    @property
    def parts(self) -> list[Part]:
        return [part for item in self.items for part in item.parts]
