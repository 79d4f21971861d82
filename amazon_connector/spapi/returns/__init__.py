"""Reports of returns and reimbursements: what came back to Amazon or is on its way to the seller,
and what Amazon pays for units that it lost."""

from .dates import FORM, MONTH_FIRST, find_forms
from .reimbursements import Reimbursement, parse_reimbursement, read_reimbursements
from .report import Return, parse_amazon_return, parse_merchant_return, read_returns

__all__ = [
    "FORM",
    "MONTH_FIRST",
    "Reimbursement",
    "Return",
    "find_forms",
    "parse_amazon_return",
    "parse_merchant_return",
    "parse_reimbursement",
    "read_reimbursements",
    "read_returns",
]
