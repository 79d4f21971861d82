"""What would bring orders in twice while another connector still works (H8)."""

from odoo.exceptions import UserError
from odoo.tests import new_test_user, tagged

from ..common import AmazonCommon


@tagged("post_install", "-at_install")
class TestTakeoverGuards(AmazonCommon):
    def beside(self):
        store = self.account.store_ids.filtered(lambda s: s.state == "draft")[:1]
        takeover = self.env["amazon.takeover"].create(
            {"account_id": self.account.id, "store_ids": store.ids, "grace_hours": 1}
        )
        takeover.action_start()
        return takeover, store

    def test_a_store_beside_another_connector_does_not_go_live(self):
        _takeover, store = self.beside()
        with self.assertRaisesRegex(UserError, "Switch Now"):
            store.action_go_live()

    def test_a_take_over_that_has_switched_is_not_deleted(self):
        takeover, _store = self.beside()
        takeover.action_switch_now()
        boss = new_test_user(self.env, "boss", groups="amazon_connector.group_manager")
        with self.assertRaises(UserError):
            takeover.with_user(boss).unlink()
