"""What a refund takes back: prices, taxes and promotions, the commission less Amazon's own fee."""

from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal

from ..basics.marketplaces import Marketplace
from ..basics.money import Amount, decimal, rounded
from ..ledger.shares import fee_parts, points_parts, price_parts, share_of, withheld_parts
from ..ledger.transactions import Item, Part, Transaction
from ..state.orders import Order, OrderLine
from ..world import World
from .billing import Terms, facts_of, purse_of
from .recording import record

# Kinds of refunds: type and description in Finances, type of the rows.
KINDS = {
    "Refund": ("Refund", "Refund Order", "Refund"),
    "Chargeback": ("ChargeRefund", "Chargeback Refund", "Chargeback Refund"),
    "A-to-z": ("GuaranteeClaim", "A-to-z Guarantee Refund", "A-to-z Guarantee Refund"),
    "Goodwill": ("Refund", "Refund Order", "Goodwill Concession"),
}
_COMMISSION_KEPT = Decimal("0.20")
_MOST_KEPT = {"JPY": Decimal(500)}
_NOTHING = Decimal(0)


@dataclass
class Wish:
    """A refund in plain words.

    `items`: units by order item id; `amounts` by item id and word of ItemPrice (`Principal`,
    `Tax`, `Shipping`, …; positive) instead of whole units. Both missing: whatever was billed.
    `restocking_fee` is kept back from the buyer, `goodwill` given to him on top. `return_shipping`
    is what he sent the goods back for. `fees_only` leaves his money alone: of the commission.
    """

    kind: str = "Refund"
    items: dict[str, int] | None = None
    amounts: dict[str, dict[str, Amount]] | None = None
    restocking_fee: Amount = 0
    goodwill: Amount = 0
    return_shipping: Amount = 0
    shipping: bool = True
    fees_only: bool = False
    terms: Terms = Terms()


def refund(world: World, order: Order, wish: Wish, posted: datetime) -> Transaction:
    """Give a buyer money back; ValueError for a kind, an item or units that are not there."""
    if wish.kind not in KINDS:
        raise ValueError(f"there is no refund {wish.kind!r}: one of {', '.join(KINDS)}")
    items = _items(world, order, wish)
    extras = _extras(order.marketplace, wish)
    if extras:
        items[0].parts += extras
        items[0].total += _sum(extras)
    number = world.ids.number()
    for item in items:
        item.adjustment_item_id = f"{world.ids.number()}"
    return record(
        world,
        purse_of(world, order, wish.terms.settled_in),
        KINDS[wish.kind],
        items,
        sum((item.total for item in items), _NOTHING),
        posted,
        refund_id=f"amzn1:crow:{number}",
        adjustment_id=number,
        **facts_of(world, order, wish.terms, posted),
    )


def _items(world: World, order: Order, wish: Wish) -> list[Item]:
    if wish.amounts is not None:
        return [
            _by_amounts(order, order.line(key), {word: decimal(told[word]) for word in told})
            for key, told in wish.amounts.items()
        ]
    refunded = world.finances.refunded
    billed = world.finances.billed
    left = {line.item_id: billed[line.item_id] - refunded[line.item_id] for line in order.lines}
    wanted = {key: count for key, count in (wish.items or left).items() if count > 0}
    too_many = [key for key, count in wanted.items() if count > left.get(key, 0)]
    if too_many or not wanted:
        raise ValueError(f"order {order.id} has nothing (more) to be refunded {too_many or ''}")
    items = [
        _by_units(order, order.line(key), refunded[key], count, wish)
        for key, count in wanted.items()
    ]
    refunded.update(wanted)
    return items


def _by_units(order: Order, line: OrderLine, before: int, units: int, wish: Wish) -> Item:
    """Whole units: all that they brought is turned round, but what Amazon keeps."""
    place = order.marketplace
    share = share_of(line, place, before, units)
    prices = price_parts(line, share)
    given_back = share(line.total)
    if not wish.shipping or wish.fees_only:
        prices = [] if wish.fees_only else [p for p in prices if "Shipping" not in p.description]
        given_back = _sum(prices)
    taxes = withheld_parts(line, place, prices)
    points = [] if wish.fees_only else points_parts(line, share)
    earned = price_parts(line, share) if wish.fees_only else prices
    fees = _commission(line, place, earned)
    kept = [*taxes, *fees, *(replace(part, description="PointsReturned") for part in points)]
    turned = [replace(part, amount=-part.amount) for part in [*prices, *kept]]
    commission = _refund_commission(place, fees)
    total = -given_back - _sum(kept) + _sum(commission)
    return _item(line, [*turned, *commission], total)


def _by_amounts(order: Order, line: OrderLine, amounts: dict[str, Decimal]) -> Item:
    """Amounts of money, whatever was sold; the commission goes back in proportion."""
    place = order.marketplace
    tax_account = "facilitator_tax" if line.facilitator else "tax"
    accounts = {"Shipping": "shipping", "GiftWrap": "giftwrap"}
    prices = [
        Part("ItemPrice", word, each, tax_account if "Tax" in word else accounts.get(word, "sales"))
        for word, each in amounts.items()
    ]
    taxes = withheld_parts(line, place, prices)
    fees = _commission(line, place, prices)
    turned = [replace(part, amount=-part.amount) for part in [*prices, *taxes, *fees]]
    commission = _refund_commission(place, fees)
    total = -sum(amounts.values(), _NOTHING) - _sum([*taxes, *fees]) + _sum(commission)
    return _item(line, [*turned, *commission], total)


def _commission(line: OrderLine, place: Marketplace, prices: list[Part]) -> list[Part]:
    """What Amazon took as its commission for these prices."""
    fees = fee_parts(line, place, prices, units=0, by_amazon=False)
    return [part for part in fees if part.description == "Commission"]


def _refund_commission(place: Marketplace, fees: list[Part]) -> list[Part]:
    """What Amazon keeps of its commission, at most a fixed amount."""
    most = _MOST_KEPT.get(place.currency, Decimal("5.00"))
    kept = min(most, rounded(-_sum(fees) * _COMMISSION_KEPT, place))
    return [Part("ItemFees", "RefundCommission", -kept, "fees")] if kept > 0 else []


def _item(line: OrderLine, parts: list[Part], total: Decimal) -> Item:
    """A refund repeats the quantity that was ordered, however much of it is refunded."""
    return Item(
        parts=parts,
        total=total,
        item_id=line.item_id,
        sku=line.sku,
        asin=line.asin,
        title=line.title,
        quantity=line.quantity,
        promotion_id=line.promotion_ids[0] if line.promotion_ids else "",
    )


def _extras(place: Marketplace, wish: Wish) -> list[Part]:
    told = {
        "RestockingFee": rounded(decimal(wish.restocking_fee), place),
        "Goodwill": -rounded(decimal(wish.goodwill), place),
        "ReturnShipping": -rounded(decimal(wish.return_shipping), place),
    }
    return [Part("ItemPrice", word, each, "refund_extras") for word, each in told.items() if each]


def _sum(parts: list[Part]) -> Decimal:
    return sum((part.amount for part in parts), _NOTHING)
