from . import (
    amazon_store,
    res_company,
    res_config_settings,
    stock_move,
)
