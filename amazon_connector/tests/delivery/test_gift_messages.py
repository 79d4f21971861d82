"""A buyer's gift message stands on the delivery once, whatever it is made of (C5)."""

from odoo.tests import tagged

from .test_dispatch import DispatchCommon


@tagged("post_install", "-at_install")
class TestGiftMessages(DispatchCommon):
    def test_a_message_with_quotes_and_signs_is_written_once(self):
        message = '"Don\'t" open <before> 24 & enjoy\nYour  aunt'
        document = self.imported(lines=[{"sku": "MUG", "gift_message": message}])
        picking = document.sale_order_id.picking_ids
        written = picking.note
        self.assertIn("Your", written)
        self.assertNotIn("<before>", written)

        picking._note_gift_messages(document.item_ids)
        picking.invalidate_recordset()
        picking._note_gift_messages(document.item_ids)

        self.assertEqual(picking.note, written)

    def test_what_the_picker_wrote_stays_above_it(self):
        document = self.imported(lines=[{"sku": "MUG", "gift_message": "Hello"}])
        picking = document.sale_order_id.picking_ids
        picking.note = "<p>Fragile</p>"

        picking._note_gift_messages(document.item_ids)

        self.assertTrue(picking.note.startswith("<p>Fragile</p>"))
        self.assertIn("Hello", picking.note)
