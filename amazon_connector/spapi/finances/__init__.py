"""Finances API 2024-06-19: what happened to the seller's money, as frozen values."""

from .parsing import may_be_refund, parse_transaction
from .values import Amount, Transaction, TransactionItem

__all__ = ["Amount", "Transaction", "TransactionItem", "may_be_refund", "parse_transaction"]
