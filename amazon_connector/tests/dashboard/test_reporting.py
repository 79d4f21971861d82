"""The Reporting menu: money and units, by whoever may see them; the menu as the day goes."""

from datetime import timedelta

from lxml import etree

from odoo import fields
from odoo.tests import new_test_user, tagged

from .common import DashboardCommon

MENU = [
    "Dashboard",
    "Orders",
    "Listings",
    "Shipments",
    "Accounting",
    "Reporting",
    "Sync Log",
    "Configuration",
]


@tagged("post_install", "-at_install")
class TestReporting(DashboardCommon):
    def sums(self, *groups, user=None):
        self.env.flush_all()
        report = self.env["amazon.sales.report"].with_user(user or self.env.user)
        return report._read_group([], groups, ["order_id:count_distinct", "units:sum", "sales:sum"])

    def test_orders_units_and_sales_add_up(self):
        first = self.amazon.place_order(sku="MUG", quantity=2, unit_price="10.00")
        self.amazon.place_order(sku="LAMP", quantity=1, unit_price="30.00")
        gone = self.amazon.place_order(sku="MUG", unit_price="10.00")
        self.amazon.cancel_order(gone)
        self.sync_orders()
        ((orders, units, sales),) = self.sums()
        self.assertEqual((orders, units, round(sales, 2)), (2, 3, 50.0))
        by_product = {product: row for product, *row in self.sums("product_id")}
        self.assertEqual(by_product[self.mug], [1, 2, 20.0])
        self.document(first).state = "ignored"
        self.assertEqual(self.sums()[0][:2], (1, 1))

    def test_sales_are_in_the_companys_currency_at_the_orders_rate(self):
        ref = self.amazon.place_order(sku="MUG", unit_price="100.00")
        self.sync_orders()
        self.sale(ref).currency_rate = 0.5
        self.assertEqual(round(self.sums()[0][2], 2), 200.0)

    def test_days_late_are_measured_from_amazons_deadline(self):
        late, punctual = (self.amazon.place_order(sku="MUG") for _number in range(2))
        self.sync_orders()
        now = fields.Datetime.now()
        self.document(late).ship_by = now - timedelta(days=2)
        self.document(punctual).ship_by = now + timedelta(days=2)
        self.env.flush_all()
        rows = self.env["amazon.ship.by"].search([], order="ship_by")
        self.assertEqual([round(days, 2) for days in rows.mapped("days_late")], [2.0, 0.0])

    def test_each_report_measures_more_than_a_number_of_rows(self):
        menu = self.env.ref("amazon_connector.amazon_reporting_menu")
        actions = menu.child_id.mapped("action")
        self.assertEqual(len(actions), 4)
        for action in actions:
            for view_type in ("pivot", "graph"):
                with self.subTest(report=action.name, view_type=view_type):
                    arch = self.env[action.res_model].get_view(view_type=view_type)["arch"]
                    self.assertTrue(etree.fromstring(arch).xpath("//field[@type='measure']"))

    def test_the_menu_follows_the_day(self):
        root = self.env.ref("amazon_connector.amazon_menu_root")
        self.assertEqual(root.child_id.sorted("sequence").mapped("name"), MENU)
        books = new_test_user(self.env, "books", groups="amazon_connector.group_accountant")
        own = self.menus(books, root)
        self.assertEqual(
            own.filtered(lambda menu: menu.parent_id == root).sorted("sequence").mapped("name"),
            ["Dashboard", "Shipments", "Accounting", "Reporting", "Sync Log"],
        )

    def menus(self, user, root):
        """The menus below the app's root that a user sees; below a hidden one nothing is seen."""
        menus = self.env["ir.ui.menu"].with_user(user)
        visible = list(menus._visible_menu_ids())
        found = menus.search([("id", "child_of", root.id), ("id", "in", visible)]) - root
        return found.filtered(lambda menu: menu.parent_id.id in visible)

    def test_whoever_sees_a_menu_may_open_it(self):
        root = self.env.ref("amazon_connector.amazon_menu_root")
        for group in ("group_user", "group_accountant", "group_manager"):
            user = new_test_user(self.env, group, groups=f"amazon_connector.{group}")
            own = self.menus(user, root)
            self.assertTrue(own)
            for menu in own.filtered("action"):
                with self.subTest(group=group, menu=menu.complete_name):
                    if menu.action._name == "ir.actions.server":
                        self.assertTrue(menu.action.with_user(user).run())
                    else:
                        self.env[menu.action.res_model].with_user(user).search([], limit=1)
