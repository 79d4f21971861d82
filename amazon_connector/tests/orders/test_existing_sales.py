"""Amazon orders that are sales orders already are adopted or held, never made twice."""

from odoo.tests import tagged

from .test_order_changes import OrderChangesCommon


@tagged("post_install", "-at_install")
class TestExistingSales(OrderChangesCommon):
    def sales(self, ref):
        found = self.env["amazon.order"]._find_existing_sales([ref], self.company)
        return found.get(ref, self.env["sale.order"])

    def forget(self, *refs):
        """What stays after the connector was uninstalled: sales orders without any link."""
        for ref in refs:
            document, sale = self.document(ref), self.sale(ref)
            document.shipment_ids.unlink()
            document.sale_order_id = False
            document.unlink()
            sale.order_line.amazon_charge = False
            sale.amazon_store_id = False
        self.amazon.advance(minutes=1)
        for ref in refs:
            self.amazon.touch_order(ref)

    def test_after_a_new_installation_each_order_finds_its_sales_order(self):
        shipping = {"sku": "MUG", "quantity": 1, "unit_price": "9.99", "shipping": "4.00"}
        refs = [self.place_and_import(), self.place_and_import(lines=[shipping])]
        sales = [self.sale(ref) for ref in refs]
        lines = [sale.order_line for sale in sales]
        self.forget(*refs)

        operation = self.sync_orders()

        self.assertEqual(operation.failed, 0, self.messages(operation))
        for ref, sale, own in zip(refs, sales, lines, strict=True):
            self.assertEqual(self.document(ref).state, "done", self.document(ref).reason)
            self.assertEqual((self.sale(ref), sale.order_line), (sale, own))
            self.assertEqual(sale.amazon_store_id, self.store)
            goods = own.filtered(lambda line: line.product_id in self.mug | self.lamp)
            self.assertEqual(self.document(ref).item_ids.sale_line_id, goods)
            self.assert_same_total(ref)
            self.assertEqual(len(self.sales(ref)), 1)

    def test_an_adopted_order_is_shipped_and_cancelled_like_others(self):
        shipped, cancelled = self.place_and_import(), self.place_and_import()
        self.forget(shipped, cancelled)
        self.sync_orders()

        self.ship(self.sale(shipped), tracking="1Z42")
        self.account.action_push_shipments()
        self.amazon.cancel_order(cancelled)
        self.sync_orders()

        self.assertEqual(self.amazon.shipments(shipped)[0]["trackingNumber"], "1Z42")
        self.assertEqual(self.sale(cancelled).state, "cancel")

    def test_one_that_differs_is_held_until_a_person_has_decided(self):
        ref = self.place_and_import()
        sale = self.sale(ref)
        self.forget(ref)
        sale.order_line[0].product_uom_qty = 7

        self.sync_orders()

        document = self.document(ref)
        self.assertEqual((document.state, document.hold_key), ("held", "sale:"))
        self.assertIn(sale.name, document.reason)
        self.assertEqual(self.sales(ref), sale)
        self.assertTrue(self.store.trouble_ids.filtered(lambda trouble: "sale" in trouble.key))
        opened = document.action_view_existing_sales()["domain"]
        self.assertEqual(self.env["sale.order"].search(opened), sale)

        sale._action_cancel()
        document.action_retry()
        self.assertEqual(document.state, "done")
        self.assertNotEqual(document.sale_order_id, sale)

    def test_sales_orders_of_others_are_known_by_how_they_are_named(self):
        names = {
            "client_order_ref": "{ref}",
            "origin": "Amazon Order {ref}",
            "name": "AMZ-{ref}",
        }
        for field, scheme in names.items():
            with self.subTest(field):
                ref = self.amazon.place_order(sku="MUG", quantity=2, unit_price="9.99")
                sale = self.env["sale.order"].create(
                    {
                        "partner_id": self.env.ref("base.partner_admin").id,
                        "warehouse_id": self.warehouse.id,
                        field: scheme.format(ref=ref),
                        "order_line": [(0, 0, {"product_id": self.mug.id, "product_uom_qty": 1})],
                    }
                )

                self.sync_orders()

                self.assertEqual(self.document(ref).state, "held", self.document(ref).reason)
                self.assertEqual(self.sales(ref), sale)

    def test_an_order_that_another_account_has_imported_is_held(self):
        ref = self.place_and_import()
        old = self.account.copy()
        old.name = "The old account"
        self.document(ref).account_id = old
        self.amazon.advance(minutes=1)
        self.amazon.touch_order(ref)

        self.sync_orders()

        document = self.document(ref).filtered(lambda doc: doc.account_id == self.account)
        self.assertEqual(document.state, "held")
        self.assertIn("The old account", document.reason)

    def test_another_company_and_a_cancelled_sales_order_are_no_reason(self):
        ref = self.amazon.place_order(sku="MUG")
        other = self.env["res.company"].create({"name": "Another company"})
        partner = self.env["res.partner"].create({"name": "Somebody"})
        vals = {"partner_id": partner.id, "client_order_ref": ref}
        self.env["sale.order"].create({**vals, "company_id": other.id})
        self.env["sale.order"].create(vals)._action_cancel()

        self.sync_orders()

        self.assertEqual(self.document(ref).state, "done", self.document(ref).reason)
