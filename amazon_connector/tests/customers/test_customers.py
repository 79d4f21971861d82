"""Who becomes the customer of an Amazon order: the store's policies (B3)."""

from odoo.exceptions import ValidationError
from odoo.tests import tagged

from ..common import AmazonCommon

EMMA = {
    "name": "Emma Carter",
    "email": "emma-1@marketplace.amazon.com",
}
AT_HOME = {
    "name": "Emma Carter",
    "addressLine1": "1 Maple Street",
    "city": "Seattle",
    "stateOrRegion": "WA",
    "postalCode": "98101",
    "countryCode": "US",
}
AT_WORK = {**AT_HOME, "addressLine1": "99 Lake Drive"}


class CustomersCommon(AmazonCommon):
    """Words for orders of one buyer."""

    def setUp(self):
        super().setUp()
        self.house = self.env["res.partner"].create({"name": "Amazon customers"})

    def buy(self, address=AT_HOME, buyer=EMMA, **wish):
        """An order of a mug, imported; returns its sales order."""
        ref = self.amazon.place_order(
            **{"sku": "MUG", "unit_price": "10.00", "buyer": buyer, "address": address, **wish}
        )
        operation = self.sync_orders()
        self.assertEqual(operation.failed, 0, self.messages(operation))
        return self.sale(ref)

    def set_policy(self, policy, **vals):
        self.store.write({"customer_policy": policy, "customer_id": self.house.id, **vals})


