"""Taxes: Amazon's amounts on Odoo's orders and invoices, to the cent (B6, B7)."""

from odoo import Command
from odoo.tests import tagged

from ..common import AmazonCommon


@tagged("post_install", "-at_install")
class TestTaxes(AmazonCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.sales_tax = cls._create_tax("Sales tax", 8.875)
        cls.vat_19 = cls._create_tax("VAT 19 %", 19, price_include_override="tax_included")
        cls.vat_20_excluded = cls._create_tax("VAT 20 % on top", 20)
        cls.charges_tax = cls._create_tax("Tax on shipping", 5)
        cls.no_tax = cls._create_tax("No tax", 0)
        cls.collected = cls._create_tax("Collected by Amazon", 0)

    @classmethod
    def _create_tax(cls, name, rate, **vals):
        group = cls.env["account.tax.group"].create({"name": name})
        vals |= {"name": name, "amount": rate, "type_tax_use": "sale", "tax_group_id": group.id}
        return cls.env["account.tax"].create(vals)

    def _map(self, store=None, **taxes):
        """Import tax in a store with one mapping row per kind."""
        store = store or self.store
        store.tax_mode = "import"
        store.tax_map_ids.filtered(lambda row: row.kind in taxes).unlink()
        self.env["amazon.tax.map"].create(
            [{"store_id": store.id, "kind": kind, "tax_id": tax.id} for kind, tax in taxes.items()]
        )
        return store

    def _map_everything(self):
        return self._map(
            default=self.sales_tax,
            charges=self.charges_tax,
            tax_free=self.no_tax,
            collected=self.collected,
        )

    def _open_germany(self, **vals):
        """A store of a company at home in Germany, whose taxes are mapped by each story."""
        self.company.account_fiscal_country_id = self.env.ref("base.de")
        self.amazon.add_seller("SELLER-EU", "EU", ["DE"])
        account = self._connect_account("SELLER-EU")
        return self._open_store("DE", account, **vals), account

    def _assert_total(self, ref):
        document = self.document(ref)
        self.assertEqual(document.state, "done", document.reason)
        total = float(self.amazon.order(ref)["proceeds"]["grandTotal"]["amount"])
        self.assertAlmostEqual(document.sale_order_id.amount_total, total, places=2)
        self.assertFalse(document.difference_reason)
        return document.sale_order_id

    def test_amazons_tax_is_kept_where_odoo_would_round_differently(self):
        self._map_everything()
        # 3 × 9.99 at 8.875 % is 2.66; Amazon rounds each piece: 3 × 0.89 = 2.67.
        ref = self.amazon.place_order(
            lines=[{"sku": "MUG", "quantity": 3, "unit_price": "9.99", "tax": "2.67"}]
        )
        self.sync_orders()

        sale = self._assert_total(ref)
        self.assertAlmostEqual(sale.amount_tax, 2.67)
        self.assertEqual(sale.order_line.tax_ids, self.sales_tax)

        invoice = sale._create_invoices()
        invoice.action_post()
        self.assertAlmostEqual(invoice.amount_tax, 2.67)
        self.assertAlmostEqual(invoice.amount_total, sale.amount_total)
        refund = invoice._reverse_moves()
        self.assertAlmostEqual(refund.amount_tax, 2.67)

    def test_an_invoice_of_a_part_takes_its_share_and_no_cent_is_lost(self):
        self._map_everything()
        ref = self.amazon.place_order(
            lines=[{"sku": "MUG", "quantity": 3, "unit_price": "9.99", "tax": "2.68"}]
        )
        self.sync_orders()
        sale = self.sale(ref)
        self.mug.invoice_policy = "delivery"
        picking = sale.picking_ids
        picking.move_ids.quantity = 1
        picking.move_ids.picked = True
        picking.with_context(skip_backorder=True).button_validate()
        first = sale._create_invoices()
        first.action_post()
        self.ship(sale)
        second = sale._create_invoices()
        second.action_post()

        self.assertAlmostEqual(first.amount_tax, 0.89)
        self.assertAlmostEqual(first.amount_tax + second.amount_tax, 2.68)
        self.assertAlmostEqual(first.amount_total + second.amount_total, sale.amount_total)

    def test_what_amazon_cancels_after_its_invoice_is_credited_with_amazons_tax(self):
        self._map_everything()
        self.mug.invoice_policy = "order"
        ref = self.amazon.place_order(
            lines=[{"sku": "MUG", "quantity": 3, "unit_price": "9.99", "tax": "2.68"}]
        )
        self.sync_orders()
        sale = self.sale(ref)
        invoice = sale._create_invoices()
        invoice.action_post()
        sale.order_line._withdraw_for_amazon()
        self.assertEqual(sale.order_line.product_uom_qty, 0)

        credit = sale._create_invoices(final=True)

        self.assertEqual(credit.move_type, "out_refund")
        self.assertAlmostEqual(credit.amount_tax, 2.68)
        self.assertAlmostEqual(credit.amount_total, invoice.amount_total)

    def test_a_rate_of_its_own_goes_before_the_usual_tax(self):
        self._map_everything()
        special = self._create_tax("Reduced", 4)
        self.env["amazon.tax.map"].create(
            {"store_id": self.store.id, "kind": "rate", "rate": 4.0, "tax_id": special.id}
        )
        ref = self.amazon.place_order(
            lines=[
                {"sku": "MUG", "quantity": 1, "unit_price": "10.00", "tax": "0.40"},
                {"sku": "LAMP", "quantity": 1, "unit_price": "10.00", "tax": "0.89"},
            ]
        )
        self.sync_orders()

        lines = {line.product_id: line.tax_ids for line in self._assert_total(ref).order_line}
        self.assertEqual(lines[self.mug], special)
        self.assertEqual(lines[self.lamp], self.sales_tax)

    def test_shipping_of_many_items_is_taxed_at_its_rate_though_each_was_rounded(self):
        self._map(default=self.sales_tax, tax_free=self.no_tax)
        special = self._create_tax("Reduced", 4)
        self.env["amazon.tax.map"].create(
            {"store_id": self.store.id, "kind": "rate", "rate": 4.0, "tax_id": special.id}
        )
        # 4 % of 0.35 is 0.014, of which Amazon makes a cent: ten items lack four of them.
        line = {"quantity": 1, "unit_price": "10.00", "tax": "0.40"}
        line |= {"shipping": "0.35", "shipping_tax": "0.01"}
        ref = self.amazon.place_order(lines=[{"sku": "MUG", **line} for _number in range(10)])
        self.sync_orders()

        self.assertEqual(self._assert_total(ref).order_line.tax_ids, special)

    def test_shipping_and_promotions_carry_their_own_tax(self):
        self._map_everything()
        ref = self.amazon.place_order(
            lines=[
                {
                    "sku": "MUG",
                    "quantity": 2,
                    "unit_price": "9.99",
                    "tax": "1.77",
                    "shipping": "5.99",
                    "shipping_tax": "0.53",
                    "gift_wrap": "3.49",
                    "discount": "2.00",
                    "shipping_discount": "1.50",
                }
            ]
        )
        self.sync_orders()

        sale = self._assert_total(ref)
        by_charge = {line.amazon_charge: line for line in sale.order_line}
        self.assertEqual(by_charge["shipping"].tax_ids, self.charges_tax)
        self.assertAlmostEqual(by_charge["shipping"].price_tax, 0.53)
        self.assertAlmostEqual(by_charge["discount"].price_subtotal, -3.50)
        self.assertAlmostEqual(by_charge["gift_wrap"].price_subtotal, 3.49)

    def test_tax_that_amazon_collects_stays_apart(self):
        self._map_everything()
        ref = self.amazon.place_order(
            facilitator=True,
            lines=[
                {
                    "sku": "MUG",
                    "quantity": 1,
                    "unit_price": "20.00",
                    "tax": "1.78",
                    "shipping": "4.00",
                    "shipping_tax": "0.36",
                }
            ],
        )
        self.sync_orders()

        sale = self._assert_total(ref)
        self.assertEqual(sale.order_line.tax_ids, self.collected)
        self.assertAlmostEqual(sale.amount_tax, 2.14)

    def test_an_order_waits_for_its_tax_and_goes_on_once_it_is_mapped(self):
        self._map(charges=self.charges_tax)
        ref = self.amazon.place_order(
            lines=[{"sku": "MUG", "quantity": 1, "unit_price": "10.00", "tax": "0.89"}]
        )
        self.sync_orders()

        document = self.document(ref)
        self.assertEqual(document.state, "held")
        self.assertIn("Map the tax for Goods in store Amazon.com", document.reason)
        self.assertFalse(document.sale_order_id)

        self._map(default=self.sales_tax)
        self.sync_orders()
        self._assert_total(ref)

    def test_tax_as_a_charge_line_keeps_the_total_and_no_tax(self):
        self.store.tax_mode = "charge"
        ref = self.amazon.place_order(
            lines=[{"sku": "MUG", "quantity": 3, "unit_price": "9.99", "tax": "2.67"}]
        )
        self.sync_orders()

        sale = self._assert_total(ref)
        self.assertEqual(sale.amount_tax, 0)
        tax_line = sale.order_line.filtered(lambda line: line.amazon_charge == "tax")
        self.assertAlmostEqual(tax_line.price_subtotal, 2.67)

    def test_ignored_tax_is_missing_from_the_total_and_the_order_says_so(self):
        self.store.tax_mode = "ignore"
        ref = self.amazon.place_order(
            lines=[{"sku": "MUG", "quantity": 1, "unit_price": "10.00", "tax": "0.89"}]
        )
        self.sync_orders()

        document = self.document(ref)
        self.assertAlmostEqual(document.difference, -0.89)
        self.assertEqual(document.difference_reason, "The store ignores Amazon's tax.")

    def test_german_prices_include_the_products_own_tax(self):
        self._assert_german_tax(self.vat_19)

    def test_a_tax_that_odoo_adds_on_top_is_taken_out_of_german_prices(self):
        self._assert_german_tax(self.vat_20_excluded)

    def _assert_german_tax(self, tax):
        store, account = self._open_germany()
        self._map(store, default=self.no_tax, charges=tax, tax_free=self.no_tax)
        self.mug.taxes_id = [Command.set(tax.ids)]
        ref = self.amazon.place_order(
            marketplace="DE",
            lines=[{"sku": "MUG", "quantity": 3, "unit_price": "9.99", "shipping": "4.99"}],
        )
        self.sync_orders(account)

        sale = self._assert_total(ref)
        self.assertEqual(sale.order_line.tax_ids, tax)
        rate = tax.amount / 100
        expected = round(29.97 * rate / (1 + rate), 2) + round(4.99 * rate / (1 + rate), 2)
        self.assertAlmostEqual(sale.amount_tax, expected)

    def _place_from_germany_to(self, country):
        return self.amazon.place_order(
            marketplace="DE",
            lines=[{"sku": "MUG", "quantity": 1, "unit_price": "12.00"}],
            address={
                "name": "Erika Beispiel",
                "addressLine1": "Weg 1",
                "city": "Ort",
                "postalCode": "75001",
                "countryCode": country,
            },
        )

    def test_a_fiscal_position_of_the_destination_changes_the_products_tax(self):
        store, account = self._open_germany()
        self._map(store, default=self.no_tax, tax_free=self.no_tax)
        self.mug.taxes_id = [Command.set(self.vat_19.ids)]
        position = self.env["account.fiscal.position"].create(
            {
                "name": "OSS France",
                "auto_apply": True,
                "country_id": self.env.ref("base.fr").id,
            }
        )
        french = self._create_tax(
            "French VAT 20 %",
            20,
            price_include_override="tax_included",
            fiscal_position_ids=[Command.set(position.ids)],
            original_tax_ids=[Command.set(self.vat_19.ids)],
        )
        ref = self._place_from_germany_to("FR")
        self.sync_orders(account)

        sale = self._assert_total(ref)
        self.assertEqual(sale.order_line.tax_ids, french)
        self.assertAlmostEqual(sale.amount_tax, 2.00)

    def test_outside_europe_the_destination_country_decides(self):
        store, account = self._open_germany()
        self._map(store, default=self.vat_19, tax_free=self.no_tax)
        self.mug.taxes_id = [Command.set(self.vat_19.ids)]
        self.env["amazon.tax.map"].create(
            {
                "store_id": store.id,
                "kind": "country",
                "country_id": self.env.ref("base.ch").id,
                "tax_id": self.no_tax.id,
            }
        )
        ref = self._place_from_germany_to("CH")
        self.sync_orders(account)

        sale = self._assert_total(ref)
        self.assertEqual(sale.order_line.tax_ids, self.no_tax)
        self.assertEqual(sale.amount_tax, 0)

    def test_where_amazon_is_the_supplier_in_law_the_rate_is_zero(self):
        store, account = self._open_germany()
        self._map(store, default=self.vat_19, tax_free=self.no_tax)
        self.mug.taxes_id = [Command.set(self.vat_19.ids)]
        ref = self.amazon.place_order(marketplace="DE", sku="MUG", unit_price="11.90")
        payload = self.amazon.order(ref)
        payload["orderId"] = ioss = "304-1111111-2222222"
        payload["orderItems"][0]["tax"] = {
            "taxCalculationBreakdowns": [{"reportingScheme": "IOSS"}]
        }
        self.amazon.put_raw_order(payload, seller="SELLER-EU")
        self.sync_orders(account)

        self.assertAlmostEqual(self._assert_total(ref).amount_tax, 1.90)
        sale = self._assert_total(ioss)
        self.assertEqual(sale.amount_tax, 0)
        self.assertEqual(sale.order_line.tax_ids, self.no_tax)

    def test_yen_have_no_decimals(self):
        self.amazon.add_seller("SELLER-FE", "FE", ["JP"])
        account = self._connect_account("SELLER-FE")
        store = self._open_store("JP", account)
        ten = self._create_tax("Consumption tax", 10, price_include_override="tax_included")
        self._map(store, default=ten, charges=ten, tax_free=self.no_tax)
        ref = self.amazon.place_order(
            marketplace="JP",
            lines=[{"sku": "MUG", "quantity": 3, "unit_price": "1001", "shipping": "333"}],
        )
        self.sync_orders(account)

        sale = self._assert_total(ref)
        self.assertEqual(sale.currency_id.name, "JPY")
        self.assertEqual(sale.amount_total, 3336)
        self.assertEqual(sale.amount_tax, 273 + 30)

    def test_suggest_fills_the_usual_rows_once(self):
        self.company.account_sale_tax_id = self.sales_tax
        self.store.tax_mode = "import"
        self.store.action_suggest_taxes()
        self.store.action_suggest_taxes()

        kinds = sorted(self.store.tax_map_ids.mapped("kind"))
        self.assertEqual(kinds, ["charges", "collected", "default", "tax_free"])
        ref = self.amazon.place_order(
            facilitator=True,
            lines=[{"sku": "MUG", "quantity": 1, "unit_price": "10.00", "tax": "0.89"}],
        )
        self.sync_orders()
        self._assert_total(ref)

    def refuse_data(self, name):
        text = f"The includedData value {name} is not allowed."
        for operation in ("searchOrders", "getOrder"):
            self.amazon.refuse(
                operation, 400, text, when={"query": {"includedData": name}}, times=None
            )

    def test_tax_that_amazon_collects_never_becomes_the_sellers(self):
        """Who collects it is told by a part of the order that Amazon refuses now."""
        line = {"sku": "MUG", "quantity": 1, "unit_price": "20.00", "tax": "1.78"}
        self._map_everything()
        known = self.amazon.place_order(facilitator=True, lines=[line])
        self.sync_orders()
        self.assertEqual(self.sale(known).order_line.tax_ids, self.collected)
        self.refuse_data("TAX")
        self.amazon.touch_order(known)
        new = self.amazon.place_order(facilitator=True, lines=[line])

        self.sync_orders()

        self.assertEqual(self.sale(known).order_line.tax_ids, self.collected)
        self.assertEqual(self.document(new).state, "held")
        self.assertNotIn(self.sales_tax, self.sale(new).order_line.tax_ids)
