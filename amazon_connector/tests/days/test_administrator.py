"""The day of who set it up, when it breaks: told, tested in plain words, mended, watched."""

from odoo.tests import tagged

from .touring import OnPhone, TouringCase

ADMINISTRATOR = "amazon_connector.group_manager"


@tagged("post_install", "-at_install")
class TestAdministratorDay(TouringCase):
    def setUp(self):
        super().setUp()
        self.amazon.add_listing("MUG")
        self.ref = self.amazon.place_order(sku="MUG", unit_price="9.99")
        self.sync_orders()
        self.ship(self.sale(self.ref))
        self.account.action_push_shipments()
        self.sync_orders()
        self.account.user_id = self._hire("boss", ADMINISTRATOR)
        self._hire("system", ADMINISTRATOR, "base.group_system")

    def test_dead_credentials_are_told_tested_and_replaced(self):
        renewed = self.amazon.rotate_secret("SELLER1")
        self.amazon.advance(minutes=61)  # Access tokens live for an hour.
        self.assertEqual(self.sync_orders().state, "failed")
        self.assertEqual(self.account.activity_ids.user_id.login, "boss")
        self.learn_why()
        self.paste_the_new_secret(renewed["client_secret"])

        self.assertEqual(self.account.state, "connected")
        self.assertFalse(self.account.trouble_ids)
        self.assertFalse(self.account.activity_ids)
        self.assertEqual(self.sync_orders().state, "done")

    def learn_why(self):
        said = "does not know this client id with this client secret"
        self._tour(
            "boss",
            self.menu("Amazon", "Dashboard", "Issues"),
            self.row("Amazon refuses the connection"),
            self.see(".o_form_view .alert", said),
            self.see(".o_form_view .alert", "Only users with the role"),
            self.press(".o_form_view .alert a", "Test Connection"),
            self.see(".o_notification", said),
            self.menu("Amazon", "Sync Log"),
            self.see(".o_data_row, .o_kanban_record", "Orders"),
        )

    def paste_the_new_secret(self, secret):
        self._tour(
            "system",
            self.menu("Amazon", "Configuration", "Accounts"),
            self.row(self.account.name),
            self.enter("pasted_credentials", secret),
            self.button("action_run", "Connect"),
            self.status("Connected"),
        )

    def test_it_is_asked_why_told_to_forget_a_buyer_and_watched(self):
        self._tour(
            "boss",
            self.menu("Amazon", "Configuration", "Stores"),
            self.row(self.store.name),
            self.button("action_troubleshoot"),
            self.titled("Troubleshoot"),
            self.menu("Amazon", "Orders", "Orders"),
            self.row(self.ref),
            self.press(".o_cp_action_menus button"),
            self.press(".dropdown-item", "Erase Buyer's Data"),
            self.press(".modal button[name='action_confirm']", "Erase"),
            self.titled("Erasures"),
        )

        self.assertTrue(self.document(self.ref).erased_at)
        self._tour(
            "system",
            self.menu("Settings"),
            self.see("#amazon_health button", "Create Token"),
        )

        # The button loads the page anew, which would end the tour.
        self.env["res.config.settings"].create({}).action_new_amazon_health_token()
        token = self.env["amazon.health"]._get_token()
        answer = self.url_open("/amazon/health", headers={"Authorization": f"Bearer {token}"})
        self.assertIn("status", answer.json())


@tagged("post_install", "-at_install")
class TestAdministratorDayOnPhone(OnPhone, TestAdministratorDay):
    pass
