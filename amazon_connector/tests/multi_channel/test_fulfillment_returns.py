"""What buyers of other channels send back to Amazon: asked for once, received once (C7)."""

from odoo.exceptions import UserError
from odoo.tests import Form, tagged

from .common import MultiChannelCommon


class ReturnCommon(MultiChannelCommon):
    def deliver(self, *lines):
        """A sale of the own shop that Amazon has shipped.

        :return: tuple (delivery, its ``amazon.fulfillment``)
        """
        picking, document = self.send(*lines)
        self.amazon.ship_fulfillment(document.amazon_ref)
        self.run_job()
        self.assertEqual(picking.state, "done")
        return picking, document

    def open_dialog(self, picking):
        action = picking.action_return_to_amazon()
        return self.env["amazon.fulfillment.return.ask"].browse(action["res_id"])

    def ask(self, picking, quantity=1, product=None, reason="defective", **vals):
        """Ask for a return as a person does; returns the pieces."""
        dialog = self.open_dialog(picking)
        line = dialog.line_ids.filtered(lambda own: own.product_id == (product or self.mug))
        line.write(
            {
                "quantity": quantity,
                "reason_id": dialog.reason_ids.filtered(
                    lambda own: (own.code, own.seller_sku) == (reason, line.seller_sku)
                ).id,
                **vals,
            }
        )
        before = self.pieces(picking)
        dialog.action_confirm()
        return self.pieces(picking) - before

    def pieces(self, picking):
        return self.env["amazon.fulfillment.return"].search([("picking_id", "=", picking.id)])

    def run_returns(self):
        """Run the job; returns its ``amazon.operation``."""
        return self.env["amazon.schedule"]._run_now("amazon.fulfillment.return", self.account)

    def told(self, document):
        """What Amazon knows of returns."""
        return self.amazon.fulfillment_returns(document.amazon_ref)


