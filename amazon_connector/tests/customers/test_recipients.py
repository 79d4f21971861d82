"""To whom a parcel goes: as Amazon says, whoever bought, whatever the store does with buyers."""

from odoo.tests import tagged
from odoo.tools import html2plaintext

from .test_customers import AT_HOME, EMMA, CustomersCommon

POLICIES = (
    "keep_insert",
    "update_insert",
    "id_keep_fixed",
    "email_update_insert",
    "email_update_fixed",
    "fixed",
    "channel",
    "company",
)
# What Amazon says of the recipient → the first line of the label.
LABELS = {
    "herself": (AT_HOME, "Emma Carter"),
    "a gift to another": (
        {
            **AT_HOME,
            "name": "Liam Brooks",
            "addressLine1": "7 Oak Lane",
            "addressLine2": "Floor 2",
            "addressLine3": "Door 5",
        },
        "Liam Brooks",
    ),
    "a parcel locker": (
        {**AT_HOME, "companyName": "Packstation 145", "addressLine1": "Ringstr. 3"},
        "Packstation 145, Emma Carter",
    ),
    "her company": (
        {**AT_HOME, "companyName": "Carter Ltd", "addressLine1": "99 Lake Drive"},
        "Carter Ltd, Emma Carter",
    ),
}
STREETS = {"street": "addressLine1", "city": "city", "zip": "postalCode"}
OTHERS = {"Emma Carter", "Liam Brooks", "Amazon customers", "Packstation 145", "Carter Ltd"}


