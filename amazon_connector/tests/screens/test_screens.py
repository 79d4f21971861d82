"""Every screen opens in a browser, with data and without, and writes no error to its console."""

from lxml import etree

from odoo.models import MAGIC_COLUMNS
from odoo.tests import tagged

from .walking import WalkingCase

# Each menu's action with its view types.
SCREENS = {
    "amazon_store_action": ("kanban", "list"),
    "amazon_order_action": ("list", "graph", "pivot"),
    "amazon_listing_action": ("list",),
    "amazon_submission_action": ("list",),
    "amazon_shipment_action": ("list",),
    "amazon_trouble_action": ("list", "kanban"),
    "amazon_operation_action": ("list",),
    "amazon_account_action": ("list",),
    "amazon_marketplace_action": ("list",),
}
# Settings whose label says everything.
PLAIN = {"active", "account_id", "company_id", "marketplace_id", "store_id", "fulfilled_by"}


@tagged("post_install", "-at_install")
class TestScreens(WalkingCase):
    def setUp(self):
        super().setUp()
        self.amazon.add_listing("MUG", quantity=1)
        self.amazon.add_listing("LAMP", channel="AMAZON", quantity=5)
        self.ref = self.amazon.place_order(sku="MUG", quantity=2, unit_price="9.99")
        self.held = self.amazon.place_order(sku="STRANGER", unit_price="9.99")
        self.store.push_stock = True
        self.sync_orders()
        self.assertEqual(self.document(self.ref).state, "done", self.document(self.ref).reason)
        self.store.action_sync_listings()
        self.ship(self.sale(self.ref))
        self.account.action_push_shipments()
        self.store.action_push_stock()
        self.sync_orders()

    def test_lists_and_figures_open(self):
        self._walk(
            self._open(name, view_type, f".o_{view_type}_view")
            for name, view_types in SCREENS.items()
            for view_type in view_types
        )

    def test_empty_screens_say_what_to_do(self):
        self._walk(
            self._open(name, view_types[0], ".o_view_nocontent", domain=[("id", "=", 0)])
            for name, view_types in SCREENS.items()
        )

    def test_forms_open_with_all_their_tabs(self):
        shipped = self.document(self.ref)
        records = (
            self.account,
            self.env["amazon.account"].create({"name": "Not connected"}),
            *self.account.store_ids,
            shipped,
            self.document(self.held),
            shipped.shipment_ids,
            *self.env["amazon.listing"].search([("store_id", "=", self.store.id)]),
            *self.env["amazon.submission"].search([("store_id", "=", self.store.id)]),
            *self.env["amazon.operation"].search([("account_id", "=", self.account.id)]),
            self.store.marketplace_id,
        )
        self._walk(self._open_form(record, tabs=True) for record in records)

    def test_one_can_go_from_amazon_to_odoo_and_back(self):
        document = self.document(self.ref)
        self._walk(
            [
                self._open_form(document),
                self._click("action_view_sale_order", "[name=order_line]"),
                self._click("action_view_amazon_orders", "[name=amazon_ref]"),
                self._click("action_view_pickings", "[name=picking_type_id]"),
                self._click("action_view_amazon_orders", "[name=amazon_ref]"),
                self._open_form(document.sale_order_id.picking_ids),
                self._click("action_view_amazon_shipments", ".o_form_view [name=tracking_ref]"),
                self._open_form(self.mug),
                self._click("action_view_amazon_listings", ".o_data_cell[name=seller_sku]"),
                self._open_form(self.mug.product_tmpl_id),
                self._click("action_view_amazon_listings", ".o_data_cell[name=seller_sku]"),
            ]
        )

    def test_the_banner_and_the_issue_lead_to_what_helps(self):
        held, shipment = self.document(self.held), self.document(self.ref).shipment_ids
        shipment._refuse("Carrier code is not valid for this marketplace.")
        trouble = self.env["amazon.trouble"]._find_open(shipment, "refused_carrier")
        banner = f"[name=trouble_{trouble.id}] a"
        self._walk(
            [
                self._open_form(held),
                {
                    "click": "[name=held] a",
                    "see": ".o_form_view [name=link_state], .o_form_view [name=product_id]",
                },
                self._open_form(shipment),
                {"click": banner, "see": ".nav-link.active[name=shipping]"},
                self._open(
                    "amazon_trouble_action", "list", ".o_data_row button[name=action_remedy]"
                ),
                {
                    "click": ".o_data_row button[name=action_remedy]",
                    "see": ".nav-link.active[name=shipping]",
                },
                self._open("amazon_trouble_action", "list", ".o_data_row .o_data_cell[name=title]"),
                {
                    "click": ".o_data_row .o_data_cell[name=title]",
                    "see": ".o_form_view [name=tracking_ref]",
                },
            ]
        )

    def test_rows_of_lists_open_forms_that_somebody_made(self):
        views = self.env["ir.ui.view"].search(
            [("model", "=like", "amazon.%"), ("type", "=", "form")]
        )
        made = set(views.mapped("model"))
        for view in views.filtered(lambda view: view.mode == "primary" and not view.inherit_id):
            arch = etree.fromstring(view.arch)
            for rows in arch.xpath("//field/list[not(@editable or @no_open)]/.."):
                field = self.env[view.model]._fields[rows.get("name")]
                with self.subTest(view=view.name, field=field.name):
                    self.assertTrue(rows.find("form") is not None or field.comodel_name in made)

    def test_every_setting_explains_itself(self):
        for model in ("amazon.store", "amazon.account", "amazon.status.map"):
            for name, field in self.env[model]._fields.items():
                ours = field._module == "amazon_connector" and name not in MAGIC_COLUMNS
                if ours and field.store and not field.readonly and name not in PLAIN:
                    with self.subTest(setting=f"{model}.{name}"):
                        self.assertTrue(field.help or field.type == "one2many")
