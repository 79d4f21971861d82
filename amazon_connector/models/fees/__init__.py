from . import (
    amazon_fee_kind,
    amazon_fee_kind_accounts,
    amazon_settlement_rule,
)
