"""A transaction as Finances 2024-06-19 tells it: identifiers, items, trees of breakdowns."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from ..basics.clock import to_iso
from ..ledger.transactions import Item, Part, Transaction

Json = dict[str, Any]
ACCOUNT_TYPE = "Standard Orders"
# Finances' own words for what the settlement calls by amount type and description.
_LEAVES = {
    ("ItemPrice", "Principal"): "OurPricePrincipal",
    ("ItemPrice", "Tax"): "OurPriceTax",
    ("ItemPrice", "Shipping"): "ShippingPrincipal",
    ("ItemPrice", "ShippingTax"): "ShippingTax",
    ("ItemPrice", "GiftWrap"): "GiftwrapPrincipal",
    ("ItemPrice", "GiftWrapTax"): "GiftwrapTax",
    ("ItemPrice", "COD"): "CODPrincipal",
    ("ItemPrice", "CODTax"): "CODTax",
    ("ItemPrice", "Goodwill"): "GoodwillPrincipal",
    ("ItemPrice", "RestockingFee"): "RestockingDeductionPrincipal",
    ("ItemPrice", "ReturnShipping"): "ReturnShippingPrincipal",
    ("Promotion", "Principal"): "OurPriceDiscount",
    ("Promotion", "Shipping"): "ShippingDiscount",
    ("Promotion", "TaxDiscount"): "TaxDiscount",
}
# The branches above the leaves; whatever is none of these is an expense under its own name.
_BRANCHES = {
    "OurPricePrincipal": ("Sales", "ProductCharges"),
    "OurPriceTax": ("Sales", "Tax"),
    "ShippingPrincipal": ("Sales", "Shipping"),
    "ShippingTax": ("Sales", "Tax"),
    "GiftwrapPrincipal": ("Sales", "GiftWrap"),
    "GiftwrapTax": ("Sales", "Tax"),
    "CODPrincipal": ("Sales", "COD"),
    "CODTax": ("Sales", "Tax"),
    "GoodwillPrincipal": ("Sales", "Goodwill"),
    "RestockingDeductionPrincipal": ("Sales", "RestockingFee"),
    "ReturnShippingPrincipal": ("Sales", "ReturnShipping"),
    "OurPriceDiscount": ("Sales", "PromoRebates"),
    "ShippingDiscount": ("Sales", "PromoRebates"),
    "TaxDiscount": ("Sales", "PromoRebates"),
}
_FEE_TYPES = ("ItemFees", "Points")
# As far down as Amazon tells of the whole where it tells the rest item by item: root and branch.
_WIDE = 2


def render_transaction(transaction: Transaction) -> Json:
    """Amazon's `Transaction`; what it has nothing to say about is left out."""
    currency = transaction.purse.marketplace.currency
    items = [item for item in transaction.items if item.sku]
    told: Json = {
        "sellingPartnerMetadata": {
            "sellingPartnerId": transaction.purse.seller_id,
            "accountType": ACCOUNT_TYPE,
            "marketplaceId": transaction.purse.marketplace.id,
        },
        "relatedIdentifiers": _identifiers(transaction),
        "transactionType": transaction.type,
        "transactionId": transaction.id,
        "transactionStatus": transaction.status,
        "description": transaction.description,
        "postedDate": to_iso(transaction.posted),
        "totalAmount": money_of(transaction.total, currency),
        "marketplaceDetails": {
            "marketplaceId": transaction.marketplace_id,
            "marketplaceName": transaction.marketplace_name,
        },
        "items": [_item(transaction, item, currency) for item in items],
        "contexts": _contexts(transaction),
        "breakdowns": _tree(transaction, transaction.parts, currency, _depth_of(transaction)),
    }
    return {key: value for key, value in told.items() if value != []}


def money_of(amount: Decimal, currency: str) -> Json:
    """Finances' `Currency`: a number, not a text."""
    value = int(amount) if amount == amount.to_integral_value() else float(amount)
    return {"currencyCode": currency, "currencyAmount": value}


