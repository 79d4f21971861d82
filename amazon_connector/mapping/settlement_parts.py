"""An entry of a settlement before it is one: what stands on each line, in Amazon's signs."""

from datetime import date
from decimal import Decimal
from typing import NamedTuple

from odoo import models

# What an entry of a settlement is (``account.move.amazon_entry``).
RESULT, PAYMENTS, PAYOUT = "result", "payments", "payout"


class Part(NamedTuple):
    """One line of an entry.

    ``amount`` is in the file's currency and signed as in the file: what Amazon owes is positive,
    so that the line of it is a credit. ``balance``, in the company's currency and with the same
    sign, is given where the rate of the day is not to be asked. ``taxes`` are inside the amount,
    or beside it in the parts that ``is_tax``: tax that the file tells apart. ``invoice`` is
    the one document that the line pays.
    """

    name: str
    account: models.Model
    amount: Decimal
    store: models.Model
    kind: models.Model | None = None
    taxes: models.Model | None = None
    is_refund: bool = False
    is_told: bool = False
    is_tax: bool = False
    partner: models.Model | None = None
    analytic: dict | None = None
    order_ref: str = ""
    invoice: models.Model | None = None
    row_ids: tuple[int, ...] = ()
    balance: Decimal | None = None


class Entry(NamedTuple):
    """An entry: its parts, and the account that takes their sum (clearing, carried forward).

    ``number`` tells the entries of one kind and settlement apart; with the kind it is what an
    entry is booked once by.
    """

    kind: str
    number: str
    date: date
    ref: str
    parts: tuple[Part, ...]
    cash: models.Model
    cash_name: str
