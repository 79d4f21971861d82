from . import (
    amazon_entry_mixin,
    amazon_sync_mixin,
    amazon_inbox_mixin,
    amazon_inbox_receive,
    amazon_inbox_batches,
    amazon_outbox_mixin,
)
