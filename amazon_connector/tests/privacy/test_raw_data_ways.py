"""Every way to what Amazon sent, word for word (G8)."""

from odoo.exceptions import AccessError, UserError
from odoo.tests import new_test_user, tagged

from ..common import AmazonCommon


@tagged("post_install", "-at_install")
class TestRawDataWays(AmazonCommon):
    def test_raw_data_are_for_administrators_alone(self):
        books = new_test_user(self.env, "books", groups="amazon_connector.group_accountant")
        clerk = new_test_user(self.env, "clerk", groups="amazon_connector.group_user")
        for name in ("amazon.order", "amazon.refund", "amazon.return", "amazon.reimbursement"):
            for user in (books, clerk):
                model = self.env[name].with_user(user)
                with self.subTest(model=name, user=user.login):
                    self.assertFalse(model._has_field_access(model._fields["payload"], "read"))

    def test_every_way_to_export_raw_data_is_noted_or_refused(self):
        ref = self.amazon.place_order(sku="MUG", unit_price="9.99")
        self.sync_orders()
        boss = new_test_user(
            self.env, "boss", groups="amazon_connector.group_manager,base.group_allow_export"
        )
        document = self.document(ref).with_user(boss)
        notes = self.env["amazon.disclosure"]
        ways = {
            "through the items": lambda: document.item_ids.export_data(["order_id/payload"]),
            "grouped": lambda: document.formatted_read_group(
                [("id", "=", document.id)], ["payload"], ["__count"]
            ),
            "aggregated": lambda: document.formatted_read_group(
                [("id", "=", document.id)], [], ["payload:array_agg"]
            ),
        }
        for way, act in ways.items():
            before = notes.search_count([])
            with self.subTest(way=way):
                try:
                    answer = str(act())
                except (AccessError, UserError):
                    continue
                if ref in answer and "orderItems" in answer:
                    self.assertGreater(notes.search_count([]), before)
