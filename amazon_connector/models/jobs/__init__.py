from . import (
    ir_cron,
    amazon_rate_bucket,
    amazon_schedule,
    amazon_schedule_window,
    amazon_schedule_backoff,
    amazon_operation,
    amazon_operation_record,
    amazon_operation_line,
)
