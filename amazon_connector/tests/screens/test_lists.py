"""What every list of documents has, as Odoo's own have it: read from the views, no browser."""

import re

from lxml import etree

from odoo.tests import TransactionCase, new_test_user, tagged
from odoo.tools.safe_eval import safe_eval

from ..common import AmazonCommon

# Each kind of document with the field that is Amazon's number of it, or of what it is about.
DOCUMENTS = {
    "amazon.order": "amazon_ref",
    "amazon.listing": "seller_sku",
    "amazon.shipment": "order_id",
    "amazon.cancellation": "order_id",
    "amazon.refund": "order_ref",
    "amazon.return": "order_ref",
    "amazon.reimbursement": "reimbursement_ref",
    "amazon.settlement": "amazon_ref",
    "amazon.payout": "display_name",
    "amazon.fulfillment": "picking_id",
    "amazon.submission": None,
}
ABOUT_PEOPLE = (
    "order",
    "shipment",
    "cancellation",
    "refund",
    "return",
    "fulfillment",
    "fulfillment.return",
)
TYPED = ("char", "text", "many2one", "one2many", "many2many")
ACTIVITIES = {
    "filter_activities_my",
    "activities_overdue",
    "activities_today",
    "activities_upcoming_all",
}


@tagged("post_install", "-at_install")
class TestLists(AmazonCommon):
    def arch(self, model, view_type):
        return etree.fromstring(self.env[model].get_view(view_type=view_type)["arch"])

    def names(self, model, view_type, tag):
        return {node.get("name") for node in self.arch(model, view_type).iter(tag)}

    def test_what_has_activities_shows_and_finds_them(self):
        models = [name for name in self.env.registry if name.startswith("amazon.")]
        active = [name for name in models if "activity_ids" in self.env[name]._fields]
        for name in active:
            views = self.env["ir.ui.view"].search([("model", "=", name)])
            if {"list", "search"} <= set(views.mapped("type")):
                with self.subTest(model=name):
                    self.assertLessEqual(ACTIVITIES, self.names(name, "search", "filter"))
                    self.assertIn("activity_ids", self.names(name, "list", "field"))

    def test_a_card_reads_nothing_that_it_does_not_load(self):
        views = self.env["ir.ui.view"].search(
            [("type", "=", "kanban"), ("model", "=like", "amazon.%"), ("mode", "=", "primary")]
        )
        self.assertIn("amazon.ship.by", views.mapped("model"))
        for view in views:
            arch = etree.fromstring(self.env[view.model].get_view(view.id, "kanban")["arch"])
            loaded = {field.get("name") for field in arch.iter("field")}
            read = set(re.findall(r"record\.(\w+)\.", etree.tostring(arch, encoding="unicode")))
            with self.subTest(view=view.name):
                self.assertLessEqual(read, loaded)

    def test_activities_stand_in_each_list_and_are_filtered_as_odoo_does(self):
        for model in DOCUMENTS:
            with self.subTest(model=model):
                clocks = self.arch(model, "list").xpath("//field[@name='activity_ids']")
                self.assertEqual([clock.get("widget") for clock in clocks], ["list_activity"])
                self.assertNotEqual(clocks[0].get("optional"), "hide")
                self.assertLessEqual(ACTIVITIES, self.names(model, "search", "filter"))
                self.assertIn("activity_user_id", self.names(model, "search", "field"))

    def test_the_customer_stands_beside_what_concerns_him_and_finds_it(self):
        for kind in ABOUT_PEOPLE:
            for view_type in ("list", "search"):
                with self.subTest(kind=kind, view=view_type):
                    names = self.names(f"amazon.{kind}", view_type, "field")
                    self.assertIn("partner_id", names)

    def test_every_list_is_grouped_by_store(self):
        for model in DOCUMENTS:
            with self.subTest(model=model):
                self.assertIn("group_store", self.names(model, "search", "filter"))

    def test_no_row_is_painted_in_alarm(self):
        for model in DOCUMENTS:
            with self.subTest(model=model):
                painted = {
                    name for name in self.arch(model, "list").attrib if name.startswith("decor")
                }
                self.assertLessEqual(painted, {"decoration-muted"})

    def test_what_nobody_may_make_is_not_offered(self):
        for model in DOCUMENTS:
            for view_type in ("list", "form"):
                with self.subTest(model=model, view=view_type):
                    self.assertEqual(self.arch(model, view_type).get("create"), "0")
            with self.subTest(model=model):
                self.assertEqual(self.arch(model, "form").get("duplicate"), "0")

    def test_open_work_comes_first(self):
        for kind in ("shipment", "cancellation", "fulfillment"):
            action = self.env.ref(f"amazon_connector.amazon_{kind}_action")
            with self.subTest(kind=kind):
                self.assertIn("search_default_to_do", action.context)
                self.assertIn("to_do", self.names(f"amazon.{kind}", "search", "filter"))

    def test_a_phone_shows_cards_with_the_number_the_state_and_whom_it_is_for(self):
        kinds = ("order", "shipment", "cancellation", "return", "fulfillment")
        for kind in kinds:
            names = self.names(f"amazon.{kind}", "kanban", "field")
            with self.subTest(kind=kind):
                self.assertLessEqual({"partner_id", "state", "activity_ids"}, names)
                self.assertIn(DOCUMENTS[f"amazon.{kind}"], names)
        for kind in (*kinds, "listing", "refund", "settlement", "payout", "submission"):
            action = self.env.ref(f"amazon_connector.amazon_{kind}_action")
            with self.subTest(action=action.name):
                self.assertIn("kanban", action.view_mode.split(","))
                self.assertEqual(action.mobile_view_mode, "kanban")
        self.assertLessEqual(
            {"amount_total", "ship_by"}, self.names("amazon.order", "kanban", "field")
        )

    def test_a_delivery_shows_amazons_side_on_its_card(self):
        view = self.env.ref("stock.stock_picking_kanban")
        arch = etree.fromstring(self.env["stock.picking"].get_view(view.id, "kanban")["arch"])
        names = {field.get("name") for field in arch.iter("field")}
        self.assertLessEqual({"amazon_refs", "amazon_service_level", "amazon_ship_by"}, names)

    def test_a_shipment_is_found_by_its_recipient_until_it_is_confirmed(self):
        self.carrier("UPS")
        ref = self.amazon.place_order(sku="MUG")
        self.sync_orders()
        self.ship(self.sale(ref))
        shipment = self.document(ref).shipment_ids
        recipient = self.sale(ref).partner_shipping_id
        to_do = self.arch("amazon.shipment", "search").xpath("//filter[@name='to_do']")[0]
        found = [*self.evaluated(to_do), ("partner_id", "ilike", recipient.name)]

        self.assertEqual(self.env["amazon.shipment"].search(found), shipment)
        shipment.state = "confirmed"
        self.assertFalse(self.env["amazon.shipment"].search(found))

    def evaluated(self, node):
        return safe_eval(node.get("domain"))


