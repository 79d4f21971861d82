"""Screens of the dashboard, of what is to be done, and of the store's settings."""

from lxml import etree

from odoo.tests import new_test_user, tagged

from .test_kinds_of_user import SELLER, KindsCase

MOST_TABS = 7


class DashboardCase(KindsCase):
    def setUp(self):
        super().setUp()
        self.document(self.ref).shipment_ids.write({"state": "failed"})
        view = self.env.ref("amazon_connector.amazon_store_view_kanban_dashboard")
        self.board = self._open("amazon_dashboard_action", "kanban", ".o_dashboard_graph canvas")
        self.board["open"]["views"] = [(view.id, "kanban"), (False, "search"), (False, "form")]

    def press(self, figure, see):
        """Follow the link of a figure on the card."""
        link = f".o_amazon_dashboard a[name=action_open_figure][data-figure={figure}]"
        return {"click": link, "see": see}


@tagged("post_install", "-at_install")
class TestDashboardScreens(DashboardCase):
    def test_the_numbers_of_a_card_open_their_lists(self):
        groups = ("amazon_connector.group_user", SELLER, "stock.group_stock_user")
        self._login("ops", *groups)
        rows = ".o_list_view .o_data_row"
        self._walk(
            [
                self.board,
                self.press("refused", f"{rows} .o_data_cell[name=order_id]"),
                self.board,
                self.press("held", f"{rows} .o_data_cell[name=amazon_ref]"),
                self.board,
                self.press("unlinked", f"{rows} .o_data_cell[name=seller_sku]"),
                self._open("amazon_todo_action", "list", rows),
                {"click": "button[name=action_open]", "see": ".o_form_view .o_form_sheet"},
            ],
            login="ops",
        )

    def test_accountants_have_a_dashboard_of_their_own(self):
        self._login("books", "amazon_connector.group_accountant")
        board = dict(self.board, see=".o_amazon_dashboard .o_kanban_record")
        self._walk(
            [board, {"click": ".o_amazon_dashboard .btn-primary", "see": ".o_list_view"}],
            login="books",
        )

    def test_the_settings_of_a_store_stand_on_few_tabs(self):
        arch = self.env["amazon.store"].get_view(view_type="form")["arch"]
        self.assertLessEqual(len(etree.fromstring(arch).xpath("//page")), MOST_TABS)
        self._walk([self._open_form(self.store, tabs=True)])

    def test_a_manager_alone_is_offered_to_go_live(self):
        self.store.action_pause()
        for group, offered in (("group_user", False), ("group_manager", True)):
            user = new_test_user(self.env, group, groups=f"amazon_connector.{group}")
            view = self.env.ref("amazon_connector.amazon_store_view_kanban_dashboard")
            arch = self.store.with_user(user).get_view(view.id, "kanban")["arch"]
            found = etree.fromstring(arch).xpath("//button[@name='action_ask_go_live']")
            self.assertEqual(bool(found), offered)


@tagged("post_install", "-at_install")
class TestDashboardOnPhone(DashboardCase):
    browser_size = "390x844"
    touch_enabled = True

    def test_cards_fit_on_a_phone(self):
        self._login("ops", "amazon_connector.group_user", SELLER, "stock.group_stock_user")
        todo = self._open("amazon_todo_action", "kanban", ".o_kanban_record")
        self._walk([self.board, todo], login="ops")
