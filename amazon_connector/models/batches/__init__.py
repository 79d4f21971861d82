from . import (
    batch,
    ir_sequence,
    sale_order,
    sale_order_line,
    stock_move,
    stock_picking,
    stock_quant,
    stock_rule,
)
