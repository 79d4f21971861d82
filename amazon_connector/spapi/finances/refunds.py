"""Amazon's words for the parts of a refund: what the buyer got back, what Amazon withheld or took.

The list is open. A word that nobody knows is money of nobody: the refund waits for a person.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import NamedTuple

from .values import Amount, Transaction, TransactionItem

# What a part is: the buyer's money before tax, tax on it, tax that Amazon remits itself, Amazon's.
PRICE, TAX, WITHHELD, FEE = "price", "tax", "withheld", "fee"


class Part(NamedTuple):
    """``charge``: as sales lines call it (``ITEM``, ``shipping``, …); of a fee: Amazon's word."""

    charge: str
    kind: str


_WORDS = {
    "ourpriceprincipal": Part("ITEM", PRICE),
    "principal": Part("ITEM", PRICE),
    "principle": Part("ITEM", PRICE),
    "ourpricetax": Part("ITEM", TAX),
    "tax": Part("ITEM", TAX),
    "basetax": Part("ITEM", TAX),
    "shippingprincipal": Part("shipping", PRICE),
    "shippingtax": Part("shipping", TAX),
    "giftwrapprincipal": Part("gift_wrap", PRICE),
    "giftwraptax": Part("gift_wrap", TAX),
    "codprincipal": Part("cod_fee", PRICE),
    "codtax": Part("cod_fee", TAX),
    "ourpricediscount": Part("discount", PRICE),
    "shippingdiscount": Part("discount", PRICE),
    "giftwrapdiscount": Part("discount", PRICE),
    "promo": Part("discount", PRICE),
    "promotion": Part("discount", PRICE),
    "promotax": Part("discount", TAX),
    "promotiontax": Part("discount", TAX),
    "taxdiscount": Part("discount", TAX),
    "ourpricetaxdiscount": Part("discount", TAX),
    "shippingtaxdiscount": Part("discount", TAX),
    "giftwraptaxdiscount": Part("discount", TAX),
    "goodwillprincipal": Part("goodwill", PRICE),
    "goodwill": Part("goodwill", PRICE),
    "goodwilltax": Part("goodwill", TAX),
    "restockingdeductionprincipal": Part("restocking", PRICE),
    "restockingfee": Part("restocking", PRICE),
    "restockingdeductiontax": Part("restocking", TAX),
    "returnshippingprincipal": Part("return_shipping", PRICE),
    "returnshipping": Part("return_shipping", PRICE),
    "returnshippingtax": Part("return_shipping", TAX),
}
_WITHHELD = ("marketplacefacilitator", "lowvaluegoods", "taxwithheld", "tcs", "tds")
# What a fee is made of, or the buyer's: the word above decides.
_PARTS = ("tax", "base", "basetax", "principal", "principle")
# Branches that say of which charge they are.
_CHARGES = {word: part.charge for word, part in _WORDS.items() if word not in _PARTS} | {
    "productcharges": "ITEM",
    "shipping": "shipping",
    "giftwrap": "gift_wrap",
    "promorebates": "discount",
}
# Amazon puts below it whatever the seller pays: of a refund, what the buyer got back as well.
_WIDE = "expenses"
# Branches of the buyer's money; without a narrower word below nobody knows which.
_BUYERS_BRANCHES = {"productcharges", "promorebates", "shipping", "giftwrap"}
# Fees of the buyer's, not of Amazon's.
_BUYERS_FEES = ("restockingfee", "restockingdeduction", "returnshipping", "codfee", "giftwrap")
_FEES = ("amazonfees", "fee", "fees", "commission", "chargeback", "points", "expenses")


def classify(path: tuple[str, ...]) -> Part | None:
    """Say what a leaf of a breakdown is.

    :param path: Amazon's words from the root to the leaf
    :return: None for words that are unknown
    """
    words = [word.replace(" ", "").replace("_", "").lower() for word in path]
    if any(word.startswith(_WITHHELD) for word in words):
        return Part("withheld", WITHHELD)
    # Under a fee stand its base and the tax on it: they are the fee.
    fees = [word for word, plain in zip(path, words, strict=True) if plain.endswith(_FEES)]
    known = _find_known(words)
    if words and words[-1] in _BUYERS_BRANCHES:
        return None
    if fees and not (known and _is_buyers(words)):
        return None if _is_sold_fee(words) else Part(_name_of_fee(path, fees), FEE)
    return known


def _find_known(words: list[str]) -> Part | None:
    """The narrowest word; one that any charge is made of is that of the charge it stands below."""
    if words and words[-1] in _PARTS:
        above = next((word for word in reversed(words) if word in _CHARGES), "")
        if above:
            is_tax = "tax" in words[-1] or (above in _WORDS and _WORDS[above].kind == TAX)
            return Part(_CHARGES[above], TAX if is_tax else PRICE)
    return next((_WORDS[word] for word in reversed(words) if word in _WORDS), None)