def _identifiers(transaction: Transaction) -> list[Json]:
    known = {
        "ORDER_ID": transaction.order_id,
        "SHIPMENT_ID": transaction.shipment_id if not transaction.refund_id else "",
        "REFUND_ID": transaction.refund_id,
        "FINANCIAL_EVENT_GROUP_ID": "" if transaction.is_deferred else transaction.group_id,
        "SETTLEMENT_ID": transaction.settlement_id or transaction.expected_id,
        "DEFERRED_TRANSACTION_ID": transaction.deferred_id,
        "RELEASE_TRANSACTION_ID": transaction.release_id,
    }
    return [
        {"relatedIdentifierName": name, "relatedIdentifierValue": value}
        for name, value in known.items()
        if value
    ]


def _contexts(transaction: Transaction) -> list[Json]:
    if not transaction.deferral_reason:
        return []
    context = {"contextType": "DeferredContext", "deferralReason": transaction.deferral_reason}
    if transaction.maturity:
        context["maturityDate"] = to_iso(transaction.maturity)
    return [context]


def _item(transaction: Transaction, item: Item, currency: str) -> Json:
    network = {"AFN": "AFN", "MFN": "MFN"}.get(transaction.fulfillment)
    context = {"contextType": "ProductContext", "asin": item.asin, "sku": item.sku}
    told: Json = {
        "description": item.title,
        "totalAmount": money_of(item.total, currency),
        "contexts": [
            context
            | {"quantityShipped": item.quantity}
            | ({"fulfillmentNetwork": network} if network else {})
        ],
    }
    if item.item_id:
        identifier = {
            "itemRelatedIdentifierName": "ORDER_ADJUSTMENT_ITEM_ID",
            "itemRelatedIdentifierValue": item.item_id,
        }
        told["relatedIdentifiers"] = [identifier]
        # Amazon tells the tree of items only where there is an order.
        told["breakdowns"] = [
            branch
            for root in _tree(transaction, item.parts, currency)
            for branch in root["breakdowns"]
        ]
    return told


def _depth_of(transaction: Transaction) -> int | None:
    """Wide words where everything is of an item that has a tree of its own."""
    items = transaction.items
    return _WIDE if items and all(item.sku and item.item_id for item in items) else None


def _tree(
    transaction: Transaction, parts: Iterable[Part], currency: str, depth: int | None = None
) -> list[Json]:
    """Leaves under branches under `Sales` and `Expenses`; every node tells what is below it."""
    sums: dict[tuple[str, ...], Decimal] = {}
    for part in parts:
        path = _path(transaction, part)[:depth]
        sums[path] = sums.get(path, Decimal(0)) + part.amount
    return _nodes(list(sums.items()), currency)


def _path(transaction: Transaction, part: Part) -> tuple[str, ...]:
    """Root, branch and leaf; Amazon splits its fees once more, into the fee and the tax on it."""
    if own := transaction.tags.get("leaf"):
        root = "Sales" if part.amount > 0 else "Expenses"
        return root, own, own
    leaf = _LEAVES.get((part.amount_type, part.description), part.description)
    if leaf in _BRANCHES:
        return *_BRANCHES[leaf], leaf
    if part.amount_type == "ItemWithheldTax":
        return "Sales", "TaxWithheld", leaf
    if part.amount_type in _FEE_TYPES:
        return "Expenses", "AmazonFees", leaf, "Base"
    return "Expenses", part.amount_type, leaf


def _nodes(paths: list[tuple[tuple[str, ...], Decimal]], currency: str) -> list[Json]:
    """A node for each beginning of the paths, with what is below it."""
    nodes = []
    for name in dict.fromkeys(path[0] for path, _amount in paths):
        below = [(path[1:], amount) for path, amount in paths if path[0] == name]
        total = sum((amount for _path, amount in below), Decimal(0))
        node: Json = {"breakdownType": name, "breakdownAmount": money_of(total, currency)}
        if inner := [(path, amount) for path, amount in below if path]:
            node["breakdowns"] = _nodes(inner, currency)
        nodes.append(node)
    return nodes
