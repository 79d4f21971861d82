"""Dialogues: each model is <document>.<action>."""

from . import (
    amazon_account_disconnect,
    amazon_accounting_setup,
    amazon_fulfillment_return_ask,
    amazon_fulfillment_send,
    amazon_listing_sheet,
    amazon_listing_sheet_line,
    amazon_mapping_copy,
    amazon_order_cancel,
    amazon_order_erase,
    amazon_order_ignore,
    amazon_order_product,
    amazon_product_master,
    amazon_settlement_upload,
    amazon_setup_link_send,
    amazon_store_go_live,
)
