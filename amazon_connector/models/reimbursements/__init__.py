from . import (
    amazon_reimbursement,
    amazon_reimbursement_rows,
    amazon_settlement,
    amazon_settlement_line,
)
