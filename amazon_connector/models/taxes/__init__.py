from . import (
    amazon_tax_map,
    amazon_store,
    amazon_order,
)