@tagged("post_install", "-at_install")
class TestCustomerPolicies(CustomersCommon):
    def test_by_default_a_buyer_is_created_once_and_left_as_he_is(self):
        first = self.buy()
        second = self.buy(buyer={**EMMA, "name": "Emma Carter-Jones"}, address=AT_WORK)

        buyer = first.partner_id
        self.assertEqual(second.partner_id, buyer)
        self.assertEqual((buyer.name, buyer.street), ("Emma Carter", "1 Maple Street"))
        self.assertEqual(second.partner_shipping_id.parent_id, buyer)
        self.assertEqual(second.partner_shipping_id.type, "delivery")
        self.assertEqual(second.partner_shipping_id.street, "99 Lake Drive")

    def test_amazons_address_is_kept_apart_from_a_real_one(self):
        anonymous = self.buy().partner_id
        real = self.buy(buyer={"name": "Liam Brooks", "email": "liam@example.com"}).partner_id

        self.assertEqual(anonymous.amazon_email, "emma-1@marketplace.amazon.com")
        self.assertFalse(anonymous.email)
        self.assertEqual(real.email, "liam@example.com")

    def test_a_buyer_is_known_again_however_his_address_is_written(self):
        first, second = (
            self.buy(buyer={**EMMA, "email": email})
            for email in (EMMA["email"], " Emma-1@Marketplace.Amazon.com")
        )

        self.assertEqual(first.partner_id, second.partner_id)

    def test_what_is_no_address_makes_no_two_buyers_one(self):
        first, second = (
            self.buy(buyer={"name": name, "email": "n/a"}, address={**AT_HOME, "name": name})
            for name in ("Emma Carter", "Liam Brooks")
        )

        self.assertEqual((first | second).mapped("partner_id.name"), ["Emma Carter", "Liam Brooks"])
        self.assertFalse(any((first | second).mapped("partner_id.email")))

    def test_a_company_of_which_no_buyer_is_named_gives_its_name(self):
        buyer = {"buyerName": None, "buyerCompanyName": "Lamps GmbH"}
        sale = self.buy(raw_overrides={"buyer": buyer})

        self.assertEqual(sale.partner_id.name, "Lamps GmbH")
        self.assertFalse(sale.partner_id.amazon_guest)

    def test_update_lets_the_customer_follow_the_newest_order(self):
        self.set_policy("update_insert")
        first = self.buy()
        self.ship(first)

        second = self.buy(
            buyer={**EMMA, "name": "Emma Carter-Jones"},
            address={**AT_WORK, "name": "Emma Carter-Jones"},
        )

        buyer = first.partner_id
        self.assertEqual(second.partner_id, buyer)
        self.assertEqual((buyer.name, buyer.street), ("Emma Carter-Jones", "99 Lake Drive"))
        self.assertEqual(second.partner_shipping_id, buyer)

    def test_update_leaves_an_address_to_which_a_parcel_is_still_to_go(self):
        self.set_policy("update_insert")
        first = self.buy()

        second = self.buy(address=AT_WORK)

        self.assertEqual(first.picking_ids.partner_id.street, "1 Maple Street")
        self.assertEqual(second.picking_ids.partner_id.street, "99 Lake Drive")

    def test_a_real_address_finds_a_customer_that_a_person_has_entered(self):
        liam = self.env["res.partner"].create({"name": "Liam", "email": "Liam@Example.com"})
        buyer = {"name": "Liam Brooks", "email": "liam@example.com"}

        kept = self.buy(buyer=buyer)
        self.assertEqual((kept.partner_id, liam.name), (liam, "Liam"))

        self.ship(kept)
        self.set_policy("email_update_insert")
        self.assertEqual(self.buy(buyer=buyer).partner_id, liam)
        self.assertEqual(liam.name, "Liam Brooks")

    def test_a_buyer_never_becomes_one_of_the_companys_own_users(self):
        admin = self.env.ref("base.user_admin").partner_id
        admin.email = "boss@example.com"
        self.set_policy("email_update_insert")

        sale = self.buy(buyer={"name": "Somebody", "email": "boss@example.com"})

        self.assertNotEqual(sale.partner_id, admin)
        self.assertNotEqual(admin.name, "Somebody")

    def test_by_amazon_id_or_else_the_fixed_customer(self):
        known = self.buy().partner_id
        self.set_policy("id_keep_fixed")

        self.assertEqual(self.buy().partner_id, known)
        stranger = {"name": "Noah Bennett", "email": "noah@marketplace.amazon.com"}
        self.assertEqual(self.buy(buyer=stranger).partner_id, self.house)

    def test_by_email_or_else_the_fixed_customer(self):
        liam = self.env["res.partner"].create({"name": "Liam", "email": "liam@example.com"})
        self.set_policy("email_update_fixed")

        buyer = {"name": "Liam Brooks", "email": "liam@example.com"}
        self.assertEqual(self.buy(buyer=buyer).partner_id, liam)
        self.assertEqual(self.buy().partner_id, self.house)
        self.assertFalse(self.env["res.partner"].search([("amazon_email", "=", EMMA["email"])]))

    def test_always_the_fixed_customer_with_the_buyers_address_as_a_contact(self):
        self.set_policy("fixed")

        sale = self.buy()

        self.assertEqual((sale.partner_id, sale.partner_invoice_id), (self.house, self.house))
        self.assertEqual(sale.partner_shipping_id.parent_id, self.house)
        self.assertEqual(sale.picking_ids.partner_id.street, "1 Maple Street")
        self.assertFalse(self.house.street)

    def test_the_fixed_customers_own_addresses_where_labels_are_bought_elsewhere(self):
        own = self.env["res.partner"].create(
            {"name": "Dock 4", "type": "delivery", "parent_id": self.house.id}
        )
        self.set_policy("fixed", keep_addresses=False)

        sale = self.buy()

        self.assertEqual(sale.partner_shipping_id, own)
        self.assertEqual(self.house.child_ids, own)

    def test_the_stores_name_instead_of_the_buyer(self):
        self.set_policy("channel", keep_addresses=False)

        first, second = self.buy(), self.buy(buyer={"name": "Noah", "email": "noah@example.com"})

        self.assertEqual(first.partner_id.name, self.store.name)
        self.assertEqual(second.partner_id, first.partner_id)
        self.assertEqual(second.partner_shipping_id, first.partner_id)

    def test_the_company_as_customer_with_the_buyer_as_its_contact(self):
        self.store.company_as_customer = True
        company = {**EMMA, "company": "Carter Ltd"}

        first = self.buy(buyer=company, business=True)
        colleague = {"name": "Noah Carter", "email": "noah@marketplace.amazon.com"}
        second = self.buy(buyer={**colleague, "company": "Carter Ltd"}, business=True)
        third = self.buy(buyer=company, business=True)

        self.assertTrue(first.partner_id.is_company)
        self.assertEqual(first.partner_id.name, "Carter Ltd")
        self.assertEqual((second.partner_id, third.partner_id), (first.partner_id,) * 2)
        contacts = first.partner_id.child_ids.filtered(lambda child: child.type == "contact")
        self.assertEqual(set(contacts.mapped("name")), {"Emma Carter", "Noah Carter"})

    def test_colleagues_in_one_batch_share_the_new_company(self):
        self.store.company_as_customer = True
        for number, address in enumerate((AT_HOME, AT_WORK)):
            buyer = {"name": f"Buyer {number}", "email": f"{number}@marketplace.amazon.com"}
            self.amazon.place_order(
                sku="MUG", buyer={**buyer, "company": "Carter Ltd"}, address=address, business=True
            )

        self.sync_orders()

        sales = self.env["sale.order"].search([("amazon_store_id", "=", self.store.id)])
        self.assertEqual(sales.partner_id.mapped("name"), ["Carter Ltd"])
        contacts = sales.partner_id.child_ids.filtered(lambda child: child.type == "contact")
        self.assertEqual(len(contacts), 2)
        streets = set(sales.picking_ids.partner_id.mapped("street"))
        self.assertEqual(streets, {"1 Maple Street", "99 Lake Drive"})

    def test_guests_are_one_customer_per_store_channel_and_currency(self):
        first = self.buy(fulfilled_by="AMAZON", status="SHIPPED")
        second = self.buy(fulfilled_by="AMAZON", status="SHIPPED", buyer=None)

        self.assertEqual(first.partner_id.name, f"{self.store.name} FBA USD Amazon Guests")
        self.assertEqual(second.partner_id, first.partner_id)

    def test_a_policy_with_a_fixed_customer_asks_for_one(self):
        with self.assertRaisesRegex(ValidationError, "Choose the fixed customer"):
            self.store.customer_policy = "fixed"


