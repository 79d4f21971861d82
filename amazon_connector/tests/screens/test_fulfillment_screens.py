"""A seller sends a delivery to Amazon, sees what becomes of it, and opens all that is said."""

from odoo.tests import new_test_user, tagged

from ..multi_channel.common import MultiChannelCommon
from .walking import WalkingCase


@tagged("post_install", "-at_install")
class TestFulfillmentScreens(MultiChannelCommon, WalkingCase):
    def test_from_the_delivery_to_its_packages(self):
        groups = "amazon_connector.group_manager,stock.group_stock_manager"
        new_test_user(
            self.env,
            "sender",
            groups=f"{groups},stock.group_stock_multi_warehouses,sales_team.group_sale_salesman_all_leads",
        )
        _picking, done = self.send((self.mug, 2))
        self.amazon.ship_fulfillment(done.amazon_ref)
        self.ann.city = False
        held = self.sell((self.mug, 1)).amazon_fulfillment_id
        self.run_job()
        self.ann.city = "Seattle"
        self.fba.amazon_multi_channel_by = "button"
        plain = self.sell((self.lamp, 1))
        steps = [
            {"open": self.store.action_open_multi_channel() | {"id": False}, "see": ".o_form_view"},
            self._open("amazon_fulfillment_action", "list", ".o_list_view"),
            self._open_form(done, tabs=True, figures="", links=True),
            self._open_form(held, tabs=True, figures=""),
            self._open_form(plain),
            self._click("action_send_to_amazon", ".modal .o_field_widget[name=offer_ids]"),
            self._click("action_confirm", "button[name=action_view_amazon_fulfillment]"),
            self._click("action_cancel_fulfillment", ".modal .btn-primary"),
        ]
        self._walk(steps, login="sender")

        document = plain.amazon_fulfillment_id
        self.assertEqual((document.state, document.speed), ("pending", "STANDARD"))
        self.assertTrue(document.estimated_fee)
