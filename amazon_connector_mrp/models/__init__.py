from . import (
    amazon_order,
    amazon_store,
    amazon_submission,
    mrp_bom,
    mrp_production,
    product_product,
    stock_move,
)
