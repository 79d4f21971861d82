"""An Amazon order as frozen values.

Amounts are in the order's currency, times are in UTC, and what Amazon left out is the empty
value of its type. Open lists of Amazon (statuses, programs, kinds of charge) stay text, so
that a word invented tomorrow passes through.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any, NamedTuple

from .. import words
from .people import Address, Buyer, DeliveryPreference, TaxRegistration

ZERO = Decimal(0)


class TimeWindow(NamedTuple):
    """A promised period; either end may be open."""

    earliest: datetime | None
    latest: datetime | None


class Points(NamedTuple):
    """Amazon Points granted to the buyer at the seller's expense (Japan)."""

    number: int
    value: Decimal


class CancelRequest(NamedTuple):
    """The buyer's wish to cancel; Amazon leaves the decision to the seller."""

    requester: str
    reason: str


@dataclass(frozen=True, slots=True)
class Charge:
    """What the buyer pays for one part of an item, for its whole quantity.

    ``amount`` and ``discount`` are as Amazon states them: before ``tax`` and ``discount_tax``, or,
    where ``tax_included``, with them inside. Where Amazon states no tax, they may include one.
    ``discount`` and ``discount_tax`` are positive when money is taken off.
    """

    kind: str
    amount: Decimal = ZERO
    tax: Decimal = ZERO
    discount: Decimal = ZERO
    discount_tax: Decimal = ZERO
    tax_included: bool = False

    @property
    def total(self) -> Decimal:
        """What remains to be paid, tax included."""
        on_top = ZERO if self.tax_included else self.tax - self.discount_tax
        return self.amount - self.discount + on_top


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderItem:
    """One line of an order.

    ``unknown_collections`` are models of tax collection that Amazon has invented since.
    """

    item_id: str
    sku: str
    asin: str
    title: str
    quantity_ordered: int
    quantity_fulfilled: int
    quantity_unfulfilled: int
    unit_price: Decimal | None
    charges: tuple[Charge, ...]
    total: Decimal | None
    promotion_ids: tuple[str, ...]
    gift_message: str
    gift_wrap_level: str
    programs: frozenset[str]
    cancel_request: CancelRequest | None
    cancelled_by: str
    cancel_reason: str
    serial_numbers: tuple[str, ...]
    customization_url: str
    tax_collected_by_amazon: bool
    unknown_collections: frozenset[str]
    responsible_party: str
    reporting_schemes: frozenset[str]
    ioss_number: str
    price_designation: str
    points: Points | None
    is_used: bool
    raw: Mapping[str, Any]

    @property
    def charges_total(self) -> Decimal:
        """The line's total as added up from its charges, to be compared with ``total``."""
        return sum((charge.total for charge in self.charges), ZERO)


class PackageItem(NamedTuple):
    """How many units of an item a package holds."""

    item_id: str
    quantity: int


@dataclass(frozen=True, slots=True)
class Package:
    """A package that the seller confirmed; ``reference`` is the seller's number for it."""

    reference: str
    status: str
    detailed_status: str
    carrier: str
    service: str
    tracking_number: str
    shipped_at: datetime | None
    items: tuple[PackageItem, ...]

    @property
    def is_cancelled(self) -> bool:
        """Whether its label was given up: nothing leaves under this number."""
        return words.CANCELLED in (self.status, self.detailed_status.removeprefix("LABEL_"))


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderHead:
    """What identifies an order and decides whether it is wanted.

    ``status`` is a fulfillmentStatus such as UNSHIPPED, ``fulfilled_by`` MERCHANT, AMAZON, empty
    or any other word, ``channel_name`` AMAZON or NON_AMAZON.
    """

    order_id: str
    created_at: datetime
    updated_at: datetime
    marketplace_id: str
    channel_name: str
    status: str
    fulfilled_by: str

    @property
    def is_sale(self) -> bool:
        """Sold on Amazon, beyond doubt."""
        return self.channel_name == words.AMAZON

    @property
    def is_elsewhere(self) -> bool:
        """Sold on another channel, which only borrows Amazon's warehouse (multi-channel)."""
        return self.channel_name == words.NON_AMAZON


@dataclass(frozen=True, slots=True, kw_only=True)
class Order(OrderHead):
    """A whole order. ``grand_total`` and ``currency`` are None while Amazon shows no money.

    ``gap`` is how far the charges are from Amazon's own totals, with the taxes inside them or on
    top, whichever fits better; None where taxes are stated, but no total says where they belong.
    """

    service_level: str
    seller_order_id: str
    programs: frozenset[str]
    currency: str | None
    grand_total: Decimal | None
    gap: Decimal | None
    tip: Decimal
    items: tuple[OrderItem, ...]
    packages: tuple[Package, ...]
    buyer: Buyer
    address: Address | None
    delivery_preference: DeliveryPreference | None
    tax_registrations: tuple[TaxRegistration, ...]
    ship_by: TimeWindow | None
    deliver_by: TimeWindow | None
    replaces_order_id: str
    exchanges_order_id: str
    payment_methods: tuple[str, ...]
    fulfillment_order_ids: tuple[str, ...]
    raw: Mapping[str, Any]

    @property
    def charges_total(self) -> Decimal:
        """The order's total as added up from its parts, to be compared with ``grand_total``."""
        return sum((item.charges_total for item in self.items), self.tip)

    @property
    def has_prices(self) -> bool:
        """Whether Amazon says what the goods cost; that may be nothing, after a discount."""
        return any(item.charges for item in self.items)

    @property
    def is_replacement(self) -> bool:
        """Sent for another order, and as a rule for nothing."""
        return bool(self.replaces_order_id or self.exchanges_order_id)

    @property
    def is_business(self) -> bool:
        return words.AMAZON_BUSINESS in self.programs

    @property
    def is_prime(self) -> bool:
        return words.PRIME in self.programs

    @property
    def is_preorder(self) -> bool:
        return words.PREORDER in self.programs

    @property
    def is_pickup(self) -> bool:
        return words.IN_STORE_PICK_UP in self.programs
