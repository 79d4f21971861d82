from . import (
    amazon_fee_kind,
    amazon_settlement_rule,
)
