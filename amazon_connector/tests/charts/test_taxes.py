"""Suggested taxes on real charts of accounts: foreign VAT never lands on the home tax (B6)."""

from odoo.tests import tagged

from .common import ChartsCommon


@tagged("post_install", "-at_install")
class TestGermany(ChartsCommon):
    chart, region, markets = "de_skr03", "EU", ("DE", "FR")

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company._map_eu_taxes()  # as the set-up of the EU one-stop shop does

    def test_rows_for_the_countries_of_the_one_stop_shop_and_for_no_other(self):
        germany, france = self.open("DE"), self.open("FR")

        self.assertEqual(self.usual.amount, 19)
        self.assertEqual(self.row(germany), self.usual)
        french = self.row(germany, "country", "fr")
        self.assertEqual((french.amount, french.name), (20, "20.0% FR VAT"))
        self.assertEqual(self.row(france), french)
        self.assertEqual(self.row(france, "country", "de"), self.usual)
        self.assertEqual(self.row(germany, "country", "at").amount, 20)
        for elsewhere in ("uk", "ch", "us", "jp"):
            self.assertFalse(self.row(germany, "country", elsewhere))

    def test_charges_follow_their_goods_to_france(self):
        germany = self.open("DE")
        french = self.row(germany, "country", "fr")
        self.open("FR")

        self.assert_taxed(self.buy("DE", "DE"), self.usual, 1.92 + 0.96)
        self.assert_taxed(self.buy("DE", "FR"), french, 2.00 + 1.00)
        self.assert_taxed(self.buy("FR", "FR"), french, 2.00 + 1.00)
        self.assert_taxed(self.buy("FR", "DE"), self.usual, 1.92 + 0.96)

    def test_what_amazon_states_is_booked_to_the_cent(self):
        germany = self.open("DE")
        line = {"sku": "MUG", "quantity": 3, "unit_price": "9.99", "shipping": "4.99"}

        at_home = self.buy("DE", "DE", line | {"vat_rate": "0.19"})
        self.assert_taxed(at_home, self.usual, 5.58)
        abroad = self.buy("DE", "FR", line | {"vat_rate": "0.2"})
        self.assert_taxed(abroad, self.row(germany, "country", "fr"), 5.83)

    def test_vat_that_amazon_collects_is_invoiced_where_its_settlement_takes_it_away(self):
        germany = self.open("DE")
        dialog = self.env["amazon.accounting.setup"]._open_for(germany)
        dialog.action_create_usual()
        dialog.action_save()
        line = {"sku": "MUG", "unit_price": "11.90", "vat_rate": "0.19"}

        sold = self.buy("DE", "DE", line, facilitator=True)

        self.assert_taxed(sold, self.row(germany, "collected"), 1.90)
        invoice = sold.sale_order_id._create_invoices()
        invoice.action_post()
        kinds = self.env["amazon.fee.kind"].with_company(self.company)
        collected = kinds.search([("nature", "=", "facilitator")]).gl_account_id
        self.assertNotEqual(collected, self.usual.invoice_repartition_line_ids.account_id)
        tax = invoice.line_ids.filtered("tax_line_id")
        self.assertEqual((tax.account_id, tax.balance), (collected, -1.90))

    def test_a_person_who_books_collected_tax_elsewhere_is_left_alone(self):
        germany = self.open("DE")
        own = self.env["account.account"].create(
            {"name": "Amazon's VAT", "code": "1799", "account_type": "liability_current"}
        )
        tax = self.row(germany, "collected")
        lines = tax.invoice_repartition_line_ids | tax.refund_repartition_line_ids
        lines = lines.filtered(lambda line: line.repartition_type == "tax")
        lines.account_id = own
        dialog = self.env["amazon.accounting.setup"]._open_for(germany)
        dialog.action_create_usual()
        dialog.action_save()
        self.assertEqual(lines.account_id, own)

    def test_goods_at_the_reduced_rate_and_their_charges(self):
        self._create_product("BOOK", "Book", taxes_id=[(6, 0, self.tax(7).ids)])
        self.open("DE")
        line = {"sku": "BOOK", "unit_price": "10.70", "shipping": "2.14"}

        self.assert_taxed(self.buy("DE", "DE", line), self.tax(7), 0.70 + 0.14)
        in_france = self.buy("DE", "FR", line)
        self.assertEqual(in_france.sale_order_id.order_line.tax_ids.mapped("amount"), [5.5])
        self.assert_taxed(in_france, in_france.sale_order_id.order_line.tax_ids, 0.56 + 0.11)

    def test_goods_for_the_united_kingdom_wait_until_somebody_says_how_they_are_taxed(self):
        germany = self.open("DE")
        plain = self.buy("DE", "GB")
        with_tax = self.buy("DE", "GB", {"sku": "MUG", "unit_price": "12.00", "vat_rate": "0.2"})
        for document in (plain, with_tax):
            self.assert_waits(document, "Destination country United Kingdom", "Taxes")

        export = self.tax(0, name="0% EX")
        self.env["amazon.tax.map"].create(
            {
                "store_id": germany.id,
                "kind": "country",
                "country_id": self.env.ref("base.uk").id,
                "tax_id": export.id,
            }
        )
        self.sync_orders()
        self.assert_taxed(plain, export, 0)
        # A tax that Amazon charged is no export without one.
        self.assert_waits(with_tax, "Destination country United Kingdom")

    def test_without_the_one_stop_shop_goods_for_france_wait(self):
        self.env["account.fiscal.position"].search(
            [("company_id", "=", self.company.id), ("name", "=like", "OSS%")]
        ).active = False
        germany, france = self.open("DE"), self.open("FR")

        self.assertFalse(self.row(germany, "country", "fr"))
        self.assertFalse(self.row(france))
        self.assertTrue(france._names_no_tax())
        self.assert_waits(self.buy("DE", "FR"), "Destination country France")
        self.assert_waits(self.buy("FR", "FR"), "Goods")

    def test_a_company_with_a_vat_id_abroad_owes_the_tax_itself_unless_amazon_charged_it(self):
        self.company.vat = "DE123456788"
        germany = self.open("DE")
        line = {"sku": "MUG", "unit_price": "12.00", "shipping": "6.00"}
        company = {"business": True, "vat_id": "FR23334175221"}

        reverse_charge = self.tax(0, name="0% EU D")
        self.assert_taxed(self.buy("DE", "FR", line, **company), reverse_charge, 0)
        charged = self.buy("DE", "FR", line | {"vat_rate": "0.2"}, **company)
        self.assert_taxed(charged, self.row(germany, "country", "fr"), 3.00)
        no_id = self.buy("DE", "FR", line, **company | {"vat_id": "FR123"})
        self.assert_taxed(no_id, self.row(germany, "country", "fr"), 3.00)
        at_home = self.buy("DE", "DE", line, business=True, vat_id="DE136695976")
        self.assert_taxed(at_home, self.usual, 2.88)

    def test_goods_that_amazon_imports_are_taxed_by_amazon(self):
        germany = self.open("DE")
        line = {"sku": "MUG", "unit_price": "12.00", "shipping": "6.00"}
        document = self.buy("DE", "FR", line | {"reporting_scheme": "IOSS", "ioss_number": "IM1"})

        self.assert_taxed(document, self.row(germany, "tax_free"), 0)


