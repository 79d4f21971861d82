from . import (
    amazon_listing,
    amazon_order,
    product_product,
    stock_quant,
)
