from . import (
    amazon_store_products,
    amazon_store_statuses,
    amazon_status_map,
    amazon_order,
    amazon_order_process,
    amazon_order_item,
    amazon_order_request,
    amazon_order_polling,
    amazon_order_products,
    sale_order,
    sale_order_line,
    amazon_order_void,
)
