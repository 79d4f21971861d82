"""Products as Amazon's catalog describes them, and the listings that offer them."""

from ..common import AmazonCommon

SHIRT = "Linen Shirt"
EANS = ("4006381333931", "9520000000011", "9520000000028", "9520000000035")


def shirt(color, size=None, **wish):
    """A child of a family of shirts, as ``add_family`` takes it."""
    options = {"color": color} | ({"size": size} if size else {})
    sku = "-".join(("SHIRT", *map(str, options.values()))).upper()
    return {"sku": sku, "options": options, **wish}


class ProductsCommon(AmazonCommon):
    """A store whose listings are loaded from Amazon's report."""

    def offer(self, *skus, **wish):
        """Offer SKUs that stand alone."""
        for sku in skus:
            self.amazon.add_listing(sku, **wish)

    def offer_shirts(self, *children, theme=("color", "size"), **parts):
        return self.amazon.add_family(SHIRT, list(theme), list(children), **parts)

    def load_listings(self, store=None):
        (store or self.store).action_sync_listings()
        return self.env["amazon.listing"].search([("store_id", "=", (store or self.store).id)])

    def load(self, store=None):
        """Load the listings, then their products; returns the products."""
        return self.load_listings(store)._load_products()

    def run_job(self, store=None, state="done"):
        operation = (store or self.store).action_load_products()
        self.assertEqual(operation.state, state, self.messages(operation))
        return operation

    def listing(self, sku, store=None):
        return self.env["amazon.listing"].search(
            [("store_id", "=", (store or self.store).id), ("seller_sku", "=", sku)]
        )

    def product(self, code):
        return self.env["product.product"].search([("default_code", "=", code)])

    def family(self, name=SHIRT):
        return self.env["product.template"].search([("name", "=", name)])

    def options(self, product):
        values = product.product_template_attribute_value_ids
        return {value.attribute_id.name: value.name for value in values}
