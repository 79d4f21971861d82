"""A sale of another channel, out of Amazon's warehouse: asked for once, followed to its end."""

from freezegun import freeze_time

from odoo.tests import new_test_user, tagged

from .common import MultiChannelCommon


@tagged("post_install", "-at_install")
class TestFulfillments(MultiChannelCommon):
    def test_a_sale_of_the_own_shop_is_sent_to_amazon(self):
        picking = self.sell((self.mug, 2), (self.lamp, 1))
        document = picking.amazon_fulfillment_id
        self.assertEqual(document.state, "pending")
        self.assertFalse(self.asked())

        self.run_job()

        [asked] = self.asked()
        self.assertEqual(asked["orderId"], document.amazon_ref)
        pieces = [line["amount"]["value"] for line in asked["lineItems"]]
        self.assertEqual(pieces, ["2", "1"])
        self.assertEqual(
            asked["destination"]["deliveryAddress"],
            {
                "name": "Ann Smith",
                "addressLine1": "1 Main Street",
                "city": "Seattle",
                "stateOrRegion": "WA",
                "postalCode": "98103",
                "countryCode": "US",
                "phone": "555-0100-77",
            },
        )
        self.assertEqual((document.state, document.amazon_status), ("sent", "PROCESSING"))
        self.assertNotIn(picking.state, ("done", "cancel"))
        self.assertEqual(picking.amazon_multi_channel_state, "Sent – Processing")

    def test_whoever_asks_is_told_that_there_is_news(self):
        _picking, document = self.send((self.mug, 3))
        self.amazon.ship_fulfillment(document.amazon_ref, items={"MUG": 1})
        self.assertEqual(document.action_push().outcome, "1 fulfillment with news")
        self.assertFalse(document.action_push().outcome)

    def test_what_amazon_ships_closes_the_delivery_with_its_parcels(self):
        picking, document = self.send((self.mug, 2), (self.lamp, 1))
        self.amazon.ship_fulfillment(
            document.amazon_ref,
            parcels=[{"carrier": "UPS", "tracking": "1Z1"}, {"carrier": "UPS", "tracking": "1Z2"}],
        )
        ups = self.carrier("UPS")
        self.run_job()

        self.assertEqual((document.state, picking.state), ("confirmed", "done"))
        self.assertEqual(picking.carrier_tracking_ref, "1Z1,1Z2")
        self.assertEqual(picking.carrier_id, ups)
        self.assertEqual(document.parcel_ids.mapped("tracking_ref"), ["1Z1", "1Z2"])
        self.assertEqual(document.line_ids.mapped("shipped"), [2, 1])
        self.assertEqual((self.stock(self.mug), self.stock(self.lamp)), (48, 49))
        self.assertEqual(picking.sale_id.order_line.mapped("qty_delivered"), [2, 1])
        self.assertFalse(document.trouble_ids)
        self.assertFalse(self.env["amazon.shipment"].search([("picking_id", "=", picking.id)]))

    def test_nothing_is_sent_unless_the_warehouse_says_so(self):
        self.fba.amazon_multi_channel = False
        picking = self.sell()
        self.assertFalse(picking.amazon_fulfillment_id)
        self.assertFalse(picking.amazon_may_send)
        self.assertFalse(self.sell(warehouse=self.warehouse).amazon_fulfillment_id)
        self.run_job()
        self.assertFalse(self.asked())

        # What is there when it is switched on stays where it is.
        self.fba.amazon_multi_channel = True
        self.run_job()
        self.assertFalse(picking.amazon_fulfillment_id)
        self.assertTrue(picking.amazon_may_send)

    def test_it_is_off_for_every_warehouse_until_somebody_switches_it_on(self):
        fresh = self.env["stock.warehouse"].create({"name": "Fresh", "code": "FRS"})
        self.assertFalse(fresh.amazon_multi_channel)
        self.assertFalse(fresh.amazon_multi_channel_notify)

    def test_an_amazon_order_never_becomes_one_and_its_delivery_is_no_order_twice(self):
        self.store.status_map_ids.filtered(
            lambda row: row.fulfilled_by == "AMAZON" and row.status in ("UNSHIPPED", "SHIPPED")
        ).target = "confirmed"
        ref = self.amazon.place_order(sku="MUG", fulfilled_by="AMAZON", status="UNSHIPPED")
        self.sync_orders()
        picking = self.sale(ref).picking_ids
        self.assertEqual(picking._get_amazon_multi_channel_warehouse(), self.fba)
        self.assertFalse(picking.amazon_fulfillment_id)
        self.assertFalse(picking.amazon_may_send)

    def test_amazons_order_of_it_is_no_sale(self):
        self.send()
        self.sync_orders()

        [order] = self.amazon.orders()
        self.assertEqual(order["salesChannel"]["channelName"], "NON_AMAZON")
        document = self.document(order["orderId"])
        self.assertEqual(document.state, "ignored")
        self.assertFalse(document.sale_order_id)

    def test_several_shipments_are_several_deliveries(self):
        picking, document = self.send((self.mug, 3), (self.lamp, 1))
        self.amazon.ship_fulfillment(document.amazon_ref, items={"MUG": 2})
        self.run_job()

        rest = self.open_picking(picking)
        self.assertEqual((picking.state, document.state), ("done", "sent"))
        self.assertEqual(rest.amazon_fulfillment_id, document)
        self.assertEqual(sum(rest.move_ids.mapped("product_uom_qty")), 2)

        self.run_job()
        self.assertEqual(self.stock(self.mug), 48)

        self.amazon.ship_fulfillment(document.amazon_ref)
        self.run_job()
        self.assertEqual((rest.state, document.state), ("done", "confirmed"))
        self.assertEqual((self.stock(self.mug), self.stock(self.lamp)), (47, 49))
        self.assertNotEqual(rest.carrier_tracking_ref, picking.carrier_tracking_ref)
        self.assertEqual(len(document.picking_ids), 2)

    def test_what_amazon_cannot_ship_comes_back_as_a_backorder_for_a_person(self):
        picking, document = self.send((self.mug, 3))
        self.amazon.ship_fulfillment(document.amazon_ref, items={"MUG": 2})
        self.amazon.lose_fulfillment(document.amazon_ref, {"MUG": 1})
        self.run_job()

        rest = self.open_picking(picking)
        self.assertEqual(
            (document.state, document.amazon_status), ("confirmed", "COMPLETE_PARTIAL")
        )
        self.assertEqual(document.line_ids.unfulfillable, 1)
        self.assertEqual(self.trouble(document), {"rest"})
        self.assertIn(rest.name, document.trouble_ids.sentence)
        self.assertEqual(document.action_view_rest()["res_id"], rest.id)
        # It is nobody's: not sent again by itself, and free to be shipped by hand or by Amazon.
        self.assertFalse(rest.amazon_fulfillment_id)
        self.assertTrue(rest.amazon_may_send)
        self.run_job()
        self.assertEqual(len(self.asked()), 1)
        rest.move_ids.quantity = 1
        rest.with_context(skip_sms=True).button_validate()
        self.env["amazon.trouble"]._cron_follow()
        self.assertFalse(document.trouble_ids)

    def test_a_number_that_comes_later_is_written_on_the_done_delivery(self):
        picking, document = self.send()
        self.amazon.ship_fulfillment(document.amazon_ref, parcels=[])
        self.run_job()
        self.assertEqual(picking.state, "done")
        self.assertFalse(picking.carrier_tracking_ref)

        order = self.amazon.fulfillments()[0]
        order["shipments"][0]["packages"] = [
            {
                "packageId": "P1",
                "tracking": {"carrier": {"carrierCode": "UPS", "trackingNumber": "1Z9"}},
            }
        ]
        self.amazon.answer("listOrders", 200, {"orders": [order]})
        self.run_job()
        self.assertEqual(picking.carrier_tracking_ref, "1Z9")
        self.assertEqual(document.parcel_ids.mapped("package_ref"), ["P1"])
        self.assertEqual(self.stock(self.mug), 48)

    def test_orders_of_other_systems_are_left_alone(self):
        self.send()
        foreign = {
            "orderId": "SHOPIFY-1",
            "receiveTime": "2026-07-04T10:00:00Z",
            "status": "COMPLETE",
            "lineItems": [],
        }
        self.amazon.answer("listOrders", 200, {"orders": [foreign, {"orderId": [7]}]})
        operation = self.run_job()
        self.assertIn("cannot be read", self.messages(operation))
        self.assertEqual(self.env["amazon.fulfillment"].search_count([]), 1)

    def test_a_word_that_amazon_invents_changes_nothing(self):
        picking, document = self.send()
        self.amazon.set_fulfillment(document.amazon_ref, "ON_A_DRONE")
        self.run_job()
        self.assertEqual((document.state, document.amazon_status), ("sent", "ON_A_DRONE"))
        self.assertNotIn(picking.state, ("done", "cancel"))

    def test_complete_without_a_shipment_is_not_shipped(self):
        picking, document = self.send()
        self.amazon.set_fulfillment(document.amazon_ref, "COMPLETE")
        self.run_job()
        self.assertEqual(document.state, "sent")
        self.assertNotIn(picking.state, ("done", "cancel"))
        self.assertEqual(self.stock(self.mug), 50)

    def test_shipped_in_part_without_a_word_on_the_rest_gives_the_rest_back(self):
        picking, document = self.send((self.mug, 3))
        self.amazon.ship_fulfillment(document.amazon_ref, items={"MUG": 2})
        order = self.amazon.fulfillments()[0] | {"status": "COMPLETE_PARTIAL"}
        for line in order["lineItems"]:
            del line["unfulfillableAmount"], line["cancelledAmount"]
        self.amazon.answer("listOrders", 200, {"orders": [order]})
        self.run_job()
        self.assertEqual((picking.state, document.state), ("done", "confirmed"))
        self.assertEqual(self.trouble(document), {"rest"})
        self.assertEqual(self.stock(self.mug), 48)

    def test_a_number_that_no_list_shows_is_asked_for_after_the_goods_have_left(self):
        picking, document = self.send()
        self.amazon.ship_fulfillment(
            document.amazon_ref, parcels=[{"package_id": "P1", "tracking": None}]
        )
        self.run_job()
        self.assertFalse(picking.carrier_tracking_ref)
        self.amazon.track_fulfillment(document.amazon_ref, "P1", tracking="1Z5")
        self.amazon.answer("listOrders", 200, {"orders": []})
        document.write({"sent_at": "2020-01-01", "read_at": "2020-01-01"})
        self.run_job()
        self.assertEqual(picking.carrier_tracking_ref, "1Z5")

    def test_older_news_does_not_undo_newer(self):
        picking, document = self.send()
        older = self.amazon.fulfillments()[0]
        self.amazon.advance(minutes=5)
        self.amazon.ship_fulfillment(document.amazon_ref)
        self.run_job()
        self.amazon.answer("listOrders", 200, {"orders": [older]})
        self.run_job()
        self.assertEqual((document.state, document.amazon_status), ("confirmed", "COMPLETE"))
        self.assertEqual(picking.state, "done")

    def test_what_the_list_leaves_out_is_asked_for_by_its_number(self):
        picking, document = self.send()
        self.amazon.ship_fulfillment(document.amazon_ref)
        self.amazon.answer("listOrders", 200, {"orders": []}, times=3)
        self.run_job()
        self.assertEqual(document.state, "sent")
        past = "2020-01-01 00:00:00"
        document.write({"sent_at": past, "read_at": past})
        self.run_job()
        self.assertEqual((document.state, picking.state), ("confirmed", "done"))

    def test_a_delivery_that_cannot_be_done_does_not_stop_the_others(self):
        bad, bad_document = self.send((self.mug, 1))
        good, good_document = self.send((self.lamp, 1))
        for document in (bad_document, good_document):
            self.amazon.ship_fulfillment(document.amazon_ref)
        self.mug.tracking = "lot"
        bad.picking_type_id.write({"use_create_lots": True, "use_existing_lots": True})
        self.run_job()
        self.assertEqual((good.state, good_document.state), ("done", "confirmed"))

    def test_a_delivery_planned_for_later_waits_for_its_day(self):
        picking = self.sell(commitment_date="2099-01-01 12:00:00")
        self.run_job()
        document = picking.amazon_fulfillment_id
        self.assertFalse(self.asked())
        self.assertTrue(document.send_after)
        picking.scheduled_date = "2020-01-01 12:00:00"
        document.send_after = "2020-01-01 12:00:00"
        self.run_job()
        self.assertEqual(document.state, "sent")

    def test_a_clerk_without_rights_in_stock_opens_it(self):
        picking, document = self.send()
        clerk = new_test_user(self.env, "clerk", groups="amazon_connector.group_user")
        self.env.invalidate_all()

        [told] = document.with_user(clerk).web_read({"display_name": {}})

        self.assertEqual(told["display_name"], picking.name)

    def test_its_day_is_that_of_the_store(self):
        self.store.tz = "America/Los_Angeles"
        picking = self.sell()
        document = picking.amazon_fulfillment_id
        picking.scheduled_date = "2099-01-02 17:00:00"

        with freeze_time("2099-01-02 02:00:00"):  # The evening before, in Los Angeles.
            self.assertFalse(document._is_complete())
        with freeze_time("2099-01-02 08:00:00"):
            self.assertTrue(document._is_complete())

    def test_a_person_sends_it_before_its_day(self):
        document = self.sell(commitment_date="2099-01-01 12:00:00").amazon_fulfillment_id
        self.run_job()
        self.assertFalse(self.asked())
        document.action_push()
        self.assertEqual(document.state, "sent")

    def test_what_is_added_before_it_is_sent_goes_along(self):
        picking = self.sell((self.mug, 1))
        picking.sale_id.order_line.product_uom_qty = 3
        self.run_job()
        self.assertEqual(self.asked()[0]["lineItems"][0]["amount"]["value"], "3")

    def test_choices_of_the_warehouse_are_asked_for(self):
        self.fba.write(
            {
                "amazon_multi_channel_speed": "EXPEDITED",
                "amazon_multi_channel_policy": "FILL_OR_KILL",
                "amazon_multi_channel_blank_box": True,
                "amazon_multi_channel_block_amazon": True,
                "amazon_multi_channel_notify": True,
            }
        )
        self.send()
        [asked] = self.asked()
        configuration = asked["fulfillmentConfiguration"]
        self.assertEqual(configuration["serviceLevel"], {"serviceTiers": ["EXPEDITED"]})
        self.assertEqual(configuration["policy"], "FILL_OR_KILL")
        self.assertEqual(
            configuration["services"],
            {
                "packaging": {"packagingOption": "UNBRANDED"},
                "additional": {"BLOCK_AMZL": "REQUIRED"},
            },
        )
        self.assertEqual(asked["destination"]["deliveryAddress"]["email"], "ann@example.com")

    def test_nothing_open_costs_no_call(self):
        self.amazon.reset_calls()
        self.run_job()
        self.assertFalse({"listOrders", "createOrder"} & set(self.amazon.calls()))

    def test_the_buyers_data_is_in_the_message_and_nowhere_else(self):
        self.amazon.refuse("createOrder", 400, "Ann Smith, 1 Main Street 98103: no such place.")
        picking = self.sell()
        operation = self.run_job()
        document = picking.amazon_fulfillment_id
        self.assertEqual(document.state, "failed")
        told = " ".join(
            (
                document.reason,
                self.messages(operation),
                document.trouble_ids.sentence,
                str(document.message_ids.mapped("body")),
            )
        )
        for secret in ("Ann", "Main", "98103"):
            self.assertNotIn(secret, told)
        stored = document.read()[0]
        self.assertNotIn("Main Street", str(stored))
