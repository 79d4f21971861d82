"""Sales orders that others have made of packs: by packs or by units, Amazon is told packs."""

from datetime import timedelta

from odoo import fields
from odoo.tests import tagged

from ..takeover.foreign import SCHEMES, ForeignCommon
from .common import PackCommon


@tagged("post_install", "-at_install")
class TestPacksAdopted(ForeignCommon, PackCommon):
    def take_over(self, **line):
        """An order of two packs that the other connector has made a sales order of.

        :return: tuple (Amazon's id, sales order)
        """
        ref = self.amazon.place_order(
            sku="MUG-6", quantity=2, unit_price="29.99", created_minutes_ago=600
        )
        self.list_packs()
        (sale,) = self.import_elsewhere([ref], SCHEMES[0], **line)
        takeover = self.start()
        takeover.switch_at = fields.Datetime.now() - timedelta(minutes=30)
        self.run_job()
        self.sync_orders()
        return ref, sale

    def test_twelve_units_stand_for_two_packs(self):
        ref, sale = self.take_over(product_uom_qty=12)
        self.assertEqual(self.sale(ref), sale)
        self.ship(sale, tracking="1Z-A")
        self.account.action_push_shipments()
        self.assertEqual(self._packages(ref), [("1Z-A", {"MUG-6": 2})])

    def test_two_packs_stand_for_two_packs(self):
        ref, sale = self.take_over(product_uom_qty=2, product_uom_id=self.six.id)
        self.assertEqual(self.sale(ref), sale)
        self.ship(sale, tracking="1Z-A")
        self.account.action_push_shipments()
        self.assertEqual(self._packages(ref), [("1Z-A", {"MUG-6": 2})])

    def test_two_units_are_not_two_packs(self):
        ref, sale = self.take_over(product_uom_qty=2)
        self.assertEqual(self.document(ref).hold_key, "sale:")
        self.assertIn(sale.name, self.document(ref).reason)

    def test_a_dozen_is_followed_in_units_when_it_was_shipped_elsewhere(self):
        ref, sale = self.take_over(product_uom_qty=1, product_uom_id=self.dozen.id)
        self.store.follow_shipped_outside = True
        self.amazon.ship_order(ref, carrier="UPS", tracking="1Z42")
        self.sync_orders()
        self.assertEqual((sale.picking_ids.state, sale.order_line.qty_delivered), ("done", 1))
