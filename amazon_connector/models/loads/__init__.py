from . import (
    amazon_order_load,
    amazon_order_load_job,
    amazon_order_load_line,
)
