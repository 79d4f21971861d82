"""Each kind of user opens all that is theirs, with their own groups alone."""

from odoo import fields
from odoo.tests import new_test_user, tagged

from ..settlements.common import commission, report, row, sale
from .walking import WalkingCase

SELLER = "sales_team.group_sale_salesman_all_leads"


class KindsCase(WalkingCase):
    """A seller with an order that is shipped and invoiced, one to be shipped, and one on hold."""

    def setUp(self):
        super().setUp()
        self.amazon.add_listing("MUG", quantity=1)
        self.ref = self.amazon.place_order(sku="MUG", quantity=2, unit_price="9.99")
        self.held = self.amazon.place_order(sku="STRANGER", unit_price="9.99")
        self.amazon.place_order(sku="MUG", unit_price="9.99", programs=["PRIME"])
        self.sync_orders()
        self.store.action_sync_listings()
        self.picking = self.ship(self.sale(self.ref))
        self.account.action_push_shipments()
        self.sale(self.ref)._create_invoices().action_post()

    def _login(self, login, *groups):
        user = new_test_user(self.env, login, groups=",".join(("base.group_user", *groups)))
        user.tour_enabled = False
        return user

    def _amazon_steps(self, user):
        """Every menu of the app that the user sees, and forms with all they lead to."""
        return [*self._menu_steps(user), *self._form_steps(figures="", links=True)]

    def _menu_steps(self, user):
        """Every menu of the addon that the user sees, in whichever app, in each of its views."""
        return [step for action in self._menu_actions(user) for step in self._action_steps(action)]

    def _menu_actions(self, user):
        """:return: the actions of these menus, each once"""
        own = self.env["ir.model.data"].search(
            [("module", "=", "amazon_connector"), ("model", "=", "ir.ui.menu")]
        )
        menus = self.env["ir.ui.menu"].with_user(user)
        # A menu below one that is hidden is hidden too.
        visible = set(menus._visible_menu_ids()) & set(own.mapped("res_id"))
        menus = menus.search([("id", "in", list(visible))])
        # Actions themselves are read by administrators alone.
        return list(dict.fromkeys(menu.sudo().action for menu in menus if menu.action))

    def _action_steps(self, action):
        name = action.get_external_id()[action.id]
        if "view_mode" not in action:
            return [{"open": name, "see": ".o_view_controller"}]
        modes = action.view_mode.split(",")
        if modes == ["form"]:
            # A dialog, or a page of settings.
            dialog = ".modal " if action.target == "new" else ""
            return [{"open": name, "see": f"{dialog}.o_form_view", "close": True}]
        return [self._open(name, mode, f".o_{mode}_view") for mode in modes if mode != "form"]

    def _form_steps(self, **follow):
        sold, own = self.document(self.ref), [("store_id", "=", self.store.id)]
        records = (
            self.store,
            self.env["amazon.listing"].search(own, limit=1),
            self.env["amazon.operation"].search([], limit=1),
            self.document(self.held),
            sold.shipment_ids,
            sold,
        )
        return [self._open_form(record, tabs=True, **follow) for record in records]


