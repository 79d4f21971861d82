from . import (
    amazon_listing,
    amazon_listing_product,
    amazon_listing_link,
    amazon_listing_state,
    amazon_listing_report,
    amazon_listing_missing,
    amazon_listing_linking,
    amazon_listing_chatter,
    amazon_store,
    product_product,
    product_template,
)
