from . import (
    amazon_store,
    amazon_order,
    stock_picking,
)
