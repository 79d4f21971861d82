"""What screens offer to whom and when, read from their views: no browser is needed for that."""

from ast import literal_eval

from lxml import etree

from odoo.service.model import call_kw
from odoo.tests import new_test_user, tagged

from ...context_keys import ENTRY_POINT
from ..common import AmazonCommon


@tagged("post_install", "-at_install")
class TestOffers(AmazonCommon):
    def arch(self, model, view_type="form"):
        return etree.fromstring(self.env[model].get_view(view_type=view_type)["arch"])

    def buttons(self, model, name, view_type="form"):
        return self.arch(model, view_type).xpath(f"//button[@name='{name}']")

    def test_who_works_with_orders_fetches_them_from_their_list(self):
        (button,) = self.buttons("amazon.order", "action_fetch_orders", "list")
        self.assertEqual(button.get("display"), "always", "without choosing an order first")
        clerk = new_test_user(self.env, "clerk", groups="amazon_connector.group_user")
        ref = self.amazon.place_order(sku="MUG")

        self.env["amazon.order"].with_user(clerk).action_fetch_orders()

        self.assertEqual(self.document(ref).state, "done")

    def read_form(self, record, person):
        """What the web client reads to open a record's form, lists in it included."""
        record = self.env(user=person, context={})[record._name].browse(record.id)
        arch = etree.fromstring(record.get_view(view_type="form")["arch"])
        self.env.invalidate_all()
        (values,) = call_kw(record, "web_read", [record.ids, self.get_spec(record, arch)], {})
        return values

    def get_spec(self, model, arch):
        """:return: specification of ``web_read`` for the fields of a view"""
        spec = {}
        for node in arch.xpath(".//field[not(ancestor::field)]"):
            field = model._fields[node.get("name")]
            spec[field.name] = {"fields": {"display_name": {}}} if field.relational else {}
            if lists := node.xpath("list | kanban"):
                lines = self.env[field.comodel_name]
                spec[field.name] = {"fields": self.get_spec(lines, lists[0])}
        return spec

    def test_accountants_open_the_stores_to_which_they_are_led(self):
        books = new_test_user(self.env, "books", groups="amazon_connector.group_accountant")
        self.store._raise_trouble("listings_missing", missing=1, listed=2)
        troubles = self.env(user=books, context={})["amazon.trouble"]
        opened = troubles.browse(self.store.trouble_ids.ids).action_remedy()
        self.assertEqual((opened["res_model"], opened["res_id"]), (self.store._name, self.store.id))

        shown = self.read_form(self.store, books)

        self.assertEqual(len(shown["status_map_ids"]), len(self.store.status_map_ids))
        self.read_form(self.account, books)
        steps = self.store.setup_step_ids.with_user(books)
        self.assertEqual(
            [step.has_place for step in steps if step.code in ("taxes", "listings")], [True, False]
        )

    def test_who_sees_no_sales_opens_an_order_that_is_a_sales_order_already(self):
        clerk = new_test_user(self.env, "clerk", groups="amazon_connector.group_user")
        ref = self.amazon.place_order(sku="MUG")
        partner = self.env["res.partner"].create({"name": "Ann"})
        self.env["sale.order"].create({"partner_id": partner.id, "client_order_ref": ref})
        self.sync_orders()
        self.assertEqual(self.document(ref).hold_key, "sale:")

        alert = self.read_form(self.document(ref), clerk)["trouble_alerts"]["held"]

        self.assertIn("sales order", alert["message"].lower())
        self.assertNotIn("action", alert)
        self.assertIn("action", self.document(ref).trouble_alerts["held"])

    def test_accountants_are_offered_no_job_of_the_shop_and_no_way_to_its_orders(self):
        books = new_test_user(self.env, "books", groups="amazon_connector.group_accountant")
        for model, jobs in (
            ("amazon.account", set()),
            ("amazon.store", {"action_create_invoices"}),
        ):
            view = self.env[model].with_user(books).get_view(view_type="form")
            buttons = etree.fromstring(view["arch"]).xpath("//header//button | //sheet//button")
            with self.subTest(model=model):
                run = [button for button in buttons if button.get("name") == "action_run"]
                offered = {literal_eval(button.get("context"))[ENTRY_POINT] for button in run}
                self.assertEqual(offered, jobs)
                names = {button.get("name") for button in buttons}
                self.assertFalse(names & {"action_view_orders", "action_view_fba_stock"})

    def test_amazons_number_keeps_its_width_beside_a_long_reason(self):
        for model in ("amazon.order", "amazon.shipment"):
            columns = self.arch(model, "list").xpath(
                "//field[@name='amazon_ref' or @name='order_id']"
            )
            with self.subTest(model=model):
                self.assertTrue(columns[0].get("width"))

    def test_the_stores_of_an_account_open_where_they_can_be_set(self):
        (stores,) = self.arch("amazon.account").xpath("//field[@name='store_ids']/list")
        self.assertEqual(stores.get("open_form_view"), "1")

    def test_a_sent_shipment_does_not_ask_to_be_sent_again(self):
        primary = [
            button
            for button in self.buttons("amazon.shipment", "action_retry")
            if "btn-primary" in (button.get("class") or "")
        ]
        self.assertEqual(len(primary), 1)
        self.assertIn("failed", primary[0].get("invisible"))

    def test_help_of_times_that_people_see_does_not_speak_of_utc(self):
        shown = {
            "amazon.order": ("purchase_date", "ship_by"),
            "amazon.store": ("import_from",),
            "sale.order": ("amazon_closes_at",),
        }
        for model, names in shown.items():
            for name in names:
                with self.subTest(field=f"{model}.{name}"):
                    self.assertNotIn("UTC", self.env[model]._fields[name].help or "")

    def test_the_cancel_dialogue_is_made_without_a_form_too(self):
        ref = self.amazon.place_order(sku="MUG")
        self.sync_orders()
        wizard = self.env["amazon.order.cancel"].create({"order_ids": self.document(ref).ids})
        self.assertTrue(wizard.reason_code)
