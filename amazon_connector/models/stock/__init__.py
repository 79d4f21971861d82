from . import (
    amazon_store,
    amazon_submission,
    amazon_submission_message,
)