@tagged("post_install", "-at_install")
class TestFulfillmentReturns(ReturnCommon):
    def test_a_return_is_asked_for_authorized_received_and_booked(self):
        picking, document = self.deliver((self.mug, 2), (self.lamp, 1))
        self.assertTrue(picking.amazon_may_return)
        piece = self.ask(picking, comment="Handle is off")
        self.assertEqual((piece.state, self.told(document)), ("pending", []))

        self.run_returns()
        [asked] = self.told(document)
        self.assertEqual(asked["sellerReturnItemId"], piece.amazon_ref)
        self.assertEqual(asked["sellerReturnReasonCode"], "defective")
        self.assertEqual(asked["returnComment"], "Handle is off")
        self.assertEqual((piece.state, piece.amazon_status), ("sent", "NEW"))
        self.assertTrue(piece.rma_ref.startswith("RMA"))
        self.assertIn("Amazon Returns", piece.return_address)
        self.assertEqual(piece.return_reason, "Item is defective or doesn't work")
        self.run_returns()
        self.assertEqual((self.stock(self.mug), piece.state), (48, "sent"))

        self.amazon.receive_fulfillment_return(document.amazon_ref)
        self.assertEqual(self.run_returns().outcome, "1 return received")
        self.assertEqual((piece.state, piece.condition), ("confirmed", "SELLABLE"))
        self.assertEqual(piece.receipt_id.state, "done")
        self.assertEqual(piece.receipt_id.return_id, picking)
        self.assertEqual((self.stock(self.mug), self.stock(self.lamp)), (49, 49))
        delivered = picking.sale_id.order_line.mapped("qty_delivered")
        self.assertEqual(delivered, [1, 1])

        self.run_returns()
        self.assertEqual(self.stock(self.mug), 49)
        self.assertEqual(self.amazon.violations(), [])

    def test_no_more_is_asked_for_than_has_left_whoever_asks(self):
        picking, document = self.deliver((self.mug, 2))
        self.ask(picking, 1)
        dialog = self.open_dialog(picking)
        self.assertEqual((dialog.line_ids.shipped, dialog.line_ids.asked), (2, 1))
        with self.assertRaisesRegex(UserError, "MUG: 1 at most"):
            self.ask(picking, 2)
        self.ask(picking, 1)
        with self.assertRaisesRegex(UserError, "MUG: 0 at most"):
            self.ask(picking, 1)
        self.run_returns()
        self.assertEqual(len(self.told(document)), 2)
        self.assertEqual(self.pieces(picking).mapped("number"), [2, 1])

    def test_goods_that_amazon_added_to_a_shipment_can_come_back_too(self):
        picking, document = self.send((self.mug, 3))
        self.amazon.ship_fulfillment(document.amazon_ref)
        order = self.asked()[0]
        order["shipments"][0]["items"][0]["amount"] = {"value": "1", "unitOfMeasure": "EACHES"}
        self.amazon.answer("listOrders", 200, {"orders": [order]})
        self.run_job()
        self.run_job()
        added = picking.backorder_ids
        self.assertTrue(added.amazon_may_return)

        pieces = self.ask(added, 2) | self.ask(picking, 1)
        with self.assertRaisesRegex(UserError, "MUG: 0 at most"):
            self.ask(added, 1)
        self.run_returns()
        self.assertEqual((set(pieces.mapped("state")), len(self.told(document))), ({"sent"}, 3))
        for _piece in pieces:
            self.amazon.receive_fulfillment_return(document.amazon_ref)
        self.run_returns()
        self.assertEqual(set(pieces.mapped("state")), {"confirmed"})
        self.assertEqual(self.stock(self.mug), 50)

    def test_an_answer_that_is_lost_does_not_ask_twice(self):
        picking, document = self.deliver((self.mug, 1))
        piece = self.ask(picking)
        self.amazon.fault("createFulfillmentReturn", "connection_reset", after=True)
        self.run_returns()
        self.assertEqual((piece.state, len(self.told(document))), ("pending", 1))
        self.run_returns()
        self.assertEqual((piece.state, len(self.told(document))), ("sent", 1))
        self.assertEqual(self.amazon.calls()["createFulfillmentReturn"], 1)
        self.assertTrue(piece.rma_ref)

    def test_lost_before_amazon_had_it_it_goes_again(self):
        picking, document = self.deliver((self.mug, 1))
        piece = self.ask(picking)
        self.amazon.fault("createFulfillmentReturn", "connection_reset")
        self.run_returns()
        self.assertEqual(self.told(document), [])
        self.run_returns()
        self.assertEqual((piece.state, len(self.told(document))), ("sent", 1))

    def test_amazons_refusal_stands_on_the_piece_and_the_other_goes(self):
        picking, document = self.deliver((self.mug, 1), (self.lamp, 1))
        mug, lamp = self.ask(picking), self.ask(picking, product=self.lamp)
        mug.reason_code = "because"
        self.run_returns()
        self.assertEqual((mug.state, lamp.state), ("failed", "sent"))
        self.assertIn("reason code is not valid", mug.reason)
        self.assertEqual(mug.trouble_ids.mapped("key"), ["refused"])
        self.assertEqual(len(self.told(document)), 1)

        # What Amazon refuses does not come back: it may be asked for anew.
        self.assertEqual(self.open_dialog(picking).line_ids[0].asked, 0)
        mug.reason_code = "wrong-item"
        mug.action_retry()
        self.run_returns()
        self.assertEqual(mug.state, "sent")
        self.assertFalse(mug.trouble_ids)

    def test_damaged_pieces_go_where_the_store_says(self):
        place = self.env["stock.location"].create(
            {"name": "Damaged", "usage": "internal", "location_id": self.fba.view_location_id.id}
        )
        self.store.damaged_location_id = place
        picking, document = self.deliver((self.mug, 1))
        piece = self.ask(picking)
        self.run_returns()
        self.amazon.receive_fulfillment_return(document.amazon_ref, condition="CustomerDamaged")
        self.run_returns()
        self.assertEqual((piece.state, piece.condition), ("confirmed", "CUSTOMER_DAMAGED"))
        self.assertEqual(piece.receipt_id.move_ids.location_dest_id, place)
        self.assertEqual(self.stock(self.mug), 49)

    def test_a_piece_of_which_amazon_does_not_say_how_it_is_is_not_sold_again(self):
        picking, _document = self.deliver((self.mug, 1))
        piece = self.ask(picking)
        self.run_returns()
        piece.write({"amazon_status": "PROCESSED", "condition": False})
        piece._take_back()
        self.assertEqual((piece.state, self.stock(self.mug)), ("confirmed", 49))

    def test_what_somebody_has_returned_by_hand_is_not_returned_again(self):
        picking, document = self.deliver((self.mug, 2))
        pieces = self.ask(picking, 2)
        self.run_returns()
        dialog = self.env["stock.return.picking"].create({"picking_id": picking.id})
        dialog.product_return_moves.quantity = 1
        by_hand = dialog._create_return()
        by_hand.move_ids.picked = True
        by_hand._action_done()
        self.assertEqual(self.stock(self.mug), 49)

        self.amazon.receive_fulfillment_return(document.amazon_ref)
        self.amazon.receive_fulfillment_return(document.amazon_ref)
        self.run_returns()
        self.assertEqual(set(pieces.mapped("state")), {"confirmed"})
        self.assertIn(by_hand, pieces.receipt_id)
        self.assertEqual(len(pieces.receipt_id), 2)
        self.assertEqual(self.stock(self.mug), 50)

    def test_what_odoo_cannot_book_is_told_and_tried_again(self):
        picking, document = self.deliver((self.mug, 1))
        piece = self.ask(picking)
        self.run_returns()
        place = self.fba.lot_stock_id
        piece.picking_id = False
        self.amazon.receive_fulfillment_return(document.amazon_ref)
        operation = self.run_returns()
        self.assertEqual((piece.state, operation.failed), ("sent", 1))
        self.assertEqual(piece.trouble_ids.mapped("key"), ["not_booked"])
        piece.picking_id = picking
        self.run_returns()
        self.assertEqual((piece.state, piece.receipt_id.location_dest_id), ("confirmed", place))
        self.assertFalse(piece.trouble_ids)

    def test_without_a_reason_or_a_number_nothing_is_asked(self):
        picking, document = self.deliver((self.mug, 1))
        dialog = self.open_dialog(picking)
        with self.assertRaisesRegex(UserError, "how many pieces"):
            dialog.action_confirm()
        dialog.line_ids.quantity = 1
        with self.assertRaisesRegex(UserError, "Choose why MUG comes back"):
            dialog.action_confirm()
        self.assertFalse(document.return_ids)

    def test_amazon_offers_no_reasons_and_says_why(self):
        picking, _document = self.deliver((self.mug, 1))
        self.amazon.refuse("listReturnReasonCodes", 400, "Try later.", code="InvalidInput")
        dialog = self.open_dialog(picking)
        self.assertIn("Try later.", dialog.warning)
        self.assertFalse(dialog.reason_ids)

    def test_what_has_not_left_cannot_come_back(self):
        picking, document = self.send((self.mug, 1))
        self.assertFalse(picking.amazon_may_return)
        with self.assertRaisesRegex(UserError, "Nothing of"):
            document.action_return()

    def test_several_shipments_come_back_each_to_its_delivery(self):
        first, document = self.send((self.mug, 3))
        self.amazon.ship_fulfillment(document.amazon_ref, items={"MUG": 2})
        self.run_job()
        second = self.open_picking(first)
        self.amazon.ship_fulfillment(document.amazon_ref)
        self.run_job()
        self.assertEqual(len(document.action_return() and document._get_shipped()), 2)
        piece = self.ask(second)
        self.run_returns()
        self.assertEqual(self.told(document)[0]["amazonShipmentId"], piece.shipment_ref)
        self.amazon.receive_fulfillment_return(document.amazon_ref)
        self.run_returns()
        self.assertEqual(piece.receipt_id.return_id, second)

    def test_a_pack_that_comes_back_is_its_units(self):
        self.env["amazon.listing"].search([("seller_sku", "=", "MUG")]).uom_id = self.env.ref(
            "uom.product_uom_pack_6"
        )
        picking, document = self.deliver((self.mug, 12))
        piece = self.ask(picking)
        self.run_returns()
        self.amazon.receive_fulfillment_return(document.amazon_ref)
        self.run_returns()
        self.assertEqual((piece.state, self.stock(self.mug)), ("confirmed", 44))

    def test_the_count_at_amazon_is_ahead_of_the_receipt_and_nothing_is_booked_twice(self):
        self.store.fba_stock_mode = "adjust"
        picking, document = self.deliver((self.mug, 2))
        self.ask(picking)
        self.run_returns()
        self.store.action_sync_fba_stock()
        before = self.stock(self.mug)
        self.amazon.receive_fulfillment_return(document.amazon_ref)
        self.store.action_sync_fba_stock()
        self.assertEqual(self.stock(self.mug), before)
        row = self.env["amazon.fba.stock"].search([("seller_sku", "=", "MUG")])
        self.assertEqual((row.comparison, row.difference), ("explained", 1))
        self.assertIn("send back to Amazon", row.explanation)

        self.run_returns()
        self.store.action_sync_fba_stock()
        self.assertEqual((self.stock(self.mug), row.comparison), (before + 1, "equal"))

    def test_the_dialog_is_filled_in_as_a_person_does_it(self):
        picking, document = self.deliver((self.mug, 2))
        with Form(self.open_dialog(picking)) as form, form.line_ids.edit(0) as line:
            line.quantity = 1
            line.reason_id = form._record.reason_ids[0]
        form.record.action_confirm()
        self.assertEqual(len(document.return_ids), 1)
