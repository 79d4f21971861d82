"""What happens to a seller's money: sales, refunds, fees, reimbursements, deferrals.

Amounts are texts or numbers in the currency of the marketplace; dates ISO 8601, now unless given.
"""

from decimal import Decimal
from typing import Any

from ..basics.clock import moment_of, to_iso
from ..basics.marketplaces import marketplace as marketplace_called
from ..basics.money import Amount, decimal
from ..ledger.books import Purse
from ..ledger.transactions import Transaction
from ..render.transactions import render_transaction
from ..state.orders import OPEN_STATUSES
from ..trading.billing import Terms, bill
from ..trading.charging import Loss, kinds, move
from ..trading.charging import reimburse as reimburse_units
from ..trading.refunding import Wish
from ..trading.refunding import refund as give_back
from ..trading.releasing import release
from ..world import World
from .orders import ship_order

Json = dict[str, Any]


def purse_called(
    world: World, marketplace: str = "US", seller: str | None = None, currency: str | None = None
) -> Purse:
    """The money of a seller on a marketplace, in its currency unless another is named."""
    place = marketplace_called(marketplace)
    owner = world.sellers.on(place, seller)
    return world.finances.purse(owner.id, place.in_currency(currency) if currency else place)


def ship_and_bill(
    world: World,
    order_id: str,
    items: dict[str, int] | None = None,
    date: str | None = None,
    deferred: str = "",
    maturity: str | None = None,
    settled_in: str | None = None,
    untold: bool = False,
    **shipment: Any,
) -> Json:
    """Ship what is open of an order (units by item id, or all) and bill what has left.

    `deferred`: `DD7` or `B2B`, until `maturity` (a week). `settled_in`: the marketplace whose
    settlement tells it, its own by default. `untold`: Finances forgets to tell of it until it is
    released, though balances know it. Returns the transaction.
    """
    order = world.orders.get(order_id)
    if order.status in OPEN_STATUSES:
        left = {line.item_id: line.open for line in order.lines}
        wanted = {key: min(units, left.get(key, 0)) for key, units in (items or left).items()}
        if shipped := {key: units for key, units in wanted.items() if units}:
            ship_order(world, order_id, items=shipped, **shipment)
    moment = moment_of(date, world.clock.now())
    place = marketplace_called(settled_in) if settled_in else None
    due = moment_of(maturity, moment) if maturity else None
    terms = Terms(deferred, due, place, not untold)
    return _told(bill(world, order, items, moment, terms))


def refund(
    world: World,
    order_id: str,
    items: dict[str, int] | None = None,
    amounts: dict[str, dict[str, Amount]] | None = None,
    date: str | None = None,
    deferred: str = "",
    maturity: str | None = None,
    settled_in: str | None = None,
    **wish: Any,
) -> Json:
    """Give a buyer money back; `wish`: see `Wish`. Returns the transaction."""
    moment = moment_of(date, world.clock.now())
    due = moment_of(maturity, moment) if maturity else None
    place = marketplace_called(settled_in) if settled_in else None
    wanted = Wish(items=items, amounts=amounts, terms=Terms(deferred, due, place), **wish)
    return _told(give_back(world, world.orders.get(order_id), wanted, moment))


def charge(
    world: World,
    kind: str,
    amount: Amount,
    marketplace: str = "US",
    seller: str | None = None,
    currency: str | None = None,
    date: str | None = None,
    words: list[str] | None = None,
    **facts: Any,
) -> Json:
    """Take an amount from the seller; a negative one is given to him.

    `kind` is one of `charge_kinds`; `words` others than its three of the settlement. `facts`:
    `sku`, `order_id`, `adjustment_id`, … Returns the transaction.
    """
    purse = purse_called(world, marketplace, seller, currency)
    moment = moment_of(date, world.clock.now())
    if words is not None and len(words) != 3:
        raise ValueError("words are three: transaction type, amount type, amount description")
    told = (words[0], words[1], words[2]) if words else None
    return _told(move(world, purse, kind, -decimal(amount), moment, told, **facts))


def credit(world: World, kind: str, amount: Amount, **how: Any) -> Json:
    """Give an amount to the seller: `charge` the other way round."""
    return charge(world, kind, -decimal(amount), **how)


def charge_kinds(_world: World) -> dict[str, list[str]]:
    """The kinds of charges with their three words of the settlement."""
    return {name: list(kind.words) for name, kind in kinds().items()}


def reimburse(
    world: World,
    sku: str,
    per_unit: Amount,
    marketplace: str = "US",
    seller: str | None = None,
    date: str | None = None,
    **how: Any,
) -> str:
    """Pay for lost or damaged units; `how`: quantity, reason, order_id, inventory. The id of it."""
    purse = purse_called(world, marketplace, seller)
    moment = moment_of(date, world.clock.now())
    return reimburse_units(world, purse, Loss(sku, per_unit, **how), moment).id


def release_deferred(
    world: World,
    transaction_id: str | None = None,
    order_id: str | None = None,
    date: str | None = None,
    how: str = "moved",
) -> list[str]:
    """Release a transaction, those of an order, or all that are due; returns their ids.

    `how`: `moved`, `kept`, `pair`, `parts` or `unlinked`, see `release`.
    """
    moment = moment_of(date, world.clock.now())
    found = [
        each
        for each in list(world.finances.transactions)
        if each.is_deferred
        and transaction_id in (None, each.id)
        and order_id in (None, each.order_id)
        and (transaction_id or order_id or each.maturity is None or each.maturity <= moment)
    ]
    for each in found:
        release(world, each, moment, how)
    return [each.id for each in found]


def ledger(world: World, date: str | None = None, seller: str | None = None) -> dict[str, Any]:
    """What stands on every account now or at a date: `{"US/USD": {"available": "12.50", …}}`.

    Money of the seller is positive, where it came from negative: see `ledger/books.py`. Only
    accounts that hold something are told.
    """
    moment = moment_of(date, world.clock.now())
    books = world.finances.books
    return {
        purse.name: {
            account: str(amount)
            for account, amount in books.balances(purse, moment).items()
            if amount != Decimal(0)
        }
        for purse in books.purses()
        if seller in (None, purse.seller_id)
    }


def transactions(world: World, order_id: str | None = None) -> list[Json]:
    """Every transaction as Finances tells it, in the order of posting; of one order if named."""
    found = [each for each in world.finances.transactions if order_id in (None, each.order_id)]
    return [render_transaction(each) for each in sorted(found, key=lambda each: each.posted)]


def _told(transaction: Transaction) -> Json:
    """A transaction in short: what tests want to know of what they have just done."""
    return {
        "transaction_id": transaction.id,
        "total": str(transaction.total),
        "currency": transaction.purse.marketplace.currency,
        "posted": to_iso(transaction.posted),
        "shipment_id": transaction.shipment_id,
        "refund_id": transaction.refund_id,
        "adjustment_id": transaction.adjustment_id,
        "parts": [
            [part.amount_type, part.description, str(part.amount)] for part in transaction.parts
        ],
    }


ACTIONS = (
    ship_and_bill,
    refund,
    charge,
    credit,
    charge_kinds,
    reimburse,
    release_deferred,
    ledger,
    transactions,
)
