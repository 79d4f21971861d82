"""Orders that are not quite usual: each is in Odoo what it is at Amazon."""

from unittest.mock import patch

from odoo.tests import tagged

from .test_order_changes import OrderChangesCommon

RAW = {
    "createdTime": "2026-01-01T10:00:00Z",
    "lastUpdatedTime": "2026-01-01T10:00:00Z",
    "salesChannel": {"channelName": "AMAZON", "marketplaceId": "ATVPDKIKX0DER"},
    "fulfillment": {"fulfillmentStatus": "UNSHIPPED", "fulfilledBy": "MERCHANT"},
}


@tagged("post_install", "-at_install")
class TestOddOrders(OrderChangesCommon):
    def charge(self, ref, name):
        """The price of the line of a kind of charge."""
        lines = self.sale(ref).order_line.filtered(lambda line: line.amazon_charge == name)
        return sum(lines.mapped("price_unit"))

    def test_replacement_preorder_and_pickup_are_confirmed_like_others(self):
        first = self.amazon.place_order(sku="MUG")
        odd = {
            "replacement": {
                "lines": [{"sku": "MUG", "quantity": 1, "unit_price": 0}],
                "replaces": first,
            },
            "preorder": {"sku": "LAMP", "programs": ["PREORDER"]},
            "pickup": {"sku": "LAMP", "programs": ["IN_STORE_PICK_UP"]},
        }
        refs = {name: self.amazon.place_order(**wish) for name, wish in odd.items()}

        self.sync_orders()

        for name, ref in refs.items():
            with self.subTest(name):
                self.assertEqual(self.sale(ref).state, "sale", self.document(ref).reason)
                self.assert_same_total(ref)
        replacement = self.document(refs["replacement"])
        self.assertEqual((replacement.origin_ref, replacement.amount_total), (first, 0))
        self.assertEqual(self.line(replacement.amazon_ref, self.mug).price_unit, 0)

    def test_the_line_of_a_zero_quantity_item_is_left_out(self):
        ref = self.amazon.place_order(
            lines=[{"sku": "MUG", "quantity": 1}, {"sku": "LAMP", "quantity": 2}]
        )
        self.amazon.cancel_item(ref, self.item(ref, "LAMP"), 2)

        self.sync_orders()

        self.assertEqual(self.sale(ref).order_line.product_id, self.mug)
        self.assertEqual(len(self.document(ref).item_ids), 2)
        self.assert_same_total(ref)

    def test_an_order_of_another_channel_is_no_sale(self):
        ref = self.place_and_import(
            fulfilled_by="AMAZON", status="SHIPPED", channel_name="NON_AMAZON"
        )

        self.assertEqual(self.document(ref).state, "ignored")
        self.assertIn("not an Amazon sale", self.document(ref).reason)
        self.assertFalse(self.sale(ref))

    def test_a_hundred_lines_add_up(self):
        lines = [{"sku": "MUG", "quantity": 1, "unit_price": f"0.{n:02}"} for n in range(1, 100)]
        ref = self.place_and_import(lines=[*lines, {"sku": "LAMP", "unit_price": "33.33"}])

        self.assertEqual(len(self.sale(ref).order_line.filtered("amazon_item_id")), 100)
        self.assert_same_total(ref)

    def test_an_order_of_the_first_year_keeps_its_date(self):
        self.store.import_from = "1990-01-01 00:00:00"
        ref = self.place_and_import(raw_overrides={"createdTime": "1995-07-16T12:00:00Z"})

        self.assertEqual(str(self.sale(ref).date_order), "1995-07-16 12:00:00")
        self.assertEqual(self.sale(ref).state, "sale")

    def test_a_deadline_that_nobody_can_read_keeps_no_order_out(self):
        ref = self.place_and_import(
            raw_overrides={
                "fulfillment": {
                    "fulfillmentStatus": "UNSHIPPED",
                    "fulfilledBy": "MERCHANT",
                    "shipByWindow": {"latestDateTime": "0001-01-01T00:00:00Z"},
                }
            }
        )

        self.assertEqual(self.sale(ref).state, "sale", self.document(ref).reason)
        self.assertFalse(self.document(ref).ship_by)

    def test_gifts_promotions_tips_and_tax_are_lines_of_their_own(self):
        line = {
            "sku": "MUG", "quantity": 2, "unit_price": "10.00", "gift_wrap": "3.50",
            "shipping": "5.99", "shipping_discount": "5.99", "discount": "1.01",
            "tax": "1.60", "shipping_tax": "0.48", "gift_message": "Happy birthday, Ada!",
            "promotion_ids": ["SUMMER"],
        }  # fmt: skip
        ref = self.place_and_import(lines=[line], tip="2.00", facilitator=True)

        self.assertEqual(self.charge(ref, "gift_wrap"), 3.50)
        self.assertEqual(self.charge(ref, "shipping"), 5.99)
        self.assertEqual(self.charge(ref, "tip"), 2.00)
        self.assertAlmostEqual(self.charge(ref, "discount"), -7.00)
        self.assertEqual(self.document(ref).item_ids.gift_message, "Happy birthday, Ada!")
        self.assert_same_total(ref)

    def test_a_business_order_names_the_company(self):
        ref = self.place_and_import(
            business=True, vat_id="DE123456789", buyer={"name": "Eva", "company": "Lamps GmbH"}
        )

        self.assertTrue(self.document(ref).is_business)
        self.assertIn("DE123456789", self.document(ref).payload)
        self.assertIn("Lamps GmbH", self.sale(ref).partner_id.commercial_company_name or "")

    def test_a_lot_tracked_product_that_amazon_ships_needs_no_lot_here(self):
        self._create_product("SERUM", "Serum", quantity=0, tracking="lot")

        ref = self.place_and_import(
            lines=[{"sku": "SERUM", "quantity": 2}], fulfilled_by="AMAZON", status="SHIPPED"
        )

        self.assertEqual(self.sale(ref).picking_ids.mapped("state"), ["done"])
        self.assertEqual(self.sale(ref).order_line.filtered("amazon_item_id").qty_delivered, 2)

    def test_buyers_hear_nothing_from_odoo_and_no_label_is_bought(self):
        company = self.company
        company.stock_move_email_validation = True
        before = self.env["mail.mail"].search_count([])
        ref = self.place_and_import()
        sale = self.sale(ref)
        carriers = self.env.registry["delivery.carrier"]
        with patch.object(carriers, "send_shipping") as send_shipping:
            shipped = self.place_and_import(status="SHIPPED")
            self.ship(sale)

        self.assertEqual(self.sale(shipped).picking_ids.mapped("state"), ["done"])
        send_shipping.assert_not_called()
        self.assertEqual(self.env["mail.mail"].search_count([]), before)
        told = (sale | self.sale(shipped)).picking_ids.message_ids
        self.assertFalse(told.filtered(lambda message: message.message_type == "sms"))
        self.assertFalse(told.partner_ids & (sale.partner_id | sale.partner_shipping_id))


