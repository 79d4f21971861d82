from . import amazon_ship_by, amazon_ship_by_warning, amazon_store, stock_warehouse
