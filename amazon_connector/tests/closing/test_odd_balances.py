"""Amazon's balances in other forms than one tree for each marketplace."""

from odoo.tests import tagged

from .test_accrual import ClosingCase

US = "ATVPDKIKX0DER"


@tagged("post_install", "-at_install")
class TestOddBalances(ClosingCase):
    def tell_balances(self, *balances):
        """From now on Amazon answers with these: (kind, amount, type of account, marketplace)."""
        told = [
            {
                "partnerMetadata": {
                    "partnerId": "SELLER1",
                    "accountType": account,
                    "marketplaceId": market,
                },
                "balanceType": kind,
                "amount": {"currencyAmount": amount, "currencyCode": "USD"},
            }
            for kind, amount, account, market in balances
        ]
        self.amazon.answer("listBalances", body={"balances": told}, times=None)

    def test_each_kind_by_itself_and_of_two_accounts_is_added_up(self):
        self.sell(deferred="DD7", date=self.then)
        self.tell_balances(
            ("AVAILABLE", 5, "STANDARD_ORDERS", US),
            ("DEFERRED", self.deferred() - 1, "STANDARD_ORDERS", US),
            ("AVAILABLE", 2, "INVOICED_ORDERS", US),
            ("DEFERRED", 1, "INVOICED_ORDERS", US),
            ("AVAILABLE", 9, "STANDARD_ORDERS", "A2EUQ1WTGCTBG2"),
        )

        accrual = self.accrue()
        close = self.env["amazon.close"].create({"store_id": self.store.id, "month": self.last})
        close.action_check()

        self.assertEqual((accrual.amount_told, accrual.amount_gap), (self.deferred(), 0))
        self.assertEqual((close.is_available_told, close.amount_available), (True, 7))

    def test_no_balance_is_not_a_balance_of_zero(self):
        self.sell(deferred="DD7", date=self.then)
        self.tell_balances()

        accrual = self.env["amazon.accrual"]._get_or_create(self.store, self.last)
        operation = accrual.with_user(self.accountant).action_measure()
        accrual.with_user(self.accountant).action_post()

        self.assertEqual((accrual.amount_told, accrual.amount_gap), (self.deferred(), 0))
        self.assertIn("tells no balance", self.messages(operation))
        self.assertEqual(self.balance(accrual.move_ids, self.last), self.deferred())

    def test_a_kind_that_is_left_out_is_not_zero(self):
        self.sell(deferred="DD7", date=self.then)
        self.tell_balances(("AVAILABLE", 5, "STANDARD_ORDERS", US))

        accrual = self.accrue()

        self.assertEqual((accrual.amount_told, accrual.amount_gap), (self.deferred(), 0))

    def test_the_reserve_is_compared_with_the_books(self):
        self.tell_balances(("ACCOUNT_LEVEL_RESERVE", 3, "STANDARD_ORDERS", US))
        line = self.check_reserve()
        self.assertFalse(line.is_done, line.sentence)
        self.assertEqual(line.action_open()["res_model"], "account.move.line")

    def test_a_reserve_that_amazon_does_not_tell_is_none_to_compare(self):
        self.tell_balances(("AVAILABLE", 5, "STANDARD_ORDERS", US))
        line = self.check_reserve()
        self.assertTrue(line.is_done, line.sentence)
        self.assertIn("does not tell", line.sentence)

    def check_reserve(self):
        close = self.env["amazon.close"].create({"store_id": self.store.id, "month": self.last})
        close.action_check()
        return close.line_ids.filtered(lambda line: line.key == "reserve")
