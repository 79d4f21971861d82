"""An order as Amazon keeps it; amounts are positive, in the currency of its marketplace."""

from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any

from ..basics.marketplaces import Marketplace

PENDING_STATUSES = ("PENDING", "PENDING_AVAILABILITY")
OPEN_STATUSES = ("UNSHIPPED", "PARTIALLY_SHIPPED")
# Money, buyer and address exist only in these.
DISCLOSED_STATUSES = (*OPEN_STATUSES, "SHIPPED")

Amounts = dict[str, Decimal]


@dataclass
class OrderLine:
    """One item of an order. The three money tables hold totals of the line, by Amazon's types.

    `ordered_still`: cancelled units that `quantityOrdered` goes on to count.
    `charges`: ITEM, SHIPPING, GIFT_WRAP, COD_FEE, OTHER; `discounts`: ITEM, SHIPPING;
    `taxes`: ITEM, SHIPPING, GIFT_WRAP, COD_FEE, DISCOUNT (the last one lowers the tax); they come
    on top of the charges, or are a part of them where `tax_included`.
    """

    item_id: str
    sku: str
    asin: str
    title: str
    quantity: int
    unit_price: Decimal
    charges: Amounts
    discounts: Amounts = field(default_factory=dict)
    taxes: Amounts = field(default_factory=dict)
    shipped: int = 0
    ordered_still: int = 0
    tax_included: bool = False
    facilitator: str | None = None
    collection_model: str = "MARKETPLACE_FACILITATOR"
    reporting_scheme: str | None = None
    ioss_number: str | None = None
    gift: dict[str, str] = field(default_factory=dict)
    promotion_ids: list[str] = field(default_factory=list)
    programs: list[str] = field(default_factory=list)
    points: int = 0
    cancellation: dict[str, Any] = field(default_factory=dict)
    extra_product: dict[str, Any] = field(default_factory=dict)

    @property
    def open(self) -> int:
        """Units still to be shipped."""
        return self.quantity - self.shipped

    @property
    def tax(self) -> Decimal:
        """Tax on the charges, net of the tax on discounts."""
        added = sum(self.taxes.values(), Decimal(0))
        return added - 2 * self.taxes.get("DISCOUNT", Decimal(0))

    @property
    def discount(self) -> Decimal:
        return sum(self.discounts.values(), Decimal(0))

    @property
    def total(self) -> Decimal:
        """What the buyer pays for the line: charges less discounts, plus tax that is on top."""
        net = sum(self.charges.values(), Decimal(0)) - self.discount
        return net if self.tax_included else net + self.tax


@dataclass
class Package:
    """A parcel of a merchant-fulfilled order, as confirmed by the seller."""

    reference: str
    carrier: str
    tracking_number: str
    ship_time: datetime
    created: datetime
    items: dict[str, int]
    shipping_service: str | None = None
    transparency_codes: dict[str, list[str]] = field(default_factory=dict)


@dataclass
class Order:
    """An order with its life: pending, unshipped, partly shipped, shipped or cancelled."""

    id: str
    seller_id: str
    marketplace: Marketplace
    created: datetime
    updated: datetime
    status: str
    fulfilled_by: str
    lines: list[OrderLine]
    buyer: dict[str, str] = field(default_factory=dict)
    address: dict[str, Any] = field(default_factory=dict)
    service_level: str = "STANDARD"
    channel_name: str = "AMAZON"
    alias: str | None = None
    programs: list[str] = field(default_factory=list)
    associated: list[dict[str, str]] = field(default_factory=list)
    packages: list[Package] = field(default_factory=list)
    tip: Decimal = Decimal(0)
    tax_registrations: list[dict[str, Any]] = field(default_factory=list)
    payment_method: str | None = None
    hides_money: bool = False
    overrides: dict[str, Any] = field(default_factory=dict)
    raw: dict[str, Any] | None = None
    # What a test has changed in the JSON, in its order: path, and the value or nothing at all.
    rewritten: list[tuple[str, tuple[Any, ...]]] = field(default_factory=list)
    # The JSON of this state and of the one before; made when first asked for.
    payload: dict[str, Any] | None = None
    previous_payload: dict[str, Any] | None = None
    documents: dict[frozenset[str], bytes] = field(default_factory=dict)

    @property
    def is_disclosed(self) -> bool:
        """Whether Amazon tells the prices and the buyer already, and still."""
        return self.status in DISCLOSED_STATUSES

    @property
    def tells_money(self) -> bool:
        """Whether Amazon tells what was paid; at times it does not, though it could."""
        return self.is_disclosed and not self.hides_money

    @property
    def total(self) -> Decimal:
        """The grand total: all lines and the tip."""
        return sum((line.total for line in self.lines), self.tip)

    def line(self, item_id: str) -> OrderLine:
        """The line with this order item id; ValueError."""
        for line in self.lines:
            if line.item_id == item_id:
                return line
        raise ValueError(f"order {self.id} has no item {item_id}")
