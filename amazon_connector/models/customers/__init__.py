from . import (
    amazon_store,
    amazon_order,
    amazon_order_buyer,
    amazon_order_addresses,
    res_country_state,
    res_partner,
    stock_picking,
)
