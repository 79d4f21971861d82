from . import (
    amazon_order,
    amazon_sales_report,
    amazon_settlement_line,
    amazon_store,
    amazon_store_sales,
    amazon_todo,
    amazon_todo_settlements,
    amazon_todo_sources,
    stock_picking,
)