@tagged("post_install", "-at_install")
class TestNamesAndPlaces(CustomersCommon):
    def test_names_of_every_kind_arrive(self):
        names = ["X", "A" * 300, "Zoë 👩‍🚀 🦄", "李", "Bobby\u0000 Tables\n"]
        for number, name in enumerate(names):
            buyer = {"name": name, "email": f"{number}@marketplace.amazon.com"}
            address = {**AT_HOME, "name": name}
            partner = self.buy(buyer=buyer, address=address).partner_id
            self.assertEqual(partner.name, name.replace("\u0000", "\ufffd").strip())

    def test_a_buyer_without_a_name_has_that_of_the_address_or_of_the_guests(self):
        nameless = {"name": "", "email": "a@marketplace.amazon.com"}
        self.assertEqual(self.buy(buyer=nameless).partner_id.name, "Emma Carter")

        unknown = {"name": "", "email": "b@marketplace.amazon.com"}
        sale = self.buy(buyer=unknown, address={**AT_HOME, "name": ""}, status="SHIPPED")
        self.assertEqual(sale.partner_id.name, f"{self.store.name} FBM USD Amazon Guests")

    def test_states_are_found_by_code_by_name_and_without_accents(self):
        quebec = self.env.ref("base.state_ca_qc")
        for number, state in enumerate(("QC", "quebec", "Québec")):
            address = {**AT_HOME, "countryCode": "CA", "stateOrRegion": state}
            buyer = {**EMMA, "email": f"{number}@marketplace.amazon.com"}
            self.assertEqual(self.buy(buyer=buyer, address=address).partner_id.state_id, quebec)

    def test_an_unknown_state_or_country_keeps_nothing_from_being_imported(self):
        address = {**AT_HOME, "countryCode": "XX", "stateOrRegion": "Nowhere"}

        partner = self.buy(address=address).partner_id

        self.assertFalse(partner.country_id or partner.state_id)
        self.assertEqual(partner.city, "Seattle")

    def test_a_company_in_the_address_stands_on_the_label(self):
        first = self.buy()
        sale = self.buy(address={**AT_WORK, "companyName": "Lake House Inc"})

        self.assertEqual(sale.partner_id, first.partner_id)
        self.assertEqual(sale.partner_shipping_id.name, "Lake House Inc, Emma Carter")
