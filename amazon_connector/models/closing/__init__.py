from . import (
    account_move,
    amazon_accrual,
    amazon_accrual_measure,
    amazon_accrual_entry,
    amazon_close,
    amazon_close_checks,
    amazon_close_balances,
    amazon_close_documents,
    amazon_close_cost,
    amazon_close_line,
    amazon_store,
)
