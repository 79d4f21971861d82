from . import amazon_listing, amazon_listing_product, amazon_order_item, sale_order_line, uom_uom
