"""Quantities that Amazon refused, of listings that are not told any more (E8)."""

from odoo.tests import tagged

from .common import StockCommon

WORDS = "The brand is not approved for this offer."


@tagged("post_install", "-at_install")
class TestRefusalsOver(StockCommon):
    def setUp(self):
        super().setUp()
        self.amazon.update_listing("LAMP", refuses=WORDS)
        for _round in range(6):
            self.push()
            self.let_retry()
        self.assertTrue(self.open_troubles())

    def let_retry(self):
        self.listing("LAMP").sudo().push_retry_at = "2020-01-01 00:00:00"

    def open_troubles(self):
        return self.env["amazon.trouble"]._find_open(self.store, "quantities_refused")

    def test_a_refused_listing_that_amazon_ships_now_is_over(self):
        lamp = self.listing("LAMP")
        lamp.write({"fulfillment_channel": "AMAZON_EU"})
        self.push()
        self.assertFalse(lamp.needs_attention)
        self.assertFalse(self.open_troubles())

    def test_services_are_neither_out_of_step_nor_sent_again(self):
        lamp = self.listing("LAMP")
        lamp.product_id = self._create_product("HELP", "Help", 0, type="service", is_storable=False)
        found = lamp.search([("id", "=", lamp.id), ("is_out_of_step", "=", True)])
        self.assertFalse(found)
        told = lamp.action_push_again()["params"]["message"]
        self.assertIn("Left out: 1", told)

    def test_a_refused_listing_that_is_left_blank_is_over(self):
        lamp = self.listing("LAMP")
        lamp.action_leave_blank()
        self.push()
        self.assertFalse(lamp.needs_attention)
        self.assertFalse(self.open_troubles())