@tagged("post_install", "-at_install")
class TestSearches(TransactionCase):
    """Whatever a user types into the search of a list, or chooses there, is looked for."""

    def test_each_kind_of_user_searches_with_no_rights_of_other_apps(self):
        for group in ("user", "manager", "accountant"):
            user = new_test_user(self.env, group, groups=f"amazon_connector.group_{group}")
            for view in self._find_views():
                model = self.env[view.model].with_user(user)
                if not model.has_access("read"):
                    continue
                for name, domain in self._find_domains(model, view):
                    with self.subTest(user=group, model=view.model, what=name):
                        model.search(domain, limit=1)

    def _find_views(self):
        """:return: ``ir.ui.view``: the searches of this addon's own models"""
        ours = [("type", "=", "search"), ("mode", "=", "primary"), ("model", "=like", "amazon.%")]
        views = self.env["ir.ui.view"].search(ours)
        self.assertTrue(views)
        return views

    def _find_domains(self, model, view):
        """:return: iterator over (name, domain) of what the user sees in a search"""
        arch = model.get_views([(view.id, "search")])["views"]["search"]["arch"]
        for node in etree.fromstring(arch).iter("field", "filter"):
            name = node.get("name")
            if node.tag == "filter":
                yield name, safe_eval(node.get("domain") or "[]", {"uid": model.env.uid})
            elif asked := node.get("filter_domain"):
                yield name, safe_eval(asked, {"self": "x"})
            elif model._fields[name].type in TYPED:
                yield name, [(name, "ilike", "x")]
