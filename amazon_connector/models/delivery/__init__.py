from . import (
    amazon_routing_rule,
    amazon_shipping_map,
    amazon_store,
    amazon_order_item,
    amazon_order_routing,
    amazon_order_dispatch,
    amazon_order_shipped_elsewhere,
    delivery_carrier,
    stock_move,
    stock_picking,
    stock_picking_dispatch,
    stock_picking_refs,
)
