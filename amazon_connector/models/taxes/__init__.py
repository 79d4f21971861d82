from . import (
    amazon_tax_map,
    amazon_store,
    amazon_store_suggestions,
    amazon_order,
)
