"""The older flat file of a settlement: a pair of columns for each family of amounts."""

from ..ledger.transactions import Part

COLUMNS_V1 = (
    "settlement-id", "settlement-start-date", "settlement-end-date", "deposit-date",
    "total-amount", "currency", "transaction-type", "order-id", "merchant-order-id",
    "adjustment-id", "shipment-id", "marketplace-name", "shipment-fee-type",
    "shipment-fee-amount", "order-fee-type", "order-fee-amount", "fulfillment-id", "posted-date",
    "order-item-code", "merchant-order-item-id", "merchant-adjustment-item-id", "sku",
    "quantity-purchased", "price-type", "price-amount", "item-related-fee-type",
    "item-related-fee-amount", "misc-fee-amount", "other-fee-amount",
    "other-fee-reason-description", "promotion-id", "promotion-type", "promotion-amount",
    "direct-payment-type", "direct-payment-amount", "other-amount",
)  # fmt: skip
_FAMILIES = {
    "ItemPrice": ("price-type", "price-amount"),
    "ItemFees": ("item-related-fee-type", "item-related-fee-amount"),
    "ItemWithheldTax": ("item-related-fee-type", "item-related-fee-amount"),
    "Promotion": ("promotion-type", "promotion-amount"),
    "Shipment-Fees": ("shipment-fee-type", "shipment-fee-amount"),
}


def detail_v1(part: Part, amount: str) -> dict[str, str]:
    """The columns of a part; what belongs to no family is an `other-amount` by its own name."""
    if part.amount_type not in _FAMILIES:
        return {"transaction-type": part.description, "other-amount": amount}
    name, value = _FAMILIES[part.amount_type]
    return {name: part.description, value: amount}
