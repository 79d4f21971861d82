from . import (
    amazon_account,
    amazon_account_pasting,
    amazon_account_region,
    amazon_account_connect,
)
