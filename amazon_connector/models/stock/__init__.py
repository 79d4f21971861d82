from . import (
    amazon_store,
    amazon_listing,
    amazon_listing_quantity,
    amazon_listing_explanation,
    amazon_listing_explanation_line,
    amazon_store_counting,
    amazon_order,
    amazon_submission,
    amazon_submission_push,
    amazon_submission_message,
)
