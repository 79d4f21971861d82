from . import (
    amazon_cancellation,
    amazon_cancellation_feed,
    amazon_cancellation_crossing,
    amazon_store,
    amazon_order,
    amazon_order_item,
    sale_order,
    sale_order_line,
    stock_picking,
)
