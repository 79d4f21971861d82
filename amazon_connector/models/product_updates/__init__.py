from . import (
    amazon_product_update,
    amazon_product_update_line,
    amazon_store,
)
