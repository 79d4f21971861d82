"""What is bought from a carrier is bought once, after all that could make us begin anew (C2)."""

from contextlib import contextmanager
from unittest.mock import patch

from odoo.exceptions import UserError
from odoo.tests import tagged

from ..common import AmazonCommon


@tagged("post_install", "-at_install")
class TestLabels(AmazonCommon):
    def setUp(self):
        super().setUp()
        self.ref = self.amazon.place_order(sku="MUG")
        self.sync_orders()
        self.picking = self.sale(self.ref).picking_ids
        self.seller = self.carrier("Labels")
        self.seller.integration_level = "rate_and_ship"
        self.picking.carrier_id = self.seller

    def test_nothing_waits_to_be_written_when_the_label_is_bought(self):
        with self.labels() as unwritten:
            self.picking.button_validate()

        self.assertEqual(unwritten, [[]])
        self.assertEqual(self.picking.carrier_tracking_ref, "LABEL-1")

    def test_the_shipment_stands_before_the_label_and_gets_its_number(self):
        with self.labels():
            self.picking.button_validate()

        shipment = self.document(self.ref).shipment_ids
        self.assertEqual(shipment.tracking_ref, "LABEL-1")
        self.account.action_push_shipments()
        self.assertEqual(self.amazon.shipments(self.ref)[0]["trackingNumber"], "LABEL-1")

    def test_a_delivery_that_cannot_be_told_to_amazon_buys_no_label(self):
        Shipment = type(self.env["amazon.shipment"])
        with (
            self.labels() as bought,
            patch.object(Shipment, "_collect", side_effect=UserError("No.")),
            self.assertRaises(UserError),
        ):
            self.picking.button_validate()

        self.assertEqual(bought, [])

    def test_a_label_bought_later_by_its_button_reaches_the_shipment_too(self):
        self.picking.picking_type_id.print_label = False
        with self.labels() as bought:
            self.picking.button_validate()
            self.assertEqual(bought, [])
            self.picking.send_to_shipper()

        self.assertEqual(bought, [[]])
        self.assertEqual(self.document(self.ref).shipment_ids.tracking_ref, "LABEL-1")

    def test_the_price_of_the_label_goes_onto_the_sales_order(self):
        self.seller.invoice_policy = "real"
        with self.labels():
            self.picking.button_validate()

        (line,) = self.sale(self.ref).order_line.filtered("is_delivery")
        self.assertEqual(line.price_unit, 4)

    @contextmanager
    def labels(self):
        """A carrier that sells labels; gives what was not yet written when each was bought."""
        unwritten = []

        def sell(carrier, pickings):
            computed = [
                field for field, ids in carrier.env.transaction.tocompute.items() if any(ids)
            ]
            unwritten.append([str(field) for field in (*carrier.env._field_dirty, *computed)])
            return [{"exact_price": 4.0, "tracking_number": f"LABEL-{len(unwritten)}"}]

        Carrier = type(self.env["delivery.carrier"])
        with (
            patch.object(Carrier, "send_shipping", sell),
            patch.object(Carrier, "_buys_labels", lambda carrier: carrier.name == "Labels"),
        ):
            yield unwritten
