"""Orders in plain words, as tests and scenarios wish for them."""

from dataclasses import dataclass, field
from typing import Any

from ..basics.money import Amount


@dataclass
class NewLine:
    """One line as wished for. Amounts are totals of the line, positive, but `unit_price`."""

    sku: str
    quantity: int = 1
    unit_price: Amount | None = None
    shipping: Amount = 0
    gift_wrap: Amount = 0
    cod_fee: Amount = 0
    other: Amount = 0
    discount: Amount = 0
    shipping_discount: Amount = 0
    tax: Amount = 0
    shipping_tax: Amount = 0
    gift_wrap_tax: Amount = 0
    cod_fee_tax: Amount = 0
    discount_tax: Amount = 0
    asin: str | None = None
    title: str | None = None
    item_id: str | None = None
    gift_message: str | None = None
    gift_wrap_level: str | None = None
    promotion_ids: list[str] = field(default_factory=list)
    programs: list[str] = field(default_factory=list)
    reporting_scheme: str | None = None
    ioss_number: str | None = None
    points: int = 0
    serial_numbers: list[str] = field(default_factory=list)
    customized_url: str | None = None


@dataclass
class NewOrder:
    """An order as wished for; whatever is left out is filled in as is usual on the marketplace."""

    marketplace: str = "US"
    lines: list[dict[str, Any]] | None = None
    sku: str | None = None
    quantity: int = 1
    unit_price: Amount | None = None
    seller: str | None = None
    fulfilled_by: str = "MERCHANT"
    status: str = "UNSHIPPED"
    buyer: dict[str, str] | None = None
    address: dict[str, Any] | None = None
    service_level: str = "STANDARD"
    order_id: str | None = None
    seller_order_id: str | None = None
    created_minutes_ago: float = 10
    facilitator: bool = False
    business: bool = False
    vat_id: str | None = None
    po_number: str | None = None
    tip: Amount = 0
    programs: list[str] = field(default_factory=list)
    replaces: str | None = None
    exchange_of: str | None = None
    channel_name: str = "AMAZON"
    payment_method: str | None = None
    packages: list[dict[str, Any]] = field(default_factory=list)
    raw_overrides: dict[str, Any] = field(default_factory=dict)
