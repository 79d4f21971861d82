from . import (
    amazon_tax_mapper,
    amazon_order_mapper,
    amazon_charge_mapper,
    amazon_partner_mapper,
    amazon_recipient_mapper,
    amazon_partner_candidates,
    amazon_address_mapper,
    amazon_listing_mapper,
    amazon_product_mapper,
    amazon_stock_mapper,
    amazon_shipment_mapper,
)
