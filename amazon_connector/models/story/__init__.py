from . import (
    amazon_order,
    amazon_settlement,
    amazon_shipment,
)
