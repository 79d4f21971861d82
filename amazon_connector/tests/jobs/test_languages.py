"""What jobs write down is read by people, in their language (kind of fault 18)."""

from odoo.tests import new_test_user, tagged

from ..common import AmazonCommon


@tagged("post_install", "-at_install")
class TestLanguages(AmazonCommon):
    def setUp(self):
        super().setUp()
        self.env["res.lang"]._activate_lang("de_DE")
        self.responsible = new_test_user(
            self.env, "responsible", groups="amazon_connector.group_manager", lang="de_DE"
        )
        self.account.user_id = self.responsible
        self.ref = self.amazon.place_order(sku="STRANGER", unit_price="9.99")

    def lane(self, **context):
        """The account as a scheduled action has it, or a button in some language."""
        return self.account.with_context(lang=None, **context)

    def test_a_scheduled_job_speaks_as_who_is_responsible(self):
        operation = self.lane().action_sync_orders()
        document = self.document(self.ref)
        self.assertEqual(document.state, "held")
        self.assertIn("ist mit keinem Produkt verknüpft", document.reason)
        self.assertIn("ist mit keinem Produkt verknüpft", operation.line_ids.message)

    def test_a_button_speaks_as_who_presses_it(self):
        self.account.with_context(lang="en_US").action_sync_orders()
        self.assertIn("is linked to no product", self.document(self.ref).reason)

    def test_without_a_responsible_the_company_says_it(self):
        self.account.user_id = False
        self.account.company_id.partner_id.lang = "de_DE"
        self.lane().action_sync_orders()
        self.assertIn("ist mit keinem Produkt verknüpft", self.document(self.ref).reason)

    def test_the_buyers_record_does_not_follow_who_is_responsible(self):
        self.lane().action_sync_orders()
        ref = self.amazon.place_order(sku="MUG", unit_price="9.99")
        self.lane().action_sync_orders()
        self.assertNotEqual(self.sale(ref).partner_id.lang, "de_DE")
