from . import (
    amazon_condition,
    amazon_condition_mixin,
    amazon_schedule,
    amazon_store,
    amazon_listing,
    amazon_order,
    amazon_shipment,
    amazon_settlement,
)
