"""Serial numbers (IMEI) that left with an Amazon order are found on it."""

from odoo.tests import tagged

from ..delivery.test_dispatch import DispatchCommon


@tagged("post_install", "-at_install")
class TestSerialNumbers(DispatchCommon):
    def test_the_order_and_its_shipments_tell_the_serials_of_their_goods(self):
        phone = self._create_product("PHONE", "Phone", quantity=0, tracking="serial")
        self._put_lots_in_stock(phone, ["IMEI-1", "IMEI-2", "IMEI-3"])
        first = self.imported(lines=[{"sku": "PHONE", "quantity": 2}, {"sku": "MUG"}])
        self.assertFalse(first.has_serial_numbers, "nothing has left yet")
        self.ship(first.sale_order_id)
        second = self.imported(sku="PHONE")
        self.ship(second.sale_order_id)

        phones = first.item_ids.filtered(lambda item: item.seller_sku == "PHONE")
        self.assertEqual(phones.serial_numbers, "IMEI-1, IMEI-2")
        self.assertFalse((first.item_ids - phones).serial_numbers)
        self.assertEqual(second.item_ids.serial_numbers, "IMEI-3")
        lines = first.shipment_ids.line_ids
        self.assertEqual(
            lines.filtered(lambda line: line.item_id == phones).serial_numbers, "IMEI-1, IMEI-2"
        )
        found = self.env["amazon.order"].search([("item_ids.serial_numbers", "ilike", "imei-3")])
        self.assertEqual(found, second)
        Item = self.env["amazon.order.item"]
        mug = first.item_ids - phones
        for domain, expected in (
            ([("serial_numbers", "not ilike", "imei-3")], phones | mug),
            ([("serial_numbers", "!=", "IMEI-3")], phones | mug),
            ([("serial_numbers", "=", False)], mug),
            ([("serial_numbers", "!=", False)], phones | second.item_ids),
            ([("serial_numbers", "in", ["IMEI-1", False])], phones | mug),
        ):
            own = Item.search([("order_id", "in", (first | second).ids), *domain])
            self.assertEqual(own, expected, domain)
