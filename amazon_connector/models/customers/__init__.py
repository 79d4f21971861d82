from . import (
    amazon_store,
    amazon_order,
    res_partner,
    stock_picking,
)
