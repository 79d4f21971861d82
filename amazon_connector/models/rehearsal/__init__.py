from . import (
    amazon_account,
    amazon_rehearsal,
    amazon_rehearsal_fetch,
    amazon_rehearsal_line,
    amazon_rehearsal_need,
    amazon_rehearsal_play,
    amazon_rehearsal_quantity,
    amazon_store,
    ir_sequence,
)
