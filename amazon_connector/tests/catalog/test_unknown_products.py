"""Orders with a seller SKU that Odoo does not know: each policy of the store."""

from odoo.tests import tagged

from ..common import AmazonCommon

DENIED = "Access to requested resource is denied."


@tagged("post_install", "-at_install")
class TestUnknownProducts(AmazonCommon):
    def imported(self, policy, **wish):
        self.store.unknown_product_policy = policy
        ref = self.amazon.place_order(**{"sku": "VASE", "unit_price": "12.00", **wish})
        self.operation = self.sync_orders()
        return self.document(ref)

    def product(self, code="VASE"):
        return self.env["product.product"].search([("default_code", "=", code)])

    def test_create_makes_a_product_of_the_order_line(self):
        document = self.imported(
            "create",
            lines=[{"sku": "VASE", "title": "Tall vase", "unit_price": "12.00", "quantity": 2}],
        )

        product = self.product()
        self.assertEqual(document.state, "done", document.reason)
        self.assertEqual(document.item_ids.product_id, product)
        self.assertEqual((product.name, product.is_storable), ("Tall vase", True))
        self.assertEqual(document.item_ids.listing_id.product_id, product)
        self.assertEqual(document.sale_order_id.picking_ids.move_ids.product_id, product)
        self.assertEqual(self.amazon.calls().get("searchCatalogItems", 0), 0)

    def test_two_orders_of_one_batch_share_the_new_product(self):
        self.amazon.place_order(sku="VASE")

        document = self.imported("create")

        self.assertEqual(len(self.product()), 1)
        items = self.env["amazon.order.item"].search([("seller_sku", "=", "VASE")])
        self.assertEqual(len(items), 2)
        self.assertEqual(items.product_id, document.item_ids.product_id)

    def test_a_reference_that_is_taken_is_not_doubled(self):
        self.store.link_by_sku = False
        self._create_product("VASE", "Another vase")

        document = self.imported("create")

        self.assertEqual(document.state, "held")
        self.assertIn("none is created", document.reason)
        self.assertEqual(len(self.product()), 1)
        document.item_ids.listing_id.product_id = self.product()
        self.sync_orders()
        self.assertEqual(document.state, "done")

    def test_the_catalog_gives_name_brand_barcode_weight_and_size(self):
        self.amazon.add_listing(
            "VASE",
            title="Vase of the catalog",
            brand="Potter",
            barcode="4006381333931",
            weight="1.2",
            size=[50, 50, 40],
        )

        document = self.imported("catalog")

        product = self.product()
        self.assertEqual(document.state, "done", document.reason)
        self.assertEqual(product.name, "Vase of the catalog")
        self.assertEqual((product.barcode, product.weight), ("4006381333931", 1.2))
        self.assertAlmostEqual(product.volume, 0.1)
        self.assertEqual(product.amazon_brand_id.name, "Potter")
        sides = (product.amazon_length, product.amazon_width, product.amazon_height)
        self.assertEqual(sides, (500, 500, 400), "in millimeters, as Odoo measures lengths")
        self.assertEqual(
            document.sale_order_id.order_line.filtered("amazon_item_id").product_id, product
        )
        self.assertIn("searchCatalogItems 1", self.operation.api_call_detail)
        self.assertFalse(self.store.activity_ids, "nobody is asked for what comes by itself")

    def test_a_barcode_of_another_product_is_left_to_it(self):
        self.mug.barcode = "4006381333931"
        self.amazon.add_listing("VASE", barcode="4006381333931")

        self.imported("catalog")

        self.assertFalse(self.product().barcode)

    def test_what_the_catalog_does_not_know_becomes_a_service_line(self):
        document = self.imported("catalog")

        self.assertEqual(document.state, "done", document.reason)
        self.assertFalse(self.product())
        line = document.sale_order_id.order_line.filtered("amazon_item_id")
        self.assertEqual(line.product_id, self.store.product_unknown_id)
        self.assertEqual(document.difference, 0)

    def test_twenty_products_are_asked_for_with_one_call(self):
        lines = [{"sku": f"NEW-{number}"} for number in range(21)]
        for line in lines:
            self.amazon.add_listing(line["sku"])

        document = self.imported("catalog", lines=lines)

        self.assertEqual(self.amazon.calls()["searchCatalogItems"], 2)
        self.assertEqual(document.state, "done", document.reason)
        self.assertEqual(len(document.item_ids.product_id), 21)

    def test_without_the_role_for_the_catalog_orders_wait_and_the_run_says_why(self):
        self.amazon.add_listing("VASE")
        self.amazon.fault("searchCatalogItems", "forbidden_message")

        document = self.imported("catalog")

        self.assertEqual(document.state, "held")
        self.assertIn("Product Listing", self.messages(self.operation))
        self.assertEqual(self.account.state, "connected")
        self.sync_orders()
        self.assertEqual(document.state, "done")

    def test_a_marketplace_whose_catalog_is_shut_keeps_no_other_back(self):
        self._open_store("CA", unknown_product_policy="catalog")
        self.amazon.add_listing("VASE")
        self.amazon.add_listing("BOWL", marketplace="CA")
        shut = {"query": {"marketplaceIds": self.store.marketplace_id.code}}
        self.amazon.refuse("searchCatalogItems", 403, DENIED, code="Unauthorized", when=shut)
        bowl = self.amazon.place_order(sku="BOWL", marketplace="CA")

        document = self.imported("catalog")

        self.assertEqual(document.state, "held")
        self.assertEqual(self.document(bowl).state, "done", self.document(bowl).reason)
        self.assertIn("Product Listing", self.messages(self.operation))

    def test_a_marketplace_whose_catalog_fails_keeps_no_other_back(self):
        self._open_store("CA", unknown_product_policy="catalog")
        self.amazon.add_listing("BOWL", marketplace="CA")
        for sku in ("VASE", "JUG"):
            self.amazon.add_listing(sku)
            self.amazon.place_order(sku=sku)
        away = {"query": {"marketplaceIds": self.store.marketplace_id.code}}
        self.amazon.refuse(
            "searchCatalogItems", 500, "Oops.", code="InternalFailure", when=away, times=None
        )
        bowl = self.amazon.place_order(sku="BOWL", marketplace="CA")

        document = self.imported("catalog")
        self.env["amazon.order"]._cron_process()

        self.assertEqual(document.state, "held")
        self.assertEqual(self.document(bowl).state, "done", self.document(bowl).reason)

    def test_a_product_that_amazon_stumbles_over_keeps_no_other_back(self):
        asin = self.amazon.add_listing("BOWL")["asin"]
        self.amazon.add_listing("VASE")
        asked = {"query": {"identifiers": asin}}
        self.amazon.refuse(
            "searchCatalogItems", 500, "Oops.", code="InternalFailure", when=asked, times=None
        )
        bowl = self.amazon.place_order(sku="BOWL")

        document = self.imported("catalog")

        self.assertEqual(document.state, "done", document.reason)
        self.assertEqual(self.document(bowl).state, "held")
        self.assertEqual(self.operation.state, "done")
        self.amazon.clear_answers()
        self.document(bowl).item_ids.listing_id.sudo().catalog_next_try = "2020-01-01 00:00:00"
        self.sync_orders()
        self.assertEqual(self.document(bowl).state, "done")
