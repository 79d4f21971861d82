"""What Amazon's catalog says of a listing has its American name."""

from odoo.tools.sql import column_exists, rename_column

RENAMED = {"catalogue": "catalog", "catalogue_asked_at": "catalog_asked_at"}


def migrate(cr, version):
    for old, new in RENAMED.items():
        if not column_exists(cr, "amazon_listing", old):
            continue
        rename_column(cr, "amazon_listing", old, new)
        cr.execute(
            "UPDATE ir_model_fields SET name = %s WHERE model = 'amazon.listing' AND name = %s",
            [new, old],
        )
        cr.execute(
            "UPDATE ir_model_data SET name = %s WHERE module = 'amazon_connector' AND name = %s",
            [f"field_amazon_listing__{new}", f"field_amazon_listing__{old}"],
        )
    if column_exists(cr, "amazon_store", "unknown_product_policy"):
        cr.execute(
            "UPDATE amazon_store SET unknown_product_policy = 'catalog'"
            " WHERE unknown_product_policy = 'catalogue'"
        )
