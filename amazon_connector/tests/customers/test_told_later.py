"""What Amazon tells otherwise, or not any more, after an order was imported."""

from odoo.tests import tagged

from .test_customers import AT_HOME, AT_WORK, EMMA, CustomersCommon

ADDRESS = "recipient.deliveryAddress"


@tagged("post_install", "-at_install")
class TestToldLater(CustomersCommon):
    def again(self, sale):
        self.amazon.advance(minutes=1)
        self.amazon.touch_order(sale.amazon_order_ids.amazon_ref)
        self.sync_orders()

    def test_a_street_that_amazon_withholds_later_is_kept(self):
        self.buy()
        own, home = self.buy(address=AT_WORK), self.buy()
        for sale in own, home:
            ref = sale.amazon_order_ids.amazon_ref
            city = {name: AT_HOME[name] for name in ("city", "postalCode", "countryCode")}
            self.amazon.rewrite_order(ref, ADDRESS, city)
            self.again(sale)

        self.assertEqual(own.picking_ids.partner_id.street, "99 Lake Drive")
        self.assertEqual(home.picking_ids.partner_id.street, "1 Maple Street")
        self.assertEqual(own.amazon_order_ids.state, "done")
        ref = own.amazon_order_ids.amazon_ref
        self.amazon.rewrite_order(ref, ADDRESS, {**AT_WORK, "addressLine1": "1 New Road"})
        self.again(own)
        self.assertEqual(own.picking_ids.partner_id.street, "1 New Road")

    def test_a_gift_message_that_comes_later_reaches_the_packer_once(self):
        sale = self.buy()
        ref = sale.amazon_order_ids.amazon_ref
        option = {"giftOption": {"giftMessage": "Happy birthday, Ada!", "giftWrapLevel": "Red"}}
        self.amazon.rewrite_order(ref, "orderItems.0.fulfillment.packing", option)

        self.again(sale)
        self.again(sale)

        self.assertEqual(sale.picking_ids.note.count("Happy birthday"), 1)

    def test_what_amazon_leaves_out_later_stays_as_it_was(self):
        sale = self.buy(business=True, vat_id="DE123456788", po_number="PO-77", quantity=2)
        document = sale.amazon_order_ids
        ref, ship_by, total = document.amazon_ref, document.ship_by, document.item_ids.amount_total
        self.assertTrue(ship_by and total)
        for path in ("tax", "buyer", "proceeds", "orderItems.0.proceeds"):
            self.amazon.strip_order(ref, path)
        self.amazon.strip_order(ref, "fulfillment.shipByWindow")

        self.again(sale)

        self.assertEqual(
            (document.buyer_vat, document.purchase_order_ref), ("DE123456788", "PO-77")
        )
        self.assertEqual(document.ship_by, ship_by)
        self.assertEqual((document.item_ids.amount_total, document.amount_total), (total, total))

    def test_a_purchase_order_number_that_comes_later_is_the_sales_orders(self):
        sale = self.buy(business=True)
        self.assertFalse(sale.amazon_purchase_order_ref)
        ref = sale.amazon_order_ids.amazon_ref
        self.amazon.rewrite_order(ref, "buyer.buyerPurchaseOrderNumber", "PO-78")

        self.again(sale)

        self.assertEqual(sale.amazon_purchase_order_ref, "PO-78")

    def test_an_item_without_a_total_of_its_own_is_worth_its_charges(self):
        ref = self.amazon.place_order(sku="MUG", unit_price="10.00", quantity=2)
        self.amazon.strip_order(ref, "orderItems.0.proceeds.proceedsTotal")

        self.sync_orders()

        document = self.document(ref)
        self.assertEqual(document.item_ids.amount_total, document.amount_total)

    def test_an_address_made_up_in_japan_is_none_to_write_to(self):
        buyer = {**EMMA, "email": "abc123def456@m.marketplace.amazon.co.jp"}
        customer = self.buy(buyer=buyer).partner_id

        self.assertEqual(customer.amazon_email, buyer["email"])
        self.assertFalse(customer.email)

    def test_of_several_tax_numbers_of_the_buyer_the_vat_id_counts(self):
        numbers = [("BUSINESS", "4711"), ("VAT", ""), ("VAT", " DE123456788 ")]
        registrations = [
            {
                "entityType": "BUYER",
                "taxRegistrationType": kind,
                "taxRegistrationNumber": number,
            }
            for kind, number in numbers
        ]
        sale = self.buy(business=True, raw_overrides={"tax": {"taxRegistrations": registrations}})

        self.assertEqual(sale.amazon_order_ids.buyer_vat, "DE123456788")
        self.assertEqual(sale.partner_id.vat, "DE123456788")
