"""Refunds and returns as accountants, sellers and people without Amazon's groups see them."""

from odoo.tests import new_test_user, tagged

from .walking import WalkingCase

SELLER = "sales_team.group_sale_salesman_all_leads"


@tagged("post_install", "-at_install")
class TestRefundScreens(WalkingCase):
    def setUp(self):
        super().setUp()
        self.store.fbm_returns = "ready"
        self.ref = self.amazon.place_order(sku="MUG", quantity=2, unit_price="9.99")
        self.sync_orders()
        self.ship(self.sale(self.ref))
        self.sale(self.ref)._create_invoices().action_post()
        self.amazon.ship_and_bill(self.ref)
        self.amazon.refund(self.ref)
        self.amazon.return_units(self.ref)
        self.account.action_sync_refunds()
        self.account.action_sync_returns()
        self.refund = self.env["amazon.refund"].search([("order_ref", "=", self.ref)])
        self.returned = self.env["amazon.return"].search([("order_ref", "=", self.ref)])

    def log_in(self, login, *groups):
        user = new_test_user(self.env, login, groups=",".join(("base.group_user", *groups)))
        user.tour_enabled = False

    def test_an_accountant_goes_from_the_refund_to_its_credit_note_and_back(self):
        self.log_in("books", "amazon_connector.group_accountant")
        self._walk(
            [
                self._open("amazon_refund_action", "list", ".o_data_row"),
                self._open_form(self.refund, tabs=True),
                self._click("action_view_credit_note", ".o_field_widget[name=invoice_line_ids]"),
                self._click("action_view_amazon_refund", ".o_field_widget[name=amount_buyer]"),
            ],
            login="books",
        )

    def test_a_seller_goes_from_the_order_to_its_refund_and_return(self):
        self.log_in("ops", "amazon_connector.group_user", SELLER, "stock.group_stock_user")
        self._walk(
            [
                self._open_form(self.sale(self.ref)),
                self._click("action_view_amazon_refunds", ".o_data_cell[name=amount_buyer]"),
                self._open_form(self.refund, tabs=True),
                self._click("action_view_order", ".o_field_widget[name=purchase_date]"),
                self._open("amazon_return_action", "list", ".o_data_row"),
                self._open_form(self.returned),
                self._click("action_view_receipt", ".o_field_widget[name=move_ids]"),
            ],
            login="ops",
        )

    def test_who_keeps_books_and_has_nothing_of_amazon_opens_the_credit_note(self):
        self.log_in("acct", "account.group_account_user")
        self._walk([self._open_form(self.refund.move_id, tabs=True)], login="acct")
