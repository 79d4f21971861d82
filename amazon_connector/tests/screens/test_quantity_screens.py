"""Screens of pushing: what is wanted, told, shown and refused, and the buttons beside it."""

from odoo.tests import new_test_user, tagged

from ..stock.common import StockCommon
from .walking import WalkingCase


@tagged("post_install", "-at_install")
class TestQuantityScreens(WalkingCase, StockCommon):
    def setUp(self):
        super().setUp()
        self.store.lead_time = 4
        self.amazon.update_listing("LAMP", refuses="The brand is not approved for this offer.")
        self.amazon.update_listing("MUG", handling_days=1, refuses_lead_times=True)
        self.push()

    def test_a_listing_says_what_amazon_made_of_its_quantity_and_offers_to_push_again(self):
        self._walk(
            [
                self._open_form(self.listing("LAMP")) | {"see": ".alert-danger"},
                self._open_form(self.listing("MUG")) | {"see": ".alert-warning"},
                {"click": "button[name=action_push_again]", "see": ".o_notification"},
                self._open("amazon_listing_action", "list", ".o_data_row"),
                self._open("amazon_submission_action", "list", ".o_data_row"),
                self._open_form(self.submissions()[:1]),
                self._open_form(self.store, tabs=True),
                {
                    "open": self._plain(self.store.action_view_out_of_step()),
                    "see": ".o_list_view .o_data_row",
                },
            ]
        )

    def test_whoever_works_with_listings_may_push_them_again(self):
        clerk = new_test_user(self.env, "clerk", groups="amazon_connector.group_user")

        self.listing().with_user(clerk).action_push_again()
        operation = self.store.with_user(clerk).action_push_everything()

        self.assertEqual(operation.sudo().state, "done")

    def test_the_filter_out_of_step_finds_what_differs(self):
        view = self.env.ref("amazon_connector.amazon_listing_view_search")
        self.assertIn("is_out_of_step", view.arch)

        found = self.env["amazon.listing"].search([("is_out_of_step", "=", True)])
        fine = self.env["amazon.listing"].search([("is_out_of_step", "=", False)])

        self.assertEqual(found, self.listing("LAMP"))
        self.assertIn(self.listing("MUG"), fine)
