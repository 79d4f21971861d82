from . import (
    amazon_listing,
    amazon_order,
    amazon_store,
    product_product,
    stock_move,
    stock_quant,
)