@tagged("post_install", "-at_install")
class TestBritain(ChartsCommon):
    chart, region, markets = "uk", "EU", ("GB", "DE")

    def test_at_home_and_exported(self):
        store = self.open("GB")
        export = self.row(store, "country", "de")

        self.assertEqual((self.row(store), self.usual.amount), (self.usual, 20))
        self.assertEqual(export.amount, 0)
        self.assert_taxed(self.buy("GB", "GB"), self.usual, 3.00)
        self.assert_taxed(self.buy("GB", "DE"), export, 0)

    def test_german_vat_never_lands_on_a_british_tax(self):
        germany = self.open("DE")
        self.assertFalse(self.row(germany))
        self.assertTrue(germany._names_no_tax())
        line = {"sku": "MUG", "unit_price": "11.90", "vat_rate": "0.19"}
        stated = self.buy("DE", "DE", line)
        from_german_stock = self.buy("DE", "DE", fulfilled_by="AMAZON", status="SHIPPED")
        for document in (stated, from_german_stock):
            self.assert_waits(document, "Goods", "Taxes")
        # A parcel sent from home is an export: the fiscal position says so.
        self.assert_taxed(self.buy("DE", "DE"), self.tax(0, name="0% EX"), 0)

        german = self.tax(20).copy({"name": "German VAT", "amount": 19})
        self.env["amazon.tax.map"].create({"store_id": germany.id, "tax_id": german.id})
        self.sync_orders()
        self.assert_taxed(stated, german, 1.90)
        self.assert_taxed(from_german_stock, german, 1.92 + 0.96)


