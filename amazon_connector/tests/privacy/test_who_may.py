"""Nobody sees or does more than is theirs: every model, secret, button and route, by RPC too."""

import os
from unittest.mock import patch

from odoo import http
from odoo.tests import HttpCase, tagged
from odoo.tools import mute_logger

from ...controllers.setup_link import DONE_PATH
from ...models.orders.amazon_order import AmazonOrder
from ...models.vault.secret import Secret
from .permissions import KINDS, TABLE, Permissions


@tagged("post_install", "-at_install")
class TestWhoMay(Permissions):
    def try_everything(self):
        """Every model as each kind of user."""
        return {
            (kind, name): self.try_model(self.people[kind], name, self.records[name])
            for name in self.get_models()
            for kind in KINDS
        }

    @mute_logger("odoo.models", "odoo.addons.base.models.ir_model", "odoo.sql_db")
    def test_every_model_secret_and_button_and_leaks_that_are_planted(self):
        self.records = self.fill_every_model()
        rights = self.try_everything()
        self.compare_table(self.describe(rights))
        found = [
            *self.find_open_models(rights),
            *self.find_strange_records(self.records),
            *self.find_shown_secrets(),
            *self.find_open_buttons(self.records),
        ]
        self.assertFalse(found)
        self.plant_leaks()

    def compare_table(self, table):
        if os.environ.get("AMAZON_CONNECTOR_WRITE_ACCESS"):
            TABLE.write_text(table)
        self.assertEqual(TABLE.read_text(), table, "Run ./dev/access and look at what changed.")

    def plant_leaks(self):
        """Each way of looking finds a leak of its kind."""
        self.env["ir.model.access"].create(
            {
                "name": "leak",
                "model_id": self.env["ir.model"]._get_id("amazon.refund"),
                "group_id": self.env.ref("base.group_user").id,
                "perm_read": True,
            }
        )
        self.assertIn("nobody may use amazon.refund", self.find_open_models(self.try_everything()))
        self.env.ref("amazon_connector.amazon_order_rule_company").active = False
        found = set(self.find_strange_records(self.records))
        of_orders = {"another company sees amazon.order", "another company changes amazon.order"}
        self.assertLessEqual(of_orders, found)

        with patch.object(
            Secret, "convert_to_read", lambda self, value, *args: "a-very-secret-word"
        ):
            self.assertIn(
                "system sees amazon.account.refresh_token by read", self.find_shown_secrets()
            )

        def change(orders):
            orders.sudo().write({"is_prime": True})

        with patch.object(AmazonOrder, "action_view_pickings", change):
            self.assertIn(
                "nobody changes amazon_order by amazon.order.action_view_pickings",
                self.find_open_buttons(self.records),
            )


@tagged("post_install", "-at_install")
class TestRoutes(Permissions, HttpCase):
    @mute_logger("odoo.http")
    def test_no_route_answers_whom_it_is_not_for(self):
        settlement = self.fill_settlements() and self.env["amazon.settlement"].search([], limit=1)
        routes = self.get_routes()
        self.assertTrue(routes)
        addresses = [self.fill_in(route, settlement) for route in routes]
        logins = [None, "nobody", "picker", "user"]

        for login in logins:
            self.authenticate(login and f"{login}_tries", login and f"{login}_tries")
            for address in addresses:
                with self.subTest(login=login, address=address):
                    answer = self.url_open(address, allow_redirects=False)
                    self.assertIn(answer.status_code, (303, 400, 403, 404))
        # Whom it is for gets an answer: else nothing was tried.
        self.authenticate("accountant_tries", "accountant_tries")
        rows = self.url_open(f"/amazon/settlement/{settlement.id}/rows.csv")
        self.assertEqual(rows.status_code, 200)
        self.authenticate("stranger", "stranger")
        rows = self.url_open(f"/amazon/settlement/{settlement.id}/rows.csv")
        self.assertIn(rows.status_code, (403, 404))

    def get_routes(self):
        """The addresses of the addon's controllers that tell or change something."""
        rules = http._generate_routing_rules(["amazon_connector"], nodb_only=False)
        return sorted(
            address
            for address, endpoint in rules
            if endpoint.func.__module__.startswith("odoo.addons.amazon_connector")
            and address != DONE_PATH  # The same words of thanks for everybody.
        )

    def fill_in(self, route, record):
        """An address of the route, with the number of a record in each place."""
        return "/".join(
            part.replace(part[part.index("<") : part.index(">") + 1], str(record.id))
            if "<" in part
            else part
            for part in route.split("/")
        )
