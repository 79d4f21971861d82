from . import (
    amazon_store,
    stock_picking,
    amazon_return,
    amazon_return_request,
    amazon_return_process,
)
