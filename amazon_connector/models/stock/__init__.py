from . import (
    amazon_submission,
    amazon_submission_message,
)
