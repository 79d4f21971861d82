from . import (
    amazon_tax_mapper,
    amazon_tax_choice,
    amazon_order_mapper,
    amazon_charge_mapper,
    amazon_money_mapper,
    amazon_partner_mapper,
    amazon_recipient_mapper,
    amazon_partner_candidates,
    amazon_address_mapper,
    amazon_listing_mapper,
    amazon_product_mapper,
    amazon_product_changes,
    amazon_stock_mapper,
    amazon_fba_stock_mapper,
    amazon_shipment_mapper,
    amazon_fulfillment_mapper,
    amazon_fulfillment_goods,
    amazon_settlement_mapper,
    amazon_settlement_tax_mapper,
    amazon_refund_mapper,
)

# Parts of amazon_stock_mapper.
from .stock import (
    amazon_stock_sources,
    amazon_stock_moves,
    amazon_stock_shares,
    amazon_stock_links,
)
