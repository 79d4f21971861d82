from . import (
    amazon_store,
    res_company,
    stock_move,
)
