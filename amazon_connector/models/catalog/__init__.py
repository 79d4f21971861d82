from . import (
    amazon_store,
    amazon_listing,
    amazon_listing_linking,
    amazon_listing_catalog,
    product_product,
    product_template,
)
