"""What goes wrong is logged without the values that it is about: they may be a buyer's."""

import logging
from unittest.mock import patch

from odoo.tests import tagged

from ..common import AmazonCommon

OURS = "odoo.addons.amazon_connector"
JANE = {
    "address": {"name": "Jane Privately", "addressLine1": "7 Secrecy Lane"},
    "buyer": {"buyerName": "Jane Privately", "buyerEmail": "jane@privately.example"},
}
PRIVATE = ("Privately", "privately.example", "Secrecy")


@tagged("post_install", "-at_install")
class TestDiscreetLogs(AmazonCommon):
    def assert_discreet(self, logs, *facts):
        text = "\n".join(map(logging.Formatter().format, logs.records))
        for private in PRIVATE:
            self.assertNotIn(private, text)
        for fact in facts:
            self.assertIn(fact, text)

    def sync_bad(self, **wish):
        """An order of Jane's among others; it fails alone."""
        jane = self.amazon.place_order(sku="MUG", **JANE, **wish)
        other = self.amazon.place_order(sku="LAMP")
        with self.assertLogs("odoo", logging.INFO) as logs:
            self.sync_orders()
        self.assertEqual(
            (self.document(jane).state, self.document(other).state), ("failed", "done")
        )
        return logs

    def test_a_batch_of_buyers_that_the_database_refuses(self):
        self.cr.execute(
            "ALTER TABLE res_partner ADD CONSTRAINT amazon_test CHECK (street NOT LIKE '7 %')"
        )
        logs = self.sync_bad()
        self.assert_discreet(logs, "bad query: CheckViolation res_partner amazon_test")

    def test_a_key_that_is_taken(self):
        self.cr.execute("CREATE UNIQUE INDEX amazon_test ON sale_order_line (name)")
        logs = self.sync_bad(lines=[{"sku": "MUG", "title": "For Privately"}] * 2)
        self.assert_discreet(logs, "bad query: UniqueViolation sale_order_line amazon_test")

    def test_amazons_words_that_repeat_the_address(self):
        jane = self.amazon.place_order(sku="MUG", **JANE)
        self.sync_orders()
        self.ship(self.sale(jane))
        self.amazon.refuse(
            "confirmShipment", message="Nobody called Jane Privately lives at 7 Secrecy Lane."
        )
        with self.assertLogs("odoo", logging.INFO) as logs:
            operation = self.account.action_push_shipments()

        self.assert_discreet(logs)
        self.assertIn("Nobody called *** lives at ***.", self.messages(operation))

    def test_an_addon_that_stumbles_over_a_buyer(self):
        mapper = type(self.env["amazon.order.mapper"])
        prepare = mapper._prepare_sale_order_vals

        def stumble(self, document, order, partners):
            if order.buyer.name == JANE["buyer"]["buyerName"]:
                raise ValueError(f"what is {order.buyer.name} of {order.address.lines}")
            return prepare(self, document, order, partners)

        with patch.object(mapper, "_prepare_sale_order_vals", stumble):
            logs = self.sync_bad()
        self.assert_discreet(logs, "ValueError", "in stumble")

    def test_a_run_that_stumbles_over_a_buyer(self):
        def stumble(*_args):
            raise ValueError(JANE["address"]["name"])

        with (
            patch.object(type(self.env["amazon.order"]), "_sync", stumble),
            self.assertLogs(OURS, logging.ERROR) as logs,
        ):
            self.sync_orders()
        self.assert_discreet(logs, "ValueError", "in stumble")