@tagged("post_install", "-at_install")
class TestRecipients(CustomersCommon):
    def choose(self, policy):
        company = policy == "company"
        self.set_policy("keep_insert" if company else policy, company_as_customer=company)
        self.house.is_company = True

    def printed(self, picking):
        """Name and address as Odoo's delivery slip prints them."""
        contact = self.env["ir.qweb.field.contact"]
        options = {"fields": ["name", "address"], "no_marker": True}
        return html2plaintext(contact.value_to_html(picking.partner_id, options))

    def check_label(self, sale, address, name):
        picking = sale.picking_ids
        partner = picking.partner_id
        self.assertEqual(partner.name, name)
        self.assertFalse(partner.commercial_company_name)
        self.assertEqual(
            [partner[field] for field in STREETS], [address[key] for key in STREETS.values()]
        )
        lines = [address.get(f"addressLine{number}") for number in (2, 3)]
        self.assertEqual(partner.street2 or "", ", ".join(filter(None, lines)))
        printed = self.printed(picking)
        for text in (name, *filter(None, lines), address["addressLine1"], address["city"]):
            self.assertIn(text, printed)
        for stranger in OTHERS - set(name.split(", ")) - {self.store.name}:
            self.assertNotIn(stranger, printed)
        self.assertNotIn(self.store.name, printed)

    def test_parcels_go_to_whom_amazon_says_under_every_policy(self):
        for policy in POLICIES:
            self.choose(policy)
            first, later = self.buy_each(policy), self.buy_each(policy)
            for case, (address, name) in LABELS.items():
                with self.subTest(policy=policy, case=case):
                    self.check_label(first[case], address, name)
                    self.check_label(later[case], address, name)
                    self.assertEqual(
                        later[case].partner_shipping_id, first[case].partner_shipping_id
                    )

    def buy_each(self, policy):
        """One order of each case, each of another buyer; returns their sales orders."""
        refs = {
            case: self.amazon.place_order(
                sku="MUG",
                address=address,
                buyer={
                    "name": "Emma Carter",
                    "email": f"{policy}-{number}@marketplace.amazon.com",
                    "company": "Carter Ltd",
                },
            )
            for number, (case, (address, _name)) in enumerate(LABELS.items())
        }
        self.assertEqual(self.sync_orders().failed, 0)
        return {case: self.sale(ref) for case, ref in refs.items()}

    def test_a_gift_leaves_the_buyer_without_the_street_of_another(self):
        gift, name = LABELS["a gift to another"]
        sale = self.buy(address=gift)

        buyer = sale.partner_id
        self.assertEqual((buyer.name, buyer.street), ("Emma Carter", False))
        self.assertEqual(buyer.country_id.code, "US")

        own = self.buy()
        self.assertEqual(own.partner_id, buyer)
        self.check_label(own, AT_HOME, "Emma Carter")
        self.check_label(sale, gift, name)

    def test_a_gift_does_not_move_a_buyer_who_is_kept_current(self):
        self.set_policy("update_insert")
        buyer = self.buy().partner_id
        gift, name = LABELS["a gift to another"]

        self.check_label(self.buy(address=gift), gift, name)

        self.assertEqual((buyer.name, buyer.street), ("Emma Carter", "1 Maple Street"))

    def test_two_people_who_send_gifts_to_one_stay_two_customers(self):
        gift, name = LABELS["a gift to another"]
        first = self.buy(buyer={"name": "Emma Carter", "email": ""}, address=gift)
        second = self.buy(buyer={"name": "Noah Bennett", "email": ""}, address=gift)
        again = self.buy(buyer={"name": "Emma Carter", "email": ""}, address=gift)

        self.assertEqual(first.partner_id.name, "Emma Carter")
        self.assertEqual(second.partner_id.name, "Noah Bennett")
        self.assertEqual(again.partner_id, first.partner_id)
        self.check_label(second, gift, name)

    def test_gifts_and_own_orders_of_one_batch_go_each_their_way(self):
        refs = {
            self.amazon.place_order(sku="MUG", buyer=EMMA, address=address): (address, name)
            for address, name in LABELS.values()
        }
        self.sync_orders()

        for ref, (address, name) in refs.items():
            self.check_label(self.sale(ref), address, name)
        self.assertEqual(len({self.sale(ref).partner_id for ref in refs}), 1)

    def test_a_customer_whose_record_a_person_changed_still_gets_his_parcel(self):
        buyer = self.buy().partner_id
        buyer.write({"name": "Mrs. Carter", "street": "Somewhere else"})

        self.check_label(self.buy(), AT_HOME, "Emma Carter")

    def test_a_renamed_customer_keeps_the_name_on_a_parcel_that_is_still_to_go(self):
        self.set_policy("update_insert")
        first = self.buy()

        renamed = {**AT_HOME, "name": "Emma Jones"}
        second = self.buy(buyer={**EMMA, "name": "Emma Jones"}, address=renamed)

        self.check_label(first, AT_HOME, "Emma Carter")
        self.check_label(second, renamed, "Emma Jones")

    def test_a_recipient_without_a_buyer_is_no_guest(self):
        nameless = {**AT_HOME, "name": ""}
        sale = self.buy(buyer={"name": "Emma Carter", "email": ""}, address=nameless)

        self.check_label(sale, AT_HOME, "Emma Carter")

    def test_districts_and_states_that_odoo_does_not_know_stand_on_the_label(self):
        address = {
            **AT_HOME,
            "countryCode": "BR",
            "stateOrRegion": "Nowhere",
            "districtOrCounty": "Jardim Paulista",
        }

        partner = self.buy(address=address).picking_ids.partner_id

        self.assertEqual(partner.street2, "Jardim Paulista, Nowhere")

    def test_a_corrected_recipient_is_followed(self):
        gift, _name = LABELS["a gift to another"]
        sale = self.buy(address=gift)

        self.amazon.advance(minutes=1)
        self.amazon.change_address(
            sale.amazon_order_ids.amazon_ref, {"name": "Olivia Brooks", "companyName": "Kiosk"}
        )
        self.sync_orders()

        self.check_label(sale, gift, "Kiosk, Olivia Brooks")

    def test_an_archived_guest_is_still_the_guest(self):
        guest = self.buy(fulfilled_by="AMAZON", status="SHIPPED").partner_id
        guest.active = False

        sale = self.buy(fulfilled_by="AMAZON", status="SHIPPED")

        self.assertEqual(sale.partner_id, guest)

    def test_a_company_is_known_again_however_its_name_is_spaced(self):
        self.store.company_as_customer = True
        company = {**EMMA, "company": "ACME  GmbH"}
        other = {**company, "email": "other@marketplace.amazon.com"}

        self.assertEqual(
            self.buy(buyer=company).partner_id,
            self.buy(buyer=other).partner_id,
        )


