from . import (
    amazon_order,
    amazon_store,
    amazon_takeover,
    amazon_takeover_compare,
    amazon_takeover_difference,
    amazon_takeover_job,
    amazon_takeover_scheme,
    sale_order,
)
