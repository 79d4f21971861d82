from . import (
    amazon_store,
    amazon_return,
    amazon_return_request,
    amazon_return_process,
)
