from . import (
    amazon_brand,
    product_attribute,
    product_template,
    product_product,
    product_pricelist,
    amazon_listing_catalog,
    amazon_listing,
    amazon_listing_variants,
    amazon_listing_loading,
    amazon_listing_picture,
    amazon_product_load,
    amazon_store,
)
