from . import (
    amazon_settlement,
    amazon_settlement_files,
    amazon_settlement_difference,
    amazon_statement,
    amazon_statement_line,
    amazon_store,
)
