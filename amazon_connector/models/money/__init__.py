from . import (
    amazon_store,
    amazon_order,
    sale_order_line,
)
