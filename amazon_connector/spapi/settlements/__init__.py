"""Settlement reports: what a payout of Amazon's consists of, row by row."""

from .cells import count_decimals, parse_amount, parse_day, parse_moment
from .layout import OldSettlementReport, UnreadableSettlement
from .matching import ANY, FeeMap, Rule, fold
from .report import SettlementHeader, SettlementReport, SettlementRow, read_settlement
from .several import split_document
from .uploads import plain_document

__all__ = [
    "ANY",
    "FeeMap",
    "OldSettlementReport",
    "Rule",
    "SettlementHeader",
    "SettlementReport",
    "SettlementRow",
    "UnreadableSettlement",
    "count_decimals",
    "fold",
    "parse_amount",
    "parse_day",
    "parse_moment",
    "plain_document",
    "read_settlement",
    "split_document",
]