def _is_buyers(words: list[str]) -> bool:
    """Restocking fees are called a fee and are the buyer's money."""
    if any(word.endswith("amazonfees") for word in words):
        return False
    telling = [word for word in words if word not in (*_PARTS, _WIDE)]
    if _WIDE in words and words[-1] in _PARTS and telling:
        above = telling[-1]
        is_known = above in _BUYERS_BRANCHES or above in _WORDS
        return is_known or above.startswith("retrocharge")
    # The tax on a commission is Amazon's; a chargeback is money of the buyer's.
    return not (
        words[-1] in _PARTS
        and telling
        and telling[-1].endswith(("fee", "fees", "commission"))
        and not telling[-1].startswith(_BUYERS_FEES)
    )


def _is_sold_fee(words: list[str]) -> bool:
    """Whether its ending alone says that it is a fee, and its branch that buyers pay it."""
    told = set(words)
    is_below = words[0] == "sales" or bool(_BUYERS_BRANCHES & told)
    is_named = any(word.endswith(("commission", "chargeback", "points")) for word in words)
    return is_below and not is_named and not {"amazonfees", "fees"} & told


def _name_of_fee(path: tuple[str, ...], fees: list[str]) -> str:
    """The most telling word: not the branch of all fees, not the base and the tax below."""
    general = {"expenses", "amazonfees", "base", "basetax", "tax", "fees"}
    telling = [word for word in path if word.lower() not in general]
    return telling[-1] if telling else fees[-1]


class Share(NamedTuple):
    """What a refund says of one item; of none of them where ``item`` is None.

    ``parts``: dict of ``Part``, amounts with Amazon's sign: below zero where the seller pays.
    """

    item: TransactionItem | None
    parts: Mapping[Part, Decimal]

    def sum_of(self, *kinds: str) -> Decimal:
        return sum((n for part, n in self.parts.items() if part.kind in kinds), Decimal(0))


class Refund(NamedTuple):
    """A refund sorted: shares of items, words that nobody knows, what does not add up.

    ``bare``: the SKUs of items of which Amazon tells no parts, where it tells those of others.
    """

    shares: tuple[Share, ...]
    unknown: tuple[str, ...]
    gap: Decimal
    bare: tuple[str, ...] = ()

    @property
    def buyer(self) -> Decimal:
        """What the buyer got back: positive."""
        return -sum((share.sum_of(PRICE, TAX) for share in self.shares), Decimal(0))

    @property
    def fees(self) -> Decimal:
        return sum((share.sum_of(FEE) for share in self.shares), Decimal(0))

    @property
    def withheld(self) -> Decimal:
        return sum((share.sum_of(WITHHELD) for share in self.shares), Decimal(0))


def sort_refund(transaction: Transaction) -> Refund:
    """Sort the money of a refund by item and part.

    What the whole transaction tells beyond its items is of no item; where they come to its total,
    it only sums them up. An only item without parts of its own has what the whole tells beyond
    the others. ``gap`` is Amazon's total less everything that it explains.
    """
    unknown: set[str] = set()
    shares = [Share(item, _sort(item.amounts, unknown)) for item in transaction.items]
    whole = {} if transaction.is_told_by_items else _sort(transaction.amounts, unknown)
    told: defaultdict[Part, Decimal] = defaultdict(Decimal)
    for share in shares:
        for part, amount in share.parts.items():
            told[part] += amount
    loose = {part: amount - told[part] for part, amount in whole.items() if amount != told[part]}
    bare = [place for place, share in enumerate(shares) if _is_bare(share)]
    if len(bare) == 1 and not unknown:
        shares[bare[0]] = Share(shares[bare[0]].item, loose)
        loose, bare = {}, []
    shares.append(Share(None, loose))
    explained = sum((sum(share.parts.values(), Decimal(0)) for share in shares), Decimal(0))
    skus = [transaction.items[place].sku for place in bare] if len(bare) < len(shares) - 1 else []
    return Refund(tuple(shares), tuple(sorted(unknown)), transaction.total - explained, tuple(skus))


def _is_bare(share: Share) -> bool:
    """Whether money of an item is not told in parts; nothing is of an item that comes to zero."""
    return not share.parts and bool(share.item and share.item.total != 0)


def _sort(amounts: Iterable[Amount], unknown: set[str]) -> dict[Part, Decimal]:
    parts: defaultdict[Part, Decimal] = defaultdict(Decimal)
    for path, amount in amounts:
        if part := classify(path):
            parts[part] += amount
        elif amount:
            unknown.add(path[-1] if path else "")
    return {part: amount for part, amount in parts.items() if amount}
