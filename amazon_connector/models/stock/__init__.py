from . import (
    amazon_store,
    amazon_listing,
    amazon_submission,
    amazon_submission_push,
    amazon_submission_message,
)
