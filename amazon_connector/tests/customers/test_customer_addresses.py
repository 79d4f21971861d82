"""Corrected addresses, tax numbers, PO numbers, gift messages, and terms (B3, B4, B20)."""

from unittest.mock import patch

from odoo.exceptions import ValidationError
from odoo.tests import new_test_user, tagged

from .test_customers import AT_WORK, CustomersCommon


@tagged("post_install", "-at_install")
class TestCorrectedAddresses(CustomersCommon):
    def correct(self, sale, street):
        self.amazon.advance(minutes=1)
        self.amazon.change_address(sale.amazon_order_ids.amazon_ref, {"addressLine1": street})
        self.sync_orders()

    def test_a_contact_of_this_order_alone_is_corrected(self):
        self.buy()
        sale = self.buy(address=AT_WORK)
        contact = sale.partner_shipping_id

        self.correct(sale, "221B Baker Street")

        self.assertEqual(sale.partner_shipping_id, contact)
        self.assertEqual(contact.street, "221B Baker Street")
        self.assertEqual(sale.picking_ids.partner_id, contact)
        self.assertEqual(
            self.buy(address={**AT_WORK, "addressLine1": "221B Baker Street"}).partner_shipping_id,
            contact,
        )

    def test_a_contact_that_another_order_uses_stays_and_gets_a_sibling(self):
        self.buy()
        sale, other = self.buy(address=AT_WORK), self.buy(address=AT_WORK)
        contact = sale.partner_shipping_id
        self.assertEqual(other.partner_shipping_id, contact)

        self.correct(sale, "221B Baker Street")

        self.assertEqual(contact.street, "99 Lake Drive")
        self.assertEqual(other.picking_ids.partner_id, contact)
        self.assertEqual(sale.partner_shipping_id.street, "221B Baker Street")
        self.assertEqual(sale.partner_shipping_id.parent_id, contact.parent_id)
        self.assertEqual(sale.picking_ids.partner_id, sale.partner_shipping_id)

    def test_a_contact_on_an_invoice_or_a_done_delivery_stays(self):
        self.buy()
        sale = self.buy(address=AT_WORK, quantity=2)
        contact = sale.partner_shipping_id
        picking = sale.picking_ids
        picking.move_ids.quantity = 1
        picking.with_context(skip_backorder=True).button_validate()

        self.correct(sale, "221B Baker Street")

        self.assertEqual(contact.street, "99 Lake Drive")
        self.assertEqual(picking.partner_id, contact)
        left = sale.picking_ids - picking
        self.assertEqual(left.partner_id.street, "221B Baker Street")

    def test_a_fixed_customers_record_is_never_touched(self):
        self.set_policy("fixed")
        sale = self.buy()

        self.correct(sale, "221B Baker Street")

        self.assertEqual(sale.partner_id, self.house)
        self.assertFalse(self.house.street)
        self.assertEqual(sale.picking_ids.partner_id.street, "221B Baker Street")

    def test_what_a_person_redirected_stays_redirected(self):
        sale = self.buy()
        shop = self.env["res.partner"].create({"name": "Parcel shop"})
        sale.partner_shipping_id = shop

        self.amazon.advance(minutes=1)
        self.amazon.touch_order(sale.amazon_order_ids.amazon_ref)
        self.sync_orders()

        self.assertEqual(sale.partner_shipping_id, shop)

    def test_a_quotation_of_a_guest_becomes_the_buyers_once_he_is_known(self):
        pending = self.store.status_map_ids.filtered(
            lambda line: (line.status, line.fulfilled_by) == ("PENDING", "MERCHANT")
        )
        pending.target = "quotation"
        sale = self.buy(status="PENDING")
        self.assertTrue(sale.partner_id.amazon_guest)

        self.amazon.release_order(sale.amazon_order_ids.amazon_ref)
        self.sync_orders()

        self.assertEqual((sale.state, sale.partner_id.name), ("sale", "Emma Carter"))
        self.assertEqual(sale.picking_ids.partner_id.street, "1 Maple Street")
        self.assertEqual(sale.pricelist_id, self.store.pricelist_id)


