from . import amazon_order, amazon_settlement_line, amazon_store, amazon_store_sales, stock_picking
