from . import (
    amazon_settlement,
    amazon_settlement_files,
    amazon_settlement_report,
    amazon_settlement_rows,
    amazon_settlement_mapping,
    amazon_settlement_overdue,
    amazon_settlement_line,
    amazon_settlement_export,
    amazon_settlement_unmapped,
    amazon_account,
    amazon_store,
    amazon_store_journal,
)
