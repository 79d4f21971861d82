"""Orders to ship of which Amazon names no street or no name."""

from odoo.tests import tagged

from .test_customers import AT_HOME, EMMA, CustomersCommon

WITHOUT_BUYERS = ["Selling Partner Insights", "Product Listing", "Inventory and Order Tracking"]
NO_ADDRESS = "recipient.deliveryAddress"
NO_STREET = "recipient.deliveryAddress.addressLine1"


@tagged("post_install", "-at_install")
class TestIncompleteAddresses(CustomersCommon):
    def place(self, lacking=NO_ADDRESS, **wish):
        """An order of which Amazon leaves something out; its document."""
        ref = self.amazon.place_order(**{"sku": "MUG", "buyer": EMMA, "address": AT_HOME, **wish})
        if lacking:
            self.amazon.strip_order(ref, lacking)
        self.sync_orders()
        return self.document(ref)

    def tell_address(self, document, **changes):
        """Amazon names the address after all."""
        self.amazon.advance(minutes=1)
        address = {**AT_HOME, **changes}
        self.amazon.rewrite_order(document.amazon_ref, NO_ADDRESS, address)
        self.amazon.touch_order(document.amazon_ref)
        self.sync_orders()

    def test_an_order_without_an_address_waits_and_a_person_is_told(self):
        for lacking in (NO_ADDRESS, NO_STREET):
            with self.subTest(lacking):
                document = self.place(lacking)

                self.assertEqual((document.state, document.hold_key), ("held", "address:"))
                self.assertIn("no street", document.reason)
                self.assertFalse(document.sale_order_id)
        trouble = self.store.trouble_ids
        self.assertEqual(trouble.key, "held_address:amazon.order", "told once")
        action = trouble.action_remedy()
        self.assertEqual(self.env["amazon.order"].search_count(action["domain"]), 2)

    def test_it_goes_on_by_itself_once_amazon_names_the_address(self):
        document = self.place()

        self.tell_address(document)

        self.assertEqual(document.state, "done", document.reason)
        self.assertEqual(document.sale_order_id.picking_ids.partner_id.street, "1 Maple Street")

    def test_a_label_without_a_name_waits_too(self):
        nameless = {"name": "", "email": EMMA["email"]}
        document = self.place("", address={**AT_HOME, "name": ""}, buyer=nameless)

        self.assertEqual(document.state, "held")
        self.assertIn("no name", document.reason)

    def test_imported_without_an_address_it_never_goes_to_an_older_one(self):
        first = self.buy()
        document = self.place()

        document.action_import_without_address()

        sale = document.sale_order_id
        self.assertEqual((document.state, sale.state), ("done", "sale"))
        self.assertEqual(sale.partner_id, first.partner_id)
        contact = sale.picking_ids.partner_id
        self.assertEqual(contact.parent_id, first.partner_id)
        self.assertFalse(contact.street or contact.city or contact.zip)

    def test_the_address_that_comes_later_is_followed(self):
        self.buy()
        document = self.place()
        document.action_import_without_address()

        self.tell_address(document, addressLine1="7 New Road")

        self.assertEqual(document.sale_order_id.picking_ids.partner_id.street, "7 New Road")

    def test_orders_that_need_no_label_of_ours_do_not_wait(self):
        anonymous = {"name": "", "email": ""}
        wishes = {
            "FBA": {"fulfilled_by": "AMAZON", "status": "SHIPPED"},
            "shipped already": {"status": "SHIPPED"},
            "pickup": {"programs": ["IN_STORE_PICK_UP"]},
            "nobody is named": {"buyer": anonymous},
        }
        for name, wish in wishes.items():
            with self.subTest(name):
                document = self.place(**wish)
                self.assertEqual(document.state, "done", document.reason)

    def test_where_amazon_refuses_addresses_or_labels_are_bought_elsewhere_nothing_waits(self):
        self.store.keep_addresses = False
        self.assertEqual(self.place().state, "done")
        self.store.keep_addresses = True
        self.amazon.set_roles(self.account.selling_partner_id, WITHOUT_BUYERS)
        self.assertEqual(self.place().state, "done")

    def test_where_amazon_tells_addresses_again_one_that_lacks_waits_again(self):
        self.account.write({"refused_data": "BUYER, RECIPIENT", "refused_data_at": "2020-01-01"})

        document = self.place()

        self.assertEqual((document.state, document.hold_key), ("held", "address:"))
        self.assertFalse(self.account.refused_data)
