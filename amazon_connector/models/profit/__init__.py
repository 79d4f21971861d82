from . import (
    account_move_line,
    amazon_profit,
    amazon_profit_groups,
    amazon_profit_sources,
    amazon_settlement,
    amazon_settlement_line,
)
