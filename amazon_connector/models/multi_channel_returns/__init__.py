from . import (
    amazon_fulfillment,
    amazon_fulfillment_return,
    amazon_fulfillment_return_news,
    amazon_fulfillment_return_receipt,
    amazon_fulfillment_return_troubles,
    stock_picking,
)