@tagged("post_install", "-at_install")
class TestFrance(ChartsCommon):
    chart, region, markets = "fr", "EU", ("FR",)

    def test_at_home_and_a_position_that_changes_nothing(self):
        store = self.open("FR")

        self.assertEqual((self.row(store), self.usual.amount), (self.usual, 20))
        self.assert_taxed(self.buy("FR", "FR"), self.usual, 3.00)
        # A position that leaves the tax as it is does not say whether the threshold is passed.
        self.assert_waits(self.buy("FR", "DE"), "Destination country Germany")


@tagged("post_install", "-at_install")
class TestUnitedStates(ChartsCommon):
    chart, region, markets = "us", "NA", ("US", "MX")

    def test_amazon_collects_the_tax_of_its_marketplace(self):
        store = self.open("US")
        line = {
            "sku": "MUG",
            "unit_price": "38.68",
            "tax": "3.50",
            "shipping": "4.00",
            "shipping_tax": "0.36",
        }
        collected = self.buy("US", "US", line, facilitator=True)
        self.assert_taxed(collected, self.row(store, "collected"), 3.86)
        own = self.buy("US", "US", line)
        self.assert_taxed(own, self.row(store), 3.86)
        free = self.buy("US", "US")
        self.assert_taxed(free, self.row(store, "tax_free"), 0)

    def test_mexican_tax_is_not_booked_as_an_untaxed_export(self):
        self.open("MX")
        line = {"sku": "MUG", "unit_price": "116.00", "vat_rate": "0.16"}
        self.assert_waits(self.buy("MX", "MX", line), "Goods")


@tagged("post_install", "-at_install")
class TestJapan(ChartsCommon):
    chart, region, markets = "jp", "FE", ("JP",)

    def test_ten_and_eight_percent(self):
        store = self.open("JP")
        self._create_product("TEA", "Green tea", taxes_id=[(6, 0, self.tax(8).ids)])

        self.assertEqual((self.row(store), self.usual.amount), (self.usual, 10))
        mug = self.buy("JP", "JP", {"sku": "MUG", "unit_price": "1100", "shipping": "330"})
        self.assert_taxed(mug, self.usual, 130)
        tea = self.buy("JP", "JP", {"sku": "TEA", "unit_price": "1080", "shipping": "216"})
        self.assert_taxed(tea, self.tax(8), 96)
        stated = {"sku": "TEA", "quantity": 3, "unit_price": "999", "vat_rate": "0.08"}
        self.assert_taxed(self.buy("JP", "JP", stated), self.tax(8), 222)

    def test_goods_at_both_rates_in_one_order(self):
        self.open("JP")
        self._create_product("TEA", "Green tea", taxes_id=[(6, 0, self.tax(8).ids)])
        document = self.buy(
            "JP",
            "JP",
            {"sku": "MUG", "unit_price": "1100", "vat_rate": "0.1"},
            {"sku": "TEA", "unit_price": "1080", "vat_rate": "0.08"},
        )
        self.assert_taxed(document, self.usual | self.tax(8), 180)


@tagged("post_install", "-at_install")
class TestGenericChart(ChartsCommon):
    chart, region, markets = "generic_coa", "EU", ("DE",)

    def test_abroad_a_parcel_is_an_export_and_german_vat_waits_for_its_tax(self):
        germany = self.open("DE")
        self.assertFalse(self.row(germany))
        self.assert_taxed(self.buy("DE", "DE"), self.tax(0, name="0% Exports"), 0)
        line = {"sku": "MUG", "unit_price": "11.90", "vat_rate": "0.19"}
        self.assert_waits(self.buy("DE", "DE", line), "Goods")
