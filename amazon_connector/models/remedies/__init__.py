from . import (
    amazon_inbox_mixin,
    amazon_outbox_mixin,
    amazon_account,
    amazon_store_holds,
    amazon_store_buyers,
    amazon_store_invoices,
    amazon_store_listings,
    amazon_store_quantities,
    amazon_store_fba,
    amazon_store_statuses,
    amazon_store,
)
