"""Payouts of the Transfers API 2024-06-01 and balances of Finances, as frozen values."""

from .parsing import parse_balance, parse_expected_payout, parse_payout, read_balances
from .values import Balance, ExpectedPayout, Payout, PayoutStatus

__all__ = [
    "Balance",
    "ExpectedPayout",
    "Payout",
    "PayoutStatus",
    "parse_balance",
    "parse_expected_payout",
    "parse_payout",
    "read_balances",
]
