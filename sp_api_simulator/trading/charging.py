"""Money that moves without an order: fees, storage, advertising, reimbursements, reserves."""

import json
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from ..basics.ids import asin_for
from ..basics.money import Amount, decimal, rounded
from ..ledger.books import Purse
from ..ledger.returned import Reimbursement
from ..ledger.transactions import Item, Part, Transaction
from ..world import World
from .recording import record


@dataclass(frozen=True)
class Kind:
    """A kind of charge: its type and leaf in Finances, its account, its three words in rows."""

    type: str
    leaf: str
    account: str
    words: tuple[str, str, str]


@cache
def kinds() -> dict[str, Kind]:
    """The kinds by name, from `data/charges.json`."""
    path = Path(__file__).parents[1] / "data" / "charges.json"
    rows = json.loads(path.read_text("utf-8"))
    return {
        name: Kind(row["type"], row["leaf"], row["account"], tuple(row["words"]))
        for name, row in rows.items()
    }


def move(
    world: World,
    purse: Purse,
    name: str,
    amount: Decimal,
    posted: datetime,
    words: tuple[str, str, str] | None = None,
    sku: str = "",
    **facts: Any,
) -> Transaction:
    """Give the seller an amount, or take it where it is negative; ValueError for another kind.

    `words`: others than the kind's in the settlement: transaction type, amount type, description.
    """
    if name not in kinds():
        raise ValueError(f"there is no charge {name!r}: one of {', '.join(kinds())}")
    kind = kinds()[name]
    row_type, amount_type, description = words or kind.words
    exact = rounded(amount, purse.marketplace)
    part = Part(amount_type, description, exact, kind.account)
    item = Item([part], exact, sku=sku, asin=asin_for(sku) if sku else "", quantity=1 if sku else 0)
    facts = {"tags": {"leaf": kind.leaf}} | facts
    told = (kind.type, description, row_type)
    return record(world, purse, told, [item], exact, posted, **facts)


@dataclass(frozen=True)
class Loss:
    """Units that Amazon lost or damaged: `quantity` are paid, `inventory` given back in kind."""

    sku: str
    per_unit: Amount
    quantity: int = 1
    reason: str = "WAREHOUSE_DAMAGE"
    order_id: str = ""
    inventory: int = 0


def reimburse(world: World, purse: Purse, loss: Loss, posted: datetime) -> Reimbursement:
    """Pay for a loss, and tell it in the report of reimbursements."""
    each = rounded(decimal(loss.per_unit), purse.marketplace)
    words = ("other-transaction", "FBA Inventory Reimbursement", loss.reason)
    number = world.ids.number()
    if loss.quantity:
        facts = {"sku": loss.sku, "order_id": loss.order_id, "adjustment_id": number}
        move(world, purse, "reimbursement", each * loss.quantity, posted, words, **facts)
    listing = world.listings.find(purse.seller_id, purse.marketplace, loss.sku)
    told = Reimbursement(
        id=number,
        purse=purse,
        approved=posted,
        reason=loss.reason.title().replace("_", " "),
        sku=loss.sku,
        asin=listing.asin if listing else asin_for(loss.sku),
        fnsku=f"X00{number[:7]}",
        title=listing.title if listing else loss.sku,
        per_unit=each,
        quantity=loss.quantity,
        inventory=loss.inventory,
        case_id="" if loss.order_id else world.ids.number(),
        order_id=loss.order_id,
    )
    world.finances.reimbursements.append(told)
    return told
