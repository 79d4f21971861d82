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
    # A rate, "0.2": Amazon's VAT service works out the taxes, which are then inside the prices.
    vat_rate: Amount | None = None
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
    # Laid over the address, whatever it is; None takes a key away.
    address_changes: dict[str, Any] = field(default_factory=dict)
    service_level: str = "STANDARD"
    order_id: str | None = None
    seller_order_id: str | None = None
    created_minutes_ago: float = 10
    # Whether the taxes of the lines are inside their prices; they come on top otherwise.
    tax_included: bool = False
    # Another currency than the marketplace's.
    currency: str | None = None
    # Whether Amazon keeps the prices to itself, though the order is to be shipped.
    without_money: bool = False
    facilitator: bool = False
    # The words of Amazon's law: `LowValueGoods` in Australia.
    collection_model: str = "MARKETPLACE_FACILITATOR"
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
