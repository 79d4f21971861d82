from . import (
    amazon_order,
    amazon_shipment,
)
