"""The fee map as it ships, and as people extend it."""

from odoo.exceptions import AccessError, ValidationError
from odoo.tests import tagged

from ..settlements.common import SettlementCommon

# All that ships on *Other*: no seller could say the same for all of these.
OTHER = {
    ("*", "ItemWithheldTax", "TCS-*"),
    ("*", "ItemWithheldTax", "TDS*"),
    ("*", "other-transaction", "Additional Other Expenses"),
    ("*", "other-transaction", "Adjustment"),
    ("*", "other-transaction", "Balance Adjustment"),
    ("*", "other-transaction", "BuyerRecharge"),
    ("*", "other-transaction", "Income Tax Charged"),
    ("*", "other-transaction", "Merchant Bad Debt"),
    ("*", "other-transaction", "MiscAdjustment"),
    ("*", "other-transaction", "Tax"),
    ("BuyerRecharge", "*", "*"),
    ("Commingling VAT", "*", "*"),
}


@tagged("post_install", "-at_install")
class TestFeeMap(SettlementCommon):
    def test_what_ships_on_other_is_a_short_list(self):
        other = self.env["amazon.settlement.rule"].search([("kind_id.code", "=", "other")])
        words = ("transaction_type", "amount_type", "amount_description")
        self.assertEqual({tuple(rule[word] for word in words) for rule in other}, OTHER)

    def test_an_order_and_its_refunds_and_concessions_consist_of_the_same_parts(self):
        rules = self.env["amazon.settlement.rule"].search(
            [("amount_type", "in", ("ItemPrice", "Promotion")), ("account_id", "=", False)]
        )
        parts = {
            transaction: {(rule.amount_type, rule.amount_description) for rule in of_type}
            for transaction, of_type in rules.grouped("transaction_type").items()
        }
        for transaction in ("*Refund*", "Goodwill Concession"):
            self.assertEqual(parts[transaction], parts["Order*"], transaction)

    def test_the_most_specific_rule_wins(self):
        rules = self.env["amazon.settlement.rule"]
        canada = self.account.store_ids.filtered(lambda s: s.marketplace_id.country_id.code == "CA")
        own = rules.create(
            {"amount_description": "Storage*", "account_id": self.account.id, **self.to("other")}
        )
        of_store = rules.create(
            {"amount_type": "other*", "store_id": self.store.id, **self.to("service")}
        )
        triple = ("other-transaction", "other-transaction", "STORAGE_FEE")

        def find(store):
            return rules._get_fee_map(self.account, store).find(triple)

        self.assertEqual(find(self.store), of_store.id)
        self.assertEqual(find(canada), own.id)
        of_store.active = False
        self.assertEqual(find(self.store), own.id)

    def test_a_rule_says_in_words_what_it_does(self):
        rule = self.env.ref("amazon_connector.amazon_settlement_rule_order_itemprice_principal")
        self.assertEqual(
            rule.sentence,
            "Sales, if Transaction Type fits “Order*” and Amount Type is “ItemPrice” and "
            "Description is “Principal”",
        )

    def test_a_rule_without_a_kind_asks_for_one(self):
        rule = self.env["amazon.settlement.rule"].new({"amount_description": "Alignment"})
        self.assertEqual(rule.sentence, "Choose a kind, if Description is “Alignment”")

    def test_no_rule_catches_everything(self):
        rules = self.env["amazon.settlement.rule"]
        with self.assertRaises(ValidationError):
            rules.create({"amount_type": "**", **self.to("other")})
        self.assertFalse(
            rules._get_fee_map(self.account, self.store).find(("ServiceFee", "ItemFees", "New Fee"))
        )

    def test_an_accountant_changes_no_rule_that_all_companies_share(self):
        shared = self.env.ref("amazon_connector.amazon_settlement_rule_order_itemprice_principal")
        shared = shared.with_user(self.accountant)
        self.assertTrue(shared.sentence)
        for act in (lambda: shared.write(self.to("other")), shared.unlink):
            with self.assertRaises(AccessError):
                act()
        with self.assertRaises(AccessError):
            shared.create({"amount_type": "Mine", **self.to("other")})
        with self.assertRaises(AccessError):
            self.kinds["sale"].with_user(self.accountant).name = "X"

    def test_each_company_has_its_own_account_for_a_kind(self):
        account = self.env["account.account"].search(
            [("account_type", "=", "expense"), ("company_ids", "in", self.company.ids)], limit=1
        )
        kind = self.kinds["storage"].with_user(self.accountant)
        kind.gl_account_id = account
        other = self.env["res.company"].create({"name": "Another company"})
        self.assertEqual(kind.sudo().gl_account_id, account)
        self.assertFalse(kind.sudo().with_company(other).gl_account_id)

    def to(self, code):
        return {"kind_id": self.kinds[code].id}
