"""Finances API 2024-06-19: what happened to the seller's money, as frozen values."""

from .parsing import find_ref, may_be_refund, parse_transaction
from .refunds import FEE, PRICE, TAX, WITHHELD, Part, Refund, Share, classify, sort_refund
from .values import Amount, Transaction, TransactionItem

__all__ = [
    "FEE",
    "PRICE",
    "TAX",
    "WITHHELD",
    "Amount",
    "Part",
    "Refund",
    "Share",
    "Transaction",
    "TransactionItem",
    "classify",
    "find_ref",
    "may_be_refund",
    "parse_transaction",
    "sort_refund",
]