@tagged("post_install", "-at_install")
class TestBusinessBuyers(CustomersCommon):
    def test_vat_id_and_po_number_reach_customer_and_sales_order(self):
        sale = self.buy(business=True, vat_id="DE123456788", po_number="PO-77")

        document = sale.amazon_order_ids
        self.assertEqual(document.buyer_vat, "DE123456788")
        self.assertEqual(sale.partner_id.vat, "DE123456788")
        self.assertFalse(document.buyer_vat_note)
        self.assertEqual(sale.amazon_purchase_order_ref, "PO-77")
        self.assertEqual(sale.client_order_ref, document.amazon_ref)

    def test_a_vat_id_that_odoo_refuses_stays_on_the_order_with_a_note(self):
        partners = type(self.env["res.partner"])
        write = partners.write

        def refuse(records, vals):
            if vals.get("vat"):
                raise ValidationError(self.env._("That is no VAT number."))
            return write(records, vals)

        with patch.object(partners, "write", refuse):
            sale = self.buy(business=True, vat_id="DE1")

        document = sale.amazon_order_ids
        self.assertEqual((document.state, document.buyer_vat), ("done", "DE1"))
        self.assertFalse(sale.partner_id.vat)
        self.assertIn("no VAT number", document.buyer_vat_note)

    def test_companies_of_one_name_are_told_apart_by_their_vat_ids(self):
        self.store.company_as_customer = True
        first, second, spelled = "DE123456788", "DE811569869", "811 569 869"
        for number, vat in enumerate((first, second, second, None)):
            buyer = {"name": f"Buyer {number}", "email": f"{number}@marketplace.amazon.com"}
            self.amazon.place_order(
                sku="MUG",
                buyer={**buyer, "company": "Bakery Ltd"},
                business=True,
                **({"vat_id": vat} if vat else {}),
            )
        self.sync_orders()

        sales = self.env["sale.order"].search([("amazon_store_id", "=", self.store.id)])
        self.assertEqual(sales.partner_id.mapped("name"), ["Bakery Ltd"] * 2)
        self.assertEqual(set(sales.partner_id.mapped("vat")), {first, second})
        self.assertFalse(any(sales.amazon_order_ids.mapped("buyer_vat_note")))

        for number, vat in enumerate((first, second, spelled), 10):
            buyer = {"name": f"Buyer {number}", "email": f"{number}@marketplace.amazon.com"}
            sale = self.buy(buyer={**buyer, "company": "Bakery Ltd"}, business=True, vat_id=vat)
            self.assertIn(sale.partner_id, sales.partner_id)
            self.assertEqual(sale.partner_id.vat, first if vat == first else second)
            self.assertFalse(sale.amazon_order_ids.buyer_vat_note)

    def test_a_customer_keeps_the_vat_id_he_has_and_a_stand_in_gets_none(self):
        self.buy(business=True, vat_id="DE123456788")
        other = self.buy(business=True, vat_id="DE811569869")
        self.assertEqual(other.partner_id.vat, "DE123456788")
        self.assertIn("has another one", other.amazon_order_ids.buyer_vat_note)

        self.set_policy("fixed")
        sale = self.buy(business=True, vat_id="DE811569869")
        self.assertFalse(self.house.vat)
        self.assertIn("many buyers", sale.amazon_order_ids.buyer_vat_note)

    def test_the_address_of_the_tax_number_is_the_invoice_address(self):
        registration = {
            "entityType": "BUYER",
            "legalName": "Carter Holding Ltd",
            "taxRegistrationType": "VAT",
            "taxRegistrationNumber": "DE123456788",
            "taxRegistrationAddress": {**AT_WORK, "name": "Accounts"},
        }
        sale = self.buy(business=True, raw_overrides={"tax": {"taxRegistrations": [registration]}})

        payer = sale.partner_invoice_id
        self.assertEqual((payer.type, payer.parent_id), ("invoice", sale.partner_id))
        self.assertEqual((payer.name, payer.street), ("Carter Holding Ltd", "99 Lake Drive"))
        self.assertEqual(sale.partner_shipping_id.name, "Emma Carter")
        self.assertEqual(sale.partner_shipping_id.street, "1 Maple Street")

    def test_a_gift_message_stands_on_the_line_and_on_the_delivery(self):
        line = {"sku": "MUG", "quantity": 1, "unit_price": "10.00"}
        sale = self.buy(lines=[{**line, "gift_message": "Happy <b>birthday</b>"}])

        goods = sale.order_line.filtered("amazon_item_id")
        self.assertIn("Gift message: Happy <b>birthday</b>", goods.name)
        self.assertIn("Happy &lt;b&gt;birthday&lt;/b&gt;", sale.picking_ids.note)
        self.assertEqual(sale.picking_ids.note.count("birthday"), 1)


