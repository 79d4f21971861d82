from . import (
    amazon_store,
    amazon_order,
    amazon_order_buyer,
    res_partner,
    stock_picking,
)