@tagged("post_install", "-at_install")
class TestKindsOfUser(KindsCase):
    def test_one_with_amazon_sales_and_inventory(self):
        ops = self._login("ops", "amazon_connector.group_user", SELLER, "stock.group_stock_user")
        self._walk(
            [
                *self._amazon_steps(ops),
                self._open_form(self.sale(self.ref), tabs=True, figures="amazon"),
                self._open_form(self.picking, tabs=True, figures="amazon"),
            ],
            login="ops",
        )

    def test_one_with_accounting_and_sales_and_nothing_of_amazon(self):
        self._login("acct", SELLER, "account.group_account_user")
        sale = self.sale(self.ref)
        self._walk(
            [
                self._open("sale.action_orders", "list", ".o_data_row"),
                self._open_form(sale, tabs=True, figures=""),
                self._open("account.action_move_out_invoice_type", "list", ".o_data_row"),
                self._open_form(sale.invoice_ids, tabs=True, figures=""),
                self._open_form(sale.partner_id, tabs=True),
            ],
            login="acct",
        )

    def test_one_who_keeps_amazons_books(self):
        settlement = self._bring_settlement()
        books = self._login("books", "amazon_connector.group_accountant")
        rules = self.env["amazon.settlement.rule"].search([], limit=1)
        accounts = self._open("amazon_store_action_accounting", "list", ".o_data_row")
        view = self.env.ref("amazon_connector.amazon_store_view_list_accounting")
        accounts["open"]["views"] = [(view.id, "list")]
        self._walk(
            [
                *self._menu_steps(books),
                self._open_form(settlement, tabs=True),
                self._click("action_view_rows", ".o_list_view .o_data_cell[name=order_ref]"),
                self._open("amazon_settlement_unmapped_action", "list", ".o_data_row"),
                self._open("amazon_settlement_rule_action", "list", ".o_group_header"),
                self._open_form(rules),
                self._open("amazon_fee_kind_action", "list", ".o_group_header"),
                accounts,
                self._click("action_set_up_accounting", ".modal .o_field_widget[name=line_ids]"),
            ],
            login="books",
        )
        # A dialog that is not filled in is not left: each is the end of a walk.
        self._walk(
            [
                self._open_form(settlement, tabs=True),
                self._click("action_map", ".modal .o_field_widget[name=kind_id]"),
            ],
            login="books",
        )

    def _bring_settlement(self):
        """A settlement with a row that the fee map does not know."""
        unknown = row("ServiceFee", "Brand New Fee", "Base fee", "-1.00")
        text = report([sale(order_id=self.ref, sku="MUG"), commission(), unknown])
        settlement = self.env["amazon.settlement"].create_from_file(
            self.account, "june.txt", text.encode()
        )
        settlement.action_process()
        return settlement

    def test_one_who_only_picks(self):
        self.carrier("Parcel Post")
        picker = self._login("picker", "stock.group_stock_user")
        self._walk(
            [
                *self._menu_steps(picker),
                self._open("stock.stock_picking_type_action", "kanban", ".o_kanban_record"),
                self._open("stock.action_picking_tree_outgoing", "list", ".o_data_row"),
                self._open_form(self.picking, tabs=True, figures="amazon"),
                self._open_form(self.mug.product_tmpl_id, tabs=True),
            ],
            login="picker",
        )

    def test_one_with_amazon_alone(self):
        amz = self._login("amz", "amazon_connector.group_user")
        self._walk(self._amazon_steps(amz), login="amz")

    def test_one_who_administers_the_connector_and_nothing_else(self):
        boss = self._login("boss", "amazon_connector.group_manager")
        account = self._open_form(self.account, tabs=True, figures="", links=True)
        self._walk([*self._amazon_steps(boss), account], login="boss")

    def test_one_who_administers_odoo_sees_every_screen_of_the_addon(self):
        groups = ("amazon_connector.group_manager", "amazon_connector.group_accountant")
        system = self._login("system", *groups, "stock.group_stock_manager", "base.group_system")
        actions = self._menu_actions(system)
        # Those of the other kinds of user are among them, so that none is opened by nobody.
        menus = (
            self.env["ir.ui.menu"]
            .search([("action", "!=", False)])
            .filtered(lambda menu: menu.get_external_id()[menu.id].startswith("amazon_connector."))
        )
        self.assertEqual(set(actions), {menu.action for menu in menus})
        # What the walks of other kinds of user do not open.
        rest = [
            action for action in actions if "view_mode" not in action or action.view_mode == "form"
        ]
        self._walk([step for action in rest for step in self._action_steps(action)], login="system")

    def test_issues_are_shown_to_those_who_may_open_what_they_are_about(self):
        troubles = self.env["amazon.trouble"]
        models = [model._name for model in troubles._get_models()]
        now = fields.Datetime.now()
        own = {"account_id": self.account.id, "company_id": self.company.id, "severity": "error"}
        own |= {"since": now, "last_seen": now}
        made = troubles.create(
            [{**own, "res_model": name, "res_id": 1, "key": "seen"} for name in models]
        )
        for group in ("user", "accountant", "manager"):
            user = self._login(group, f"amazon_connector.group_{group}")
            shown = made.with_user(user)._filtered_access("read").mapped("res_model")
            readable = {
                name for name in models if self.env[name].with_user(user).has_access("read")
            }
            self.assertEqual(set(shown), readable, group)

    def test_a_remedy_that_is_others_work_opens_what_the_issue_is_about(self):
        books = self._login("books", "amazon_connector.group_accountant")
        own = [("res_model", "=", "amazon.store"), ("res_id", "=", self.store.id)]
        told = self.env["amazon.trouble"].with_user(books).search(own)
        trouble = told.filtered(lambda trouble: trouble.action_text == "Link Listings")
        banner = trouble._get_remedy_action()
        remedy = self.env["ir.actions.server"].with_user(books).browse(banner["id"])
        opened = remedy.with_context(**banner["context"]).run()
        self.assertEqual((opened["res_model"], opened["res_id"]), ("amazon.store", self.store.id))

    def test_clocks_open_what_is_theirs_alone(self):
        filters = {"activities_overdue", "activities_today", "activities_upcoming_all"}
        for model in ("order", "store", "shipment", "cancellation", "submission"):
            with self.subTest(model=model):
                arch = self.env[f"amazon.{model}"].get_view(view_type="search")["arch"]
                missing = [name for name in filters if f'name="{name}"' not in arch]
                self.assertFalse(missing)


@tagged("post_install", "-at_install")
class TestPhone(KindsCase):
    """On a phone nothing is wider than the screen."""

    browser_size = "390x844"
    touch_enabled = True

    def test_the_app_fits(self):
        groups = ("amazon_connector.group_user", SELLER, "stock.group_stock_user")
        ops = self._login("ops", *groups)
        sale = self.sale(self.ref)
        steps = [*self._menu_steps(ops), *self._form_steps()]
        self._walk([*steps, *map(self._open_form, (sale, self.picking))], login="ops")

    def test_what_is_for_the_books_and_for_administrators_fits(self):
        groups = ("amazon_connector.group_manager", "amazon_connector.group_accountant")
        boss = self._login("boss", *groups)
        self._walk(self._menu_steps(boss), login="boss")
