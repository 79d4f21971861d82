"""Killed at any moment and loaded by two workers at once: each product is made once (D4)."""

from unittest import skipUnless

from odoo.tests import tagged

from ..workers import TEMPLATE, WorkersCase

COLORS = ("Red", "Blue", "Green", "Black", "White")
# Amazon takes its time over reports: the listings are there already.
LISTINGS = """
stores = env["amazon.store"].search([("account_id.name", "=", "SELLER1")])
for place, children in %r.items():
    store = stores.filtered(lambda store: store.marketplace_id.country_id.code == place)
    env["amazon.listing"].create(
        [
            {"store_id": store.id, "seller_sku": child["sku"], "asin": child["asin"]}
            for child in children
        ]
    )
env.cr.commit()
"""
# Small chunks, so that there is something to kill and to race between.
LOAD = """
from odoo.addons.amazon_connector.models.products import amazon_listing_loading

amazon_listing_loading.CHUNK = 3
stores = env["amazon.store"].search([("account_id.name", "=", "SELLER1")])
for store in stores.filtered(lambda store: store.marketplace_id.country_id.code == %r):
    listings = env["amazon.listing"].search([("store_id", "=", store.id)])
    for _try in range(200):  # Amazon's quota is for two calls a second, of both workers.
        listings._load_products()
        env.cr.commit()
        if not listings.filtered("is_product_wanted"):
            break
"""
MADE = "SELECT count(*) FROM product_product WHERE default_code ~ '^F[0-9]-'"
TWICE = """
    SELECT '{table}', lower({name}), count(*) FROM {table}
     WHERE {where} GROUP BY 2 HAVING count(*) > 1
"""
NAMES = (
    ("product_template", "name->>'en_US'", "name->>'en_US' ~ '^Family '"),
    ("product_product", "default_code", "default_code ~ '^F[0-9]-'"),
    ("product_attribute", "name->>'en_US'", "TRUE"),
    ("product_attribute_value", "attribute_id || (name->>'en_US')", "TRUE"),
    ("product_category", "name", "parent_id IS NULL"),
    ("amazon_brand", "name", "TRUE"),
)


@skipUnless(TEMPLATE, "needs a template database")
@tagged("post_install", "-at_install")
class TestProductsOnce(WorkersCase):
    order_count = 0

    def test_killed_and_loaded_by_two_nothing_is_made_twice(self):
        self.work(LISTINGS % {place: self.offer_families(place) for place in ("US", "CA")})
        worker = self.start(LOAD % "US")
        self.kill_when(worker, lambda: self.query(MADE)[0][0] >= 5)

        self.compete(LOAD % "US", LOAD % "CA")
        self.work(LOAD % "US")
        self.work(LOAD % "CA")

        for table, name, where in NAMES:
            twice = TWICE.format(table=table, name=name, where=where)
            self.assertFalse(self.query(twice))
        self.assertEqual(self.query(MADE), [(40,)])
        unlinked = """
            SELECT seller_sku, product_problem FROM amazon_listing
             WHERE product_id IS NULL AND seller_sku ~ '^F[0-9]-'
        """
        self.assertFalse(self.query(unlinked))

    def offer_families(self, place):
        """Eight families of five variants; returns what is offered."""
        offered = []
        for number in range(8):
            family = self.amazon.add_family(
                f"Family {number}",
                ["color"],
                [
                    {"sku": f"F{number}-{color}", "seller": "SELLER1", "options": {"color": color}}
                    for color in COLORS
                ],
                marketplace=place,
                brand=f"Brand {number % 3}",
                category=[f"Category {number % 2}"],
            )
            offered += family["children"]
        return offered
