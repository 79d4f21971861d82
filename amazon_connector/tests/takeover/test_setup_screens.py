"""A manager takes a store over from another connector, by clicking."""

from odoo.tests import new_test_user, tagged

from ..screens.walking import WalkingCase
from .foreign import SCHEMES, ForeignCommon


@tagged("post_install", "-at_install")
class TestSetupScreens(ForeignCommon, WalkingCase):
    def setUp(self):
        super().setUp()
        new_test_user(self.env, "manager", groups="amazon_connector.group_manager")
        day = 24 * 60
        made, self.missing = self.place(2, minutes_ago=day)
        (self.made,) = self.import_elsewhere([made], SCHEMES[0])

    def test_from_the_account_to_the_switch(self):
        self._walk(
            [
                self._open_form(self.account),
                self._click("action_view_takeover", "button[name=action_start]"),
                self._click("action_start", "button[name=action_compare]"),
                self._click("action_compare", ".o_notification"),
            ],
            login="manager",
        )
        takeover = self.env["amazon.takeover"].search([])
        self.assertEqual(takeover.scheme_ids.field_name, "client_order_ref")
        self.assertIn(self.missing, takeover.difference_ids.mapped("amazon_ref"))
        switch = {"click": ".modal-footer .btn-primary", "see": "button[name=action_finish]"}

        self._walk(
            [
                self._open_form(takeover, tabs=True),
                self._click("action_switch_now", ".modal-footer .btn-primary"),
                switch,
                self._open("amazon_takeover_action", "list", ".o_list_view"),
            ],
            login="manager",
        )

        self.sync_orders()
        self.assertEqual((takeover.state, self.made.amazon_store_id), ("switched", self.store))