@tagged("post_install", "-at_install")
class TestTerms(CustomersCommon):
    def test_tags_terms_analytic_account_and_salesperson_of_the_store(self):
        tag = self.env["res.partner.category"].create({"name": "Amazon"})
        plan = self.env["account.analytic.plan"].create({"name": "Channels"})
        account = self.env["account.analytic.account"].create(
            {"name": "Amazon US", "plan_id": plan.id}
        )
        terms = self.env["account.payment.term"].create({"name": "By settlement"})
        team = self.env["crm.team"].create({"name": "Marketplaces"})
        self.store.write(
            {
                "customer_tag_ids": [(6, 0, tag.ids)],
                "payment_term_id": terms.id,
                "analytic_account_id": account.id,
                "team_id": team.id,
                "user_id": self.env.ref("base.user_admin").id,
            }
        )

        sale = self.buy(lines=[{"sku": "MUG", "unit_price": "10.00", "shipping": "4.00"}])

        self.assertEqual(sale.partner_id.category_id, tag)
        self.assertEqual((sale.payment_term_id, sale.team_id), (terms, team))
        self.assertEqual(sale.user_id, self.env.ref("base.user_admin"))
        self.assertEqual(len(sale.order_line), 2)
        for line in sale.order_line:
            self.assertEqual(line.analytic_distribution, {str(account.id): 100.0})

    def test_revenue_goes_to_the_stores_income_account_and_tax_does_not(self):
        account = self.env["account.account"].create(
            {"name": "Amazon revenue", "code": "400999", "account_type": "income"}
        )
        self.store.income_account_id = account
        sale = self.buy(
            lines=[{"sku": "MUG", "unit_price": "10.00", "shipping": "4.00", "tax": "0.89"}]
        )
        self.ship(sale)
        (sale.order_line.product_id - self.mug).invoice_policy = "order"

        lines = sale._create_invoices().invoice_line_ids

        tax = lines.filtered(
            lambda line: (line.sale_line_ids.amazon_charge or "").startswith("tax")
        )
        self.assertTrue(tax)
        self.assertEqual((lines - tax).account_id, account)
        self.assertNotEqual(tax.account_id, account)

    def test_people_without_rights_at_amazon_invoice_and_pick_as_ever(self):
        account = self.env["account.account"].create(
            {"name": "Amazon revenue", "code": "400999", "account_type": "income"}
        )
        self.store.income_account_id = account
        self.mug.invoice_policy = "order"
        clerk = new_test_user(
            self.env,
            "clerk",
            groups="sales_team.group_sale_salesman_all_leads,account.group_account_invoice",
        )
        picker = new_test_user(self.env, "picker", groups="stock.group_stock_user")
        sale = self.buy(
            lines=[{"sku": "MUG", "unit_price": "10.00", "gift_message": "For you", "quantity": 2}]
        )

        invoice = sale.with_user(clerk)._create_invoices()
        picking = sale.picking_ids.with_user(picker)
        picking.move_ids.quantity = 1
        picking.with_context(skip_backorder=True).button_validate()

        self.assertEqual(invoice.sudo().invoice_line_ids.account_id, account)
        self.assertEqual(picking.state, "done")
        self.assertIn("For you", picking.backorder_ids.note)
