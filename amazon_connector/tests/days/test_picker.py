"""The day of who picks and packs: nothing but Inventory, and Amazon is told by itself."""

from odoo.tests import tagged

from .touring import OnPhone, TouringCase


@tagged("post_install", "-at_install")
class TestPickerDay(TouringCase):
    def setUp(self):
        super().setUp()
        self.amazon.add_listing("MUG")
        self.first, self.second = (
            self.amazon.place_order(sku="MUG", unit_price="9.99") for _order in range(2)
        )
        self.sync_orders()
        self.carrier("Parcel Post")
        self.picker = self._hire("picker", "stock.group_stock_user")

    def test_deliveries_leave_by_amazons_deadline_and_amazon_is_told(self):
        self.ship_what_is_due()
        self.enter_a_forgotten_number()

        self.sync_orders()
        shipments = (self.document(self.first) | self.document(self.second)).shipment_ids
        self.assertEqual(shipments.mapped("state"), ["confirmed", "confirmed"])

    def ship_what_is_due(self):
        self._tour(
            "picker",
            self.menu("Inventory", "Operations", "Amazon Ship By"),
            self.search(self.first),
            self.row(self.first),
            self.titled(self.picking(self.first).name),
            self.press(".o_notebook .nav-link", "Additional Info"),
            self.choose("carrier_id", "Parcel Post"),
            self.enter("carrier_tracking_ref", "1Z42"),
            self.button("button_validate"),
            self.status("Done"),
            self.menu("Inventory", "Operations", "Deliveries"),
            self.search(self.second),
            self.row(self.second),
            self.titled(self.picking(self.second).name),
            self.button("button_validate"),
            self.see(".alert-warning", "Amazon waits for a tracking number"),
        )

        self.assertEqual(self.picking(self.first).carrier_id.name, "Parcel Post")
        self.account.action_push_shipments()
        self.assertEqual(self.amazon.shipments(self.first)[0]["trackingNumber"], "1Z42")
        self.assertFalse(self.amazon.shipments(self.second))

    def enter_a_forgotten_number(self):
        self._tour(
            "picker",
            self.menu("Inventory", "Operations", "Deliveries"),
            self.search(self.second),
            self.row(self.second),
            self.press(".o_notebook .nav-link", "Additional Info"),
            self.enter("carrier_tracking_ref", "1Z43"),
            self.save(),
        )

        self.account.action_push_shipments()
        self.assertEqual(self.amazon.shipments(self.second)[0]["trackingNumber"], "1Z43")

    def picking(self, ref):
        return self.sale(ref).picking_ids


@tagged("post_install", "-at_install")
class TestPickerDayOnPhone(OnPhone, TestPickerDay):
    pass
