from . import (
    amazon_sync_mixin,
    amazon_operation_telling,
    amazon_operation_progress,
    amazon_operation_stop,
    amazon_schedule,
    res_config_settings,
)
