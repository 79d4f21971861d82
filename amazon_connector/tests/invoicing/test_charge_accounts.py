"""On which accounts shipping, gift wrap, promotions and collected tax are invoiced (F1)."""

from odoo.tests import tagged

from .common import InvoicingCase

LINE = {
    "sku": "MUG",
    "unit_price": "20.00",
    "shipping": "4.00",
    "gift_wrap": "1.00",
    "discount": "2.00",
}


@tagged("post_install", "-at_install")
class TestChargeAccounts(InvoicingCase):
    def make_account(self, code, kind="income"):
        return self.env["account.account"].create(
            {"name": f"Account {code}", "code": code, "account_type": kind}
        )

    def choose(self, code, account):
        """The accountant chooses the account of a fee kind."""
        self.env.ref(f"amazon_connector.amazon_fee_kind_{code}").gl_account_id = account

    def accounts(self, sale):
        """:return: dict charge → account of its invoice line"""
        return {
            line.sale_line_ids.amazon_charge or "goods": line.account_id
            for line in sale.invoice_ids.invoice_line_ids
        }

    def test_charges_are_booked_where_their_fee_kinds_are(self):
        shipping, promotion = self.make_account("409001"), self.make_account("409002")
        self.choose("shipping", shipping)
        self.choose("promotion", promotion)
        sale = self.sell(lines=[LINE])
        self.invoice()

        accounts = self.accounts(sale)
        self.assertEqual(accounts["shipping"], shipping)
        self.assertEqual(accounts["discount"], promotion)
        self.assertEqual(accounts["gift_wrap"], accounts["goods"])

    def test_the_products_own_account_goes_first_and_the_stores_last(self):
        own, chosen, store = (self.make_account(f"40901{number}") for number in range(3))
        self.store.income_account_id = store
        self.choose("shipping", chosen)
        self.choose("giftwrap", chosen)
        self.store.product_shipping_id.property_account_income_id = own
        sale = self.sell(lines=[LINE])
        self.invoice()

        accounts = self.accounts(sale)
        self.assertEqual(accounts["shipping"], own)
        self.assertEqual(accounts["gift_wrap"], chosen)
        self.assertEqual(accounts["discount"], store)
        self.assertEqual(accounts["goods"], store)

    def test_tax_that_amazon_collects_is_owed_not_earned(self):
        owed = self.make_account("201999", "liability_current")
        self.choose("facilitator_tax", owed)
        self.store.income_account_id = self.make_account("409020")
        sale = self.sell(lines=[LINE | {"tax": "1.60"}], facilitator=True)
        self.invoice()

        taxes = {
            charge: account for charge, account in self.accounts(sale).items() if "tax" in charge
        }
        self.assertEqual(set(taxes.values()), {owed})
