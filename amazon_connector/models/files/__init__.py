from . import (
    amazon_schedule,
    amazon_report_mixin,
    amazon_report_list,
    amazon_feed_mixin,
)
