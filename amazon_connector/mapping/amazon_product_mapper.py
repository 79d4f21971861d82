"""Seller SKUs that Odoo does not know yet as values of new products."""

from odoo import models


class AmazonProductMapper(models.AbstractModel):
    _name = "amazon.product.mapper"
    _description = "Amazon Listing to New Product"

    def _prepare_catalog_vals(self, item):
        """What is kept of a product of Amazon's catalog until a product is made of it.

        :param item: ``spapi.operations.catalog.CatalogItem``
        :return: dict for JSON: name, brand, barcode, weight (kg), volume (m³), size (text)
        """
        size = item.size
        return {
            "name": item.title,
            "brand": item.brand,
            "barcode": item.barcode,
            "weight": float(item.weight or 0),
            "volume": float(size.volume) if size else 0.0,
            "size": " × ".join(f"{float(side * 100):g}" for side in size) if size else "",
        }

    def _prepare_product_vals(self, listing, order, item, taken_barcodes):
        """Values of the product of an unknown seller SKU. A hook.

        :param listing: ``amazon.listing``, with what the catalog says, if it was asked
        :param order: ``spapi.orders.Order`` that needs the product
        :param item: its ``spapi.orders.OrderItem``
        :param taken_barcodes: barcodes that other products have; Odoo allows each once
        :return: dict for ``product.product.create``
        """
        known = listing.catalog or {}
        vals = {
            "name": known.get("name") or item.title or listing.title or listing.seller_sku,
            "default_code": listing.seller_sku,
            "type": "consu",
            "is_storable": True,
            "weight": known.get("weight", 0.0),
            "volume": known.get("volume", 0.0),
            "description": self._prepare_description(known),
        }
        barcode = known.get("barcode")
        if barcode and barcode not in taken_barcodes:
            vals["barcode"] = barcode
        if order.currency == listing.company_id.currency_id.name:
            vals["list_price"] = listing.price or float(item.unit_price or 0)
        return vals

    def _prepare_description(self, known):
        """Internal note with what Odoo has no field for: brand and measures."""
        notes = [
            self.env._("Brand: %s", known["brand"]) if known.get("brand") else "",
            self.env._("Size: %s cm", known["size"]) if known.get("size") else "",
        ]
        return "\n".join(note for note in notes if note) or False

    def _get_taken_barcodes(self, listings):
        """:return: set of the listings' barcodes that products have already"""
        barcodes = [
            listing.catalog["barcode"]
            for listing in listings
            if listing.catalog and listing.catalog.get("barcode")
        ]
        products = self.env["product.product"].with_context(active_test=False)
        return set(products.search([("barcode", "in", barcodes)]).mapped("barcode"))