@tagged("post_install", "-at_install")
class TestDocumentStates(OrderChangesCommon):
    def test_a_payload_that_cannot_be_read_fails_alone_and_keeps_its_text(self):
        broken = self.amazon.put_raw_order({**RAW, "orderId": "999", "orderItems": [
            {"orderItemId": "1", "quantityOrdered": 1, "product": {"sellerSku": "MUG"},
             "proceeds": {"proceedsTotal": {"amount": "ten", "currencyCode": "USD"}}}
        ]})  # fmt: skip
        good = [self.amazon.place_order(sku="MUG") for _count in range(3)]

        operation = self.sync_orders()

        self.assertEqual((operation.processed, operation.failed), (3, 1))
        self.assertEqual(self.document(broken).state, "failed")
        self.assertIn("proceedsTotal", self.document(broken).reason)
        self.assertIn('"amount": "ten"', self.document(broken).payload)
        for ref in good:
            self.assertEqual(self.sale(ref).state, "sale")

    def test_an_order_of_an_unknown_sku_goes_on_once_its_listing_is_linked(self):
        ref = self.place_and_import(lines=[{"sku": "TEAPOT", "unit_price": "20.00"}])
        self.assertEqual(self.document(ref).state, "held")
        self.assertIn("TEAPOT", self.document(ref).reason)

        teapot = self._create_product("POT-1", "Teapot")
        listing = self.document(ref).item_ids.listing_id
        listing.product_id = teapot
        self.assertEqual(self.document(ref).state, "received")
        self.sync_orders()

        self.assertEqual(self.line(ref, teapot).price_unit, 20)
        self.assertEqual(self.sale(ref).state, "sale")

    def test_orders_of_a_store_that_is_not_live_come_once_it_is(self):
        ref = self.place_and_import(marketplace="CA")
        self.assertEqual(self.document(ref).state, "ignored")
        self.assertIn("does not import orders now", self.document(ref).reason)

        self._open_store("CA")
        self.sync_orders()

        self.assertEqual(self.sale(ref).currency_id.name, "CAD")
        self.assert_same_total(ref)

    def test_the_day_of_the_purchase_stays_the_date_of_the_order(self):
        ref = self.place_and_import(created_minutes_ago=3 * 24 * 60)

        created = self.amazon.order(ref)["createdTime"][:19].replace("T", " ")
        self.assertEqual(str(self.sale(ref).date_order), created)

    def test_orders_are_in_the_currency_of_their_marketplace(self):
        for seller, region, country, price in (
            ("SELLER-EU", "EU", "DE", "19.99"),
            ("SELLER-FE", "FE", "JP", "1980"),
        ):
            with self.subTest(country):
                self.amazon.add_seller(seller, region, [country])
                account = self._connect_account(seller)
                self._open_store(country, account)
                ref = self.amazon.place_order(marketplace=country, sku="MUG", unit_price=price)
                self.sync_orders(account)
                self.assert_same_total(ref)
