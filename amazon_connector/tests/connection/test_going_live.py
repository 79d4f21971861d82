"""Going live asks first where something is missing that would be seen on invoices (A7)."""

from odoo.exceptions import UserError
from odoo.tests import tagged

from ..common import AmazonCommon


@tagged("post_install", "-at_install")
class TestGoingLive(AmazonCommon):
    def setUp(self):
        super().setUp()
        self.amazon.add_seller("SELLER-EU", "EU", ["DE"])
        self.seller = self._connect_account("SELLER-EU")
        self.germany = self.seller.store_ids
        self.germany.import_from = "2020-01-01 00:00:00"

    def ask(self, store):
        """Press the button; returns the dialogue, if one opens."""
        action = store.action_ask_go_live()
        return action and self.env[action["res_model"]].browse(action["res_id"])

    def load_listings(self):
        self.amazon.add_listing("MUG", price="12.00", marketplace="DE")
        self.germany.action_sync_listings()
        self.amazon.advance(minutes=30)
        self.germany.action_sync_listings()
        self.assertTrue(self.germany.listing_count)

    def test_it_asks_for_tax_and_listings_before_anything_goes_live(self):
        dialogue = self.ask(self.germany)

        self.assertEqual(self.germany.state, "draft")
        self.assertTrue(dialogue.lacks_tax)
        self.assertTrue(dialogue.lacks_listings)

    def test_by_default_its_invoices_have_the_companys_tax(self):
        self.company.account_fiscal_country_id = self.env.ref("base.de")
        group = self.env["account.tax.group"].create({"name": "VAT"})
        usual = self.env["account.tax"].create(
            {"name": "19 %", "amount": 19, "tax_group_id": group.id}
        )
        self.company.account_sale_tax_id = usual
        self.ask(self.germany).action_confirm()
        self.assertEqual(self.germany.state, "live")
        ref = self.amazon.place_order(marketplace="DE", sku="MUG", unit_price="11.90")
        self.sync_orders(self.seller)

        invoice = self.sale(ref)._create_invoices()
        self.assertEqual(invoice.invoice_line_ids.tax_ids, usual)
        self.assertAlmostEqual(invoice.amount_tax, 1.90)

    def test_one_tax_for_all_or_none_is_a_choice_of_its_own(self):
        included = self.env["account.tax"].create(
            {"name": "Incl.", "amount": 19, "price_include_override": "tax_included"}
        )
        dialogue = self.ask(self.germany)
        dialogue.tax_choice = "one"
        with self.assertRaisesRegex(UserError, "Choose the tax"):
            dialogue.action_confirm()
        dialogue.tax_id = included
        dialogue.action_confirm()

        self.assertEqual(self.germany.state, "live")
        self.assertEqual(self.germany.tax_id, included)
        self.germany.tax_id = False
        self.germany.action_pause()
        dialogue = self.ask(self.germany)
        dialogue.tax_choice = "none"
        dialogue.action_confirm()
        self.assertEqual((self.germany.state, self.germany.tax_mode), ("live", "charge"))

    def test_nothing_is_asked_where_nothing_is_missing(self):
        self.germany.tax_id = self.env["account.tax"].create(
            {"name": "Incl.", "amount": 19, "price_include_override": "tax_included"}
        )
        self.load_listings()

        self.assertFalse(self.ask(self.germany))
        self.assertEqual(self.germany.state, "live")

    def test_listings_can_be_loaded_from_the_dialogue(self):
        dialogue = self.ask(self.germany)
        self.assertEqual(dialogue.action_load_listings()["tag"], "amazon_connector.toast")
        self.assertEqual(self.germany.state, "draft")
