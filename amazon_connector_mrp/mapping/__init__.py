from . import amazon_stock_mapper