PREFERENCE = {
    "dropOffLocation": "Behind the <shed>",
    "addressInstruction": "Code 4711, ask the neighbor",
    "deliveryTime": {
        "businessHours": [
            {
                "dayOfWeek": "MON",
                "timeWindows": [
                    {"startTime": {"hour": 8, "minute": 30}, "endTime": {"hour": 17, "minute": 0}}
                ],
            }
        ],
        "exceptionDates": [{"exceptionDate": "2026-12-24", "exceptionDateType": "CLOSED"}],
    },
    "deliveryCapabilities": ["PALLET_DISABLED"],
    "neighborName": "Mr. Poe",
}
WISHES = (
    "Behind the <shed>",
    "Code 4711, ask the neighbor",
    "MON 08:30-17:00",
    "2026-12-24",
    "PALLET_DISABLED",
    "Mr. Poe",
)


@tagged("post_install", "-at_install")
class TestDeliveryPreferences(CustomersCommon):
    def prefer(self, **preference):
        return {"raw_overrides": {"recipient": {"deliveryPreference": preference or PREFERENCE}}}

    def test_wishes_of_the_buyer_stand_on_order_and_delivery(self):
        for mode in ("ship_only", "pick_pack_ship"):
            self.warehouse.delivery_steps = mode
            sale = self.buy(**self.prefer())

            for text in (
                sale.amazon_order_ids.delivery_wishes,
                *(html2plaintext(picking.note) for picking in sale.picking_ids),
            ):
                for wish in WISHES:
                    self.assertIn(wish, text)
                    self.assertEqual(text.count(wish), 1)

    def test_a_day_has_the_wishes_of_each_of_its_orders(self):
        self.set_policy("keep_insert", consolidation="day")
        sale = self.buy(**self.prefer(dropOffLocation="Porch"))
        self.buy(**self.prefer(dropOffLocation="Garage"))

        sale.amazon_store_id.consolidation_time = 24
        sale.action_close_amazon_day()

        note = html2plaintext(sale.picking_ids.note)
        for document, place in zip(
            sale.amazon_order_ids.sorted("id"), ("Porch", "Garage"), strict=True
        ):
            self.assertRegex(note, f"{document.amazon_ref}[^\n]*\n?[^\n]*{place}")

    def test_wishes_that_come_later_reach_a_delivery_that_has_not_left(self):
        sale = self.buy()
        self.assertFalse(sale.picking_ids.note)

        self.amazon.advance(minutes=1)
        ref = sale.amazon_order_ids.amazon_ref
        self.amazon.change_address(ref, {"addressLine1": "2 Maple Street"})
        self.amazon.touch_order(ref)
        payload = dict(self.amazon.order(ref))
        payload["recipient"] = {**payload["recipient"], "deliveryPreference": PREFERENCE}
        self.env["amazon.order"]._receive(
            self.account,
            [payload],
            self.env["amazon.operation"].create(
                {"account_id": self.account.id, "kind": "amazon.order"}
            ),
        )
        sale.amazon_order_ids.action_process()

        self.assertIn("Behind the <shed>", html2plaintext(sale.picking_ids.note))

    def test_wishes_of_a_form_that_is_new_never_keep_an_order_out(self):
        for odd in ("leave it", ["x"], {"dropOffLocation": 5, "deliveryTime": ["x"]}, 7):
            override = {"recipient": {"deliveryPreference": odd}}
            self.assertTrue(self.buy(raw_overrides=override).picking_ids)
