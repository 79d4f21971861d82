from . import (
    amazon_fba_stock,
    amazon_fba_stock_read,
    amazon_fba_stock_receive,
    amazon_fba_stock_books,
    amazon_fba_stock_returns,
    amazon_fba_stock_compare,
    amazon_fba_stock_adjust,
    amazon_fba_stock_ask,
    amazon_store,
    product_product,
)
