from . import (
    amazon_sync_mixin,
    amazon_operation_telling,
)
