"""*Why this number?* is opened and followed; who may not see stock reads the sum (E10)."""

from odoo.tests import tagged

from .test_kinds_of_user import SELLER, KindsCase


@tagged("post_install", "-at_install")
class TestExplanationScreens(KindsCase):
    def test_a_seller_asks_why_and_follows_the_sum_to_the_shelf(self):
        self.store.write({"push_stock": True, "stock_buffer": 5})
        self._login("ops", "amazon_connector.group_user", SELLER, "stock.group_stock_user")
        rows = ".o_field_widget[name=line_ids] .o_data_row"
        self._walk(
            [
                self._open_form(self.listing()),
                self._click("action_explain", rows),
                {"click": f"{rows} button[name=action_open]", "see": ".o_list_view .o_data_row"},
            ],
            login="ops",
        )

    def test_one_without_rights_in_stock_reads_the_sum(self):
        user = self._login("sells", "amazon_connector.group_user", SELLER)
        explanation = self.env["amazon.listing.explanation"].browse(
            self.listing().with_user(user).action_explain()["res_id"]
        )
        lines = explanation.with_user(user).line_ids
        told = dict(zip(lines.mapped("name"), lines.mapped("amount"), strict=True))
        self.assertEqual(told, {"On hand": 98, "Reserved": -1})
        may_read = self.env["stock.quant"].with_user(user).has_access("read")
        self.assertEqual(lines[:1].can_open, may_read)
        self._walk(
            [
                self._open_form(self.listing()),
                self._click("action_explain", ".o_field_widget[name=line_ids] .o_data_row"),
            ],
            login="sells",
        )

    def listing(self):
        return self.env["amazon.listing"].search(
            [("store_id", "=", self.store.id), ("seller_sku", "=", "MUG")]
        )
