from . import (
    amazon_account,
    amazon_account_disconnect,
    amazon_store,
)
