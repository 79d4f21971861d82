"""Taxes inside the price and on top of it: Amazon's own totals decide which (B6)."""

from odoo.tests import tagged

from ..common import AmazonCommon


@tagged("post_install", "-at_install")
class TestTaxInside(AmazonCommon):
    def setUp(self):
        super().setUp()
        self.amazon.add_seller("SELLER-EU", "EU", ["GB", "DE"])
        self.seller = self._connect_account("SELLER-EU")
        self.vat = self.env["account.tax"].create({"name": "VAT 20 %", "amount": 20})
        self.zero = self.env["account.tax"].create({"name": "Zero", "amount": 0})
        self.britain = self.open_store("GB")

    def open_store(self, country, mode="import", **vals):
        store = self._open_store(country, self.seller, tax_mode=mode, **vals)
        self.env["amazon.tax.map"].create(
            [
                {"store_id": store.id, "kind": kind, "tax_id": tax.id}
                for kind, tax in (
                    ("default", self.vat),
                    ("tax_free", self.zero),
                    ("collected", self.zero),
                )
            ]
        )
        return store

    def place(self, **wish):
        line = {"sku": "MUG", "unit_price": "12.00", "tax": "2.00"}
        return self.amazon.place_order(
            **{"marketplace": "GB", "lines": [line], "tax_included": True, **wish}
        )

    def assert_sold(self, ref, total, tax):
        document = self.document(ref)
        self.assertEqual(document.state, "done", document.reason)
        sale = document.sale_order_id
        self.assertAlmostEqual(sale.amount_total, total)
        self.assertAlmostEqual(sale.amount_tax, tax)
        self.assertFalse(document.totals_differ, document.difference_reason)
        return sale

    def test_a_tax_inside_the_price_is_not_added_to_it(self):
        ref = self.place()
        self.sync_orders(self.seller)

        sale = self.assert_sold(ref, 12.00, 2.00)
        invoice = sale._create_invoices()
        invoice.action_post()
        self.assertAlmostEqual(invoice.amount_total, 12.00)
        self.assertAlmostEqual(invoice.amount_tax, 2.00)

    def test_a_tax_on_top_of_the_price_is_added_on_the_same_marketplace(self):
        ref = self.place(
            lines=[{"sku": "MUG", "unit_price": "10.00", "tax": "2.00"}], tax_included=False
        )
        self.sync_orders(self.seller)

        self.assert_sold(ref, 12.00, 2.00)

    def test_promotions_and_shipping_have_their_tax_inside_as_well(self):
        line = {"sku": "MUG", "unit_price": "12.00", "tax": "2.00", "shipping": "6.00"}
        line |= {"shipping_tax": "1.00", "discount": "1.20", "discount_tax": "0.20"}
        ref = self.place(lines=[line])
        self.sync_orders(self.seller)

        sale = self.assert_sold(ref, 16.80, 2.80)
        self.assertEqual(sale.order_line.tax_ids, self.vat)

    def test_without_the_import_of_taxes_the_price_stays_whole(self):
        included = self.env["account.tax"].create(
            {"name": "Included", "amount": 20, "price_include_override": "tax_included"}
        )
        self.britain.write({"tax_mode": "charge", "tax_id": included.id})
        with_charge = self.place()
        self.sync_orders(self.seller)
        self.britain.tax_mode = "ignore"
        ignored = self.place()
        self.sync_orders(self.seller)

        self.assertEqual(len(self.assert_sold(with_charge, 12.00, 2.00).order_line), 1)
        self.assert_sold(ignored, 12.00, 2.00)

    def test_amazons_vat_service_rounds_per_shipment_and_rate(self):
        self.open_store("DE")
        rates = {"VAT 19 %": 19, "VAT 7 %": 7}
        taxes = {
            rate: self.env["account.tax"].create({"name": name, "amount": rate})
            for name, rate in rates.items()
        }
        store = self.seller.store_ids.filtered(
            lambda one: one.marketplace_id.country_id.code == "DE"
        )
        self.env["amazon.tax.map"].create(
            [
                {"store_id": store.id, "kind": "rate", "rate": rate, "tax_id": tax.id}
                for rate, tax in taxes.items()
            ]
        )
        lines = [
            {"sku": "MUG", "quantity": 3, "unit_price": "3.33", "vat_rate": "0.19"},
            {"sku": "LAMP", "unit_price": "0.99", "vat_rate": "0.19", "shipping": "4.99"},
            {"sku": "CABLE", "quantity": 7, "unit_price": "1.07", "vat_rate": "0.07"},
        ]
        for business in (False, True):
            ref = self.amazon.place_order(marketplace="DE", lines=lines, business=business)
            self.sync_orders(self.seller)
            sale = self.sale(ref)
            stated = self.amazon.order(ref)["proceeds"]["grandTotal"]["amount"]
            self.assert_sold(ref, float(stated), sale.amount_tax)
            by_product = {line.product_id: line.tax_ids for line in sale.order_line}
            self.assertEqual(by_product[self.mug], taxes[19])
            self.assertEqual(by_product[self.cable], taxes[7])

    def test_totals_that_fit_neither_form_hold_the_order_until_a_person_decides(self):
        ref = self.place()
        for path in ("proceeds.grandTotal", "orderItems.0.proceeds.proceedsTotal"):
            self.amazon.rewrite_order(ref, f"{path}.amount", "13.00")
        self.sync_orders(self.seller)

        document = self.document(ref)
        self.assertEqual(document.state, "held")
        self.assertIn("its total says", document.reason)
        self.assertIn("13.00", document.reason)
        document.action_accept_money()
        self.assertEqual(document.state, "done", document.reason)
        self.assertTrue(document.totals_differ)
        self.assertTrue(document.difference_reason)

    def test_a_tax_without_any_total_holds_the_order(self):
        ref = self.place()
        self.amazon.strip_order(ref, "proceeds.grandTotal")
        self.amazon.strip_order(ref, "orderItems.0.proceeds.proceedsTotal")
        self.sync_orders(self.seller)

        self.assertEqual(self.document(ref).state, "held")
        self.assertIn("no total", self.document(ref).reason)

    def test_a_country_that_odoo_does_not_have_is_not_taxed_as_home(self):
        refs = {
            code: self.place(address={"name": "A", "addressLine1": "B 1", "countryCode": code})
            for code in ("ZZ", "XI", "uk", "GBR")
        }

        self.sync_orders(self.seller)

        for code in ("XI", "uk", "GBR"):
            self.assert_sold(refs[code], 12.00, 2.00)
        document = self.document(refs["ZZ"])
        self.assertEqual(document.state, "held")
        self.assertIn("The order goes to ZZ", document.reason)
        self.env["res.country"].create({"name": "Zealand", "code": "ZZ"})
        document.action_retry()
        self.assertIn("Destination country Zealand", document.reason)

    def test_goods_for_the_canary_islands_leave_the_vat_of_spain(self):
        self.amazon.add_seller("SELLER-ES", "EU", ["ES"])
        self.seller = self._connect_account("SELLER-ES")
        store = self.open_store("ES")
        inside = self.vat.copy({"price_include_override": "tax_included"})
        wish = {
            "marketplace": "ES",
            "seller": "SELLER-ES",
            "lines": [{"sku": "MUG", "unit_price": "12.00"}],
        }
        for mode in ("import", "charge"):
            store.write({"tax_mode": mode, "tax_id": inside.id})
            for code, tax in (("ES", 2.00), ("IC", 0.00), ("EA", 0.00)):
                address = {"name": "A", "addressLine1": "B 1", "countryCode": code}
                ref = self.place(**wish, address=address)
                self.sync_orders(self.seller)
                sale = self.assert_sold(ref, 12.00, tax)
                self.assertEqual(sale.partner_shipping_id.country_id.code, "ES")

        store.tax_mode = "import"
        store.tax_map_ids.filtered(lambda row: row.kind == "tax_free").unlink()
        ref = self.place(**wish, address=address)
        self.sync_orders(self.seller)
        self.assertIn("Map the tax for Tax-free", self.document(ref).reason)

    def test_a_fiscal_position_says_how_the_canary_islands_are_taxed(self):
        self.amazon.add_seller("SELLER-ES", "EU", ["ES"])
        self.seller = self._connect_account("SELLER-ES")
        self.open_store("ES")
        position = self.env["account.fiscal.position"].create(
            {
                "name": "Canary Islands",
                "auto_apply": True,
                "country_id": self.env.ref("base.es").id,
                "zip_from": "35000",
                "zip_to": "38999",
            }
        )
        local = self.env["account.tax"].create(
            {
                "name": "IGIC 7 %",
                "amount": 7,
                "fiscal_position_ids": position.ids,
                "original_tax_ids": self.vat.ids,
            }
        )
        self.mug.taxes_id = self.vat
        address = {"name": "A", "addressLine1": "B", "countryCode": "IC", "postalCode": "35001"}
        line = {"sku": "MUG", "unit_price": "10.70"}
        ref = self.place(marketplace="ES", seller="SELLER-ES", lines=[line], address=address)
        self.sync_orders(self.seller)
        sale = self.assert_sold(ref, 10.70, 0.70)
        self.assertEqual(sale.order_line.tax_ids, local)
