from . import (
    batch,
    amazon_order,
    ir_sequence,
    sale_order,
    sale_order_line,
    stock_move,
    stock_picking,
    stock_quant,
    stock_rule,
)
