from . import (
    amazon_health,
    res_config_settings,
)
