from . import (
    amazon_payout,
    amazon_payout_fetch,
    amazon_payout_failure,
    amazon_payout_overdue,
    amazon_store,
    amazon_payout_matching,
    amazon_deferral,
    amazon_settlement,
    account_bank_statement_line,
    account_move,
)
