from . import (
    amazon_carrier,
    amazon_carrier_map,
    amazon_store,
    amazon_shipment,
    amazon_shipment_collect,
    amazon_shipment_check,
    amazon_shipment_line,
    amazon_order_serials,
    stock_move,
    stock_package,
    stock_picking,
)
