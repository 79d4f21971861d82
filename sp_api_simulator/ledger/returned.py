"""Goods that came back or went missing: what the returns and reimbursement reports tell."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from .books import Purse


@dataclass
class Return:
    """Units of an order that a buyer sent back, to Amazon's warehouse or to the seller's."""

    id: str
    purse: Purse
    order_id: str
    ordered: datetime
    order_total: Decimal
    requested: datetime
    # Nothing until the goods have arrived: a merchant's return is a request at first.
    arrived: datetime | None
    by_amazon: bool
    item_id: str
    sku: str
    asin: str
    fnsku: str
    title: str
    quantity: int
    ordered_quantity: int
    disposition: str
    reason: str
    status: str
    plate: str
    refunded: Decimal
    comments: str = ""
    a_to_z: bool = False
    warehouse: str = "ABE8"


@dataclass
class Reimbursement:
    """What Amazon pays for units that it lost or damaged, in money or in units."""

    id: str
    purse: Purse
    approved: datetime
    reason: str
    sku: str
    asin: str
    fnsku: str
    title: str
    per_unit: Decimal
    quantity: int
    inventory: int = 0
    case_id: str = ""
    order_id: str = ""
    original_id: str = ""

    @property
    def total(self) -> Decimal:
        return self.per_unit * self.quantity
