"""The hooks on which other addons build are called, and what they answer is honoured."""

from functools import partial

from odoo.tests import tagged

from ...mapping.stock.terms import Term
from ..common import AmazonCommon


@tagged("post_install", "-at_install")
class TestHooks(AmazonCommon):
    def test_prepare_sale_order_vals(self):
        def extension(parent, document, order, partners):
            return dict(parent(document, order, partners), note=order.service_level)

        self._extend("amazon.order.mapper", "_prepare_sale_order_vals", extension)

        self.assertIn("STANDARD", self._import().note)

    def test_prepare_sale_order_line_vals(self):
        def extension(parent, document, order, item, record):
            return dict(parent(document, order, item, record), name=f"ASIN {item.asin}")

        self._extend("amazon.order.mapper", "_prepare_sale_order_line_vals", extension)

        line = self._import().order_line.filtered("amazon_item_id")
        self.assertEqual(line.name, f"ASIN {line.amazon_item_id.asin}")

    def test_prepare_partner_vals(self):
        def extension(parent, document, order):
            return dict(parent(document, order), ref=f"AMZ-{document.amazon_ref}")

        self._extend("amazon.partner.mapper", "_prepare_partner_vals", extension)

        sale = self._import()
        self.assertEqual(sale.partner_id.ref, f"AMZ-{sale.client_order_ref}")

    def test_find_partner(self):
        customer = self.env["res.partner"].create({"name": "All of Amazon"})
        self._extend("amazon.partner.mapper", "_find_partner", lambda *_args: customer)

        self.assertEqual(self._import().partner_id, customer)

    def test_find_products(self):
        def extension(parent, store, listings):
            return dict.fromkeys(listings, self.cable)

        self._extend("amazon.listing.mapper", "_find_products", extension)

        self.assertEqual(self._import(sku="WHATEVER").order_line.product_id, self.cable)

    def test_is_wanted(self):
        def extension(parent, order):
            return parent(order) and not any(item.gift_message for item in order.items)

        self._extend("amazon.order", "_is_wanted", extension)
        gift = self.amazon.place_order(
            lines=[{"sku": "MUG", "unit_price": "9.99", "gift_message": "For you"}]
        )

        self.assertTrue(self._import())
        self.assertEqual(self.document(gift).state, "ignored")
        self.assertEqual(self.document(gift).reason, "Excluded by another module.")

    def test_what_is_imported_is_followed_though_an_extension_does_not_want_it_any_more(self):
        ref = self.amazon.place_order(sku="MUG")
        self.sync_orders()
        self._extend("amazon.order", "_is_wanted", lambda *_args: False)
        self.amazon.advance(minutes=1)
        self.amazon.cancel_order(ref)

        self.sync_orders()

        self.assertEqual((self.document(ref).state, self.sale(ref).state), ("done", "cancel"))

    def test_get_naming_schemes(self):
        self._extend("amazon.order", "_get_naming_schemes", lambda parent: (*parent(), "W-{ref}"))
        ref = self.amazon.place_order(sku="MUG")
        partner = self.env.ref("base.partner_admin")
        self.env["sale.order"].create({"partner_id": partner.id, "name": f"W-{ref}"})

        self.sync_orders()

        self.assertEqual(self.document(ref).hold_key, "sale:")

    def test_get_quantity_to_push(self):
        self._extend(
            "amazon.stock.mapper",
            "_get_quantity_to_push",
            lambda parent, listing, available: parent(listing, available - 2),
        )
        self.amazon.add_listing("MUG", quantity=1)
        self.store.push_stock = True
        self.store.action_sync_listings()

        self.store.action_push_stock()

        self.assertEqual(self.amazon.listing("MUG")["quantity"], 98)

    def test_is_wanted_of_a_listing(self):
        self._extend(
            "amazon.listing.mapper",
            "_is_wanted",
            lambda parent, store, row: parent(store, row) and not row.sku.startswith("TEST-"),
        )
        self.amazon.add_listing("MUG")
        self.amazon.add_listing("TEST-1")

        self.store.action_sync_listings()

        self.assertEqual(self.store.listing_count, 1)

    def test_get_terms(self):
        def extension(parent, store, products):
            terms = parent(store, products)
            return {
                product_id: (*own, Term("at_partners", 7.0, product_id))
                for product_id, own in terms.items()
            }

        self._extend("amazon.stock.mapper", "_get_terms", extension)
        self.amazon.add_listing("MUG", quantity=1)
        self.store.push_stock = True
        self.store.action_sync_listings()

        self.store.action_push_stock()

        self.assertEqual(self.amazon.listing("MUG")["quantity"], 107)
        listing = self.env["amazon.listing"].search([("seller_sku", "=", "MUG")])
        explanation = listing.action_explain()["res_id"]
        lines = self.env["amazon.listing.explanation"].browse(explanation).line_ids
        self.assertEqual(lines.mapped("name"), ["On hand", "at_partners"])

    def test_get_carrier_code(self):
        self._extend("amazon.shipment.mapper", "_get_carrier_code", lambda *_args: ("DHL", "DHL"))
        sale = self._import()
        self.ship(sale, carrier="The yellow ones")

        self.account.action_push_shipments()

        (package,) = self.amazon.shipments(sale.client_order_ref)
        self.assertEqual(package["carrierCode"], "DHL")

    def test_prepare_shipment_payload(self):
        def extension(parent, shipment):
            payload = parent(shipment)
            payload["packageDetail"]["shippingMethod"] = "Overnight"
            return payload

        self._extend("amazon.shipment.mapper", "_prepare_shipment_payload", extension)
        sale = self._import()
        self.ship(sale)

        self.account.action_push_shipments()

        (package,) = self.amazon.shipments(sale.client_order_ref)
        self.assertEqual(package["shippingMethod"], "Overnight")

    def test_get_warehouse(self):
        outlet = self.env["stock.warehouse"].create({"name": "Outlet", "code": "OUT"})
        self._extend("amazon.order.mapper", "_get_warehouse", lambda *_args: outlet)

        self.assertEqual(self._import().warehouse_id, outlet)

    def test_get_client(self):
        clients = []

        def extension(parent):
            clients.append(parent())
            return clients[-1]

        self._extend("amazon.account", "_get_client", extension)
        self._import()

        self.assertEqual(clients[0].calls["searchOrders"], 1)

    # Steps

    def _extend(self, model, hook, extension):
        """Override a hook for this test as an addon would by ``_inherit``.

        :param extension: gets the inherited method as its first argument
        """
        registered = type(self.env[model])
        inherited = getattr(registered, hook)
        self.patch(
            registered,
            hook,
            lambda records, *args: extension(partial(inherited, records), *args),
        )

    def _import(self, sku="MUG"):
        """Place and import an order; returns its sales order."""
        ref = self.amazon.place_order(sku=sku, unit_price="9.99")
        self.sync_orders()
        self.assertEqual(self.document(ref).state, "done", self.document(ref).reason)
        return self.sale(ref)
