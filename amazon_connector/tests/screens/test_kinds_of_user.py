"""Each kind of user opens all that is theirs, with their own groups alone."""

from odoo.tests import new_test_user, tagged

from .walking import WalkingCase

LISTS = (
    "amazon_store_action",
    "amazon_order_action",
    "amazon_listing_action",
    "amazon_submission_action",
    "amazon_shipment_action",
    "amazon_cancellation_action",
    "amazon_trouble_action",
    "amazon_operation_action",
)
SELLER = "sales_team.group_sale_salesman_all_leads"


@tagged("post_install", "-at_install")
class TestKindsOfUser(WalkingCase):
    def setUp(self):
        super().setUp()
        self.amazon.add_listing("MUG", quantity=1)
        self.ref = self.amazon.place_order(sku="MUG", quantity=2, unit_price="9.99")
        self.held = self.amazon.place_order(sku="STRANGER", unit_price="9.99")
        self.sync_orders()
        self.store.action_sync_listings()
        self.picking = self.ship(self.sale(self.ref))
        self.account.action_push_shipments()
        self.sale(self.ref)._create_invoices().action_post()

    def test_one_with_amazon_sales_and_inventory(self):
        self._login("ops", "amazon_connector.group_user", SELLER, "stock.group_stock_user")
        self._walk(
            [
                *self._amazon_steps(),
                self._click("action_view_sale_order", "[name=order_line]"),
                self._open_form(self.picking, tabs=True),
                self._click("action_view_amazon_shipments", ".o_data_cell[name=tracking_ref]"),
            ],
            login="ops",
        )

    def test_one_with_accounting_and_sales_and_nothing_of_amazon(self):
        self._login("acct", SELLER, "account.group_account_user")
        sale = self.sale(self.ref)
        self._walk(
            [
                self._open("sale.action_orders", "list", ".o_data_row"),
                self._open_form(sale, tabs=True),
                self._open("account.action_move_out_invoice_type", "list", ".o_data_row"),
                self._open_form(sale.invoice_ids, tabs=True),
                self._open_form(sale.partner_id, tabs=True),
            ],
            login="acct",
        )

    def test_one_who_only_picks(self):
        self.carrier("Parcel Post")
        self._login("picker", "stock.group_stock_user")
        self._walk(
            [
                self._open("stock.stock_picking_type_action", "kanban", ".o_kanban_record"),
                self._open("stock.action_picking_tree_outgoing", "list", ".o_data_row"),
                self._open_form(self.picking, tabs=True),
                self._open_form(self.mug.product_tmpl_id, tabs=True),
            ],
            login="picker",
        )

    def test_one_with_amazon_alone(self):
        self._login("amz", "amazon_connector.group_user")
        self._walk(self._amazon_steps(), login="amz")

    def test_clocks_open_what_is_theirs_alone(self):
        filters = {"activities_overdue", "activities_today", "activities_upcoming_all"}
        for model in ("order", "store", "shipment", "cancellation", "submission"):
            with self.subTest(model=model):
                arch = self.env[f"amazon.{model}"].get_view(view_type="search")["arch"]
                missing = [name for name in filters if f'name="{name}"' not in arch]
                self.assertFalse(missing)

    def _login(self, login, *groups):
        user = new_test_user(self.env, login, groups=",".join(("base.group_user", *groups)))
        user.tour_enabled = False
        return user

    def _amazon_steps(self):
        """Every list of the app, and a form of each kind."""
        sold = self.document(self.ref)
        own = [("store_id", "=", self.store.id)]
        return [
            *(self._open(name, "list", ".o_list_view") for name in LISTS),
            self._open("amazon_store_action", "kanban", ".o_kanban_record"),
            *(
                self._open_form(record, tabs=True)
                for record in (
                    self.store,
                    self.env["amazon.listing"].search(own, limit=1),
                    self.env["amazon.operation"].search([], limit=1),
                    self.document(self.held),
                    sold.shipment_ids,
                    sold,
                )
            ),
        ]
