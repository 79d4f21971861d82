"""What accountants see without scrolling, and where each row leads, read from the views."""

from lxml import etree

from odoo.tests import new_test_user, tagged

from ..entries.booking import BookingCase
from ..payouts.paying import PayoutCase


class ArchCase:
    def arch(self, model, view_type="form", user=None):
        records = self.env[model].with_user(user or self.env.user)
        return etree.fromstring(records.get_view(view_type=view_type)["arch"])


@tagged("post_install", "-at_install")
class TestBookScreens(ArchCase, BookingCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.open_books("USD")
        cls.books = new_test_user(
            cls.env,
            "books_s",
            "amazon_connector.group_accountant",
            company_id=cls.company.id,
            company_ids=[(6, 0, cls.company.ids)],
        )

    def test_the_amount_of_a_row_stands_before_what_may_leave_the_screen(self):
        columns = [node for node in self.arch("amazon.settlement.line", "list") if node.get("name")]
        amount = next(k for k, node in enumerate(columns) if node.get("name") == "amount")
        self.assertFalse([node for node in columns[:amount] if node.tag == "button"])
        shown = [
            node
            for node in columns[:amount]
            if node.get("optional") != "hide" and node.get("column_invisible") != "1"
        ]
        self.assertTrue(all(node.get("width") for node in shown))
        self.assertLess(sum(int(node.get("width")[:-2]) + 10 for node in shown), 1150)

    def test_the_names_of_stores_are_not_cut_where_two_are_called_the_same(self):
        for model in ("amazon.settlement", "amazon.refund", "amazon.payout"):
            (store,) = self.arch(model, "list").xpath("./field[@name='store_id']")
            self.assertGreaterEqual(int((store.get("width") or "0px")[:-2]), 150, model)

    def test_ids_and_states_of_payouts_keep_their_width(self):
        columns = {node.get("name"): node for node in self.arch("amazon.payout", "list")}
        for name in ("display_name", "settlement_ref", "phase", "is_matched"):
            self.assertTrue(columns[name].get("width"), name)

    def test_money_that_is_listed_is_summed(self):
        for model, name in (
            ("amazon.deferral", "amount"),
            ("amazon.payout", "amount"),
            ("amazon.settlement", "amount_total"),
        ):
            (amount,) = self.arch(model, "list").xpath(f"./field[@name='{name}']")
            self.assertTrue(amount.get("sum"), model)

    def test_no_amount_is_shown_where_there_is_none(self):
        for kind in ("list", "kanban"):
            (amount,) = self.arch("amazon.todo", kind).xpath("//field[@name='amount']")
            self.assertIn("not currency_id", amount.get("invisible"), kind)
        for name in ("amount_told", "amount_rows", "amount_gap"):
            (amount,) = self.arch("amazon.accrual").xpath(f"//field[@name='{name}']")
            self.assertEqual(amount.get("invisible"), "not is_measured", name)

    def test_a_line_of_the_bank_is_no_link_to_a_form_that_odoo_lacks(self):
        (line,) = self.arch("amazon.payout").xpath("//field[@name='bank_line_id']")
        self.assertIn("no_open", line.get("options"))

    def test_who_may_not_make_accounts_is_offered_none(self):
        path = "//button[@name='action_create_usual']"
        model = "amazon.accounting.setup"
        self.assertFalse(self.arch(model, user=self.books).xpath(path))
        groups = "amazon_connector.group_accountant,account.group_account_manager"
        chief = new_test_user(self.env, "chief_s", groups)
        self.assertTrue(self.arch(model, user=chief).xpath(path))

    def test_rows_and_differences_lead_to_the_sales_order(self):
        invoice = self.create_document("A", {"revenue": 100}, "2026-06-18")
        self.assertTrue(invoice)
        settlement = self.settle([("Order", "ItemPrice", "Principal", "90.00", "A", "2026-06-18")])
        difference = settlement.difference_ids.with_user(self.books)
        self.assertEqual(len(difference), 1)
        action = difference.action_view_rows()
        rows = self.env["amazon.settlement.line"].with_user(self.books).search(action["domain"])
        self.assertEqual(rows, settlement.line_ids)
        row = settlement.line_ids[:1].with_user(self.books)
        self.assertEqual(row.action_view_sale_order()["res_id"], row.sale_order_id.id)
        self.assertEqual(difference.sale_order_id, row.sale_order_id)
        self.assertIn("invoice", settlement.action_view_differences()["help"])


@tagged("post_install", "-at_install")
class TestBanners(PayoutCase):
    def test_a_banner_has_no_button_to_the_form_that_it_stands_on(self):
        self.sell()
        told = self.close()
        self.sync_payouts()
        self.amazon.fail_payout(told["settlement_id"])
        self.sync_payouts()
        payout = self.payout(told)
        self.assertEqual(payout.phase, "failed")
        (alert,) = payout.trouble_alerts.values()
        self.assertNotIn("action", alert)
        # From the list of issues it does lead there.
        self.assertEqual(payout.trouble_ids.action_remedy()["res_id"], payout.id)
