"""The form of a warehouse: what sellers set there, and what others do not see. No browser."""

from lxml import etree

from odoo.tests import new_test_user, tagged

from ..common import AmazonCommon

CLERK = "amazon_connector.group_user"
KEEPER = "stock.group_stock_manager"


@tagged("post_install", "-at_install")
class TestWarehouseForm(AmazonCommon):
    def get_fields(self, groups):
        user = new_test_user(self.env, f"keeper-{len(groups)}", groups=groups)
        view = self.env.ref("stock.view_warehouse")
        arch = self.env["stock.warehouse"].with_user(user).get_view(view.id, "form")["arch"]
        return {node.get("name") for node in etree.fromstring(arch).iter("field")}

    def test_sellers_set_cut_off_and_multi_channel_fulfillment(self):
        shown = self.get_fields(f"{KEEPER},{CLERK}")
        self.assertLessEqual({"amazon_cut_off", "amazon_multi_channel"}, shown)

    def test_others_see_nothing_of_amazon(self):
        shown = self.get_fields(KEEPER)
        self.assertFalse([name for name in shown if name.startswith("amazon_")])
