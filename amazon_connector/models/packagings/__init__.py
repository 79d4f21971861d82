from . import amazon_listing, amazon_listing_product, amazon_order_item, uom_uom
