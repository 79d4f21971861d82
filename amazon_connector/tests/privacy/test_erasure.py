"""Buyers are forgotten once their time is over; what the law keeps stays, all still fits (G8)."""

import json
from datetime import timedelta

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import new_test_user, tagged

from ...models.privacy import amazon_erasure
from ..common import AmazonCommon

ADDRESS = {
    "name": "Ann Example",
    "addressLine1": "12 Elm Street",
    "city": "Seattle",
    "stateOrRegion": "WA",
    "postalCode": "98103",
    "countryCode": "US",
    "phone": "206-555-0100",
}
LINE = {"sku": "MUG", "unit_price": "9.99", "gift_message": "Happy birthday, Bob!"}
BUYER = ("Ann Example", "12 Elm Street", "Happy birthday, Bob!")


@tagged("post_install", "-at_install")
class TestErasure(AmazonCommon):
    def setUp(self):
        super().setUp()
        self.ref = self.sell()
        said = {"body": "Ann Example called about her mug."}
        self.document(self.ref).message_post(**said)

    # Words

    def sell(self, **wish):
        """An order with a gift, imported, shipped and told to Amazon; returns its number."""
        ref = self.amazon.place_order(
            lines=[LINE], address=ADDRESS, buyer={"name": "Ann Example"}, **wish
        )
        self.sync_orders()
        self.ship(self.sale(ref))
        self.account.action_push_shipments()
        self.sync_orders()
        return ref

    def let_pass(self, days, ref=None):
        """The order left so many days ago."""
        document, moment = (
            self.document(ref or self.ref),
            fields.Datetime.now() - timedelta(days=days),
        )
        document.sale_order_id.picking_ids.date_done = moment
        document.write({"purchase_date": moment, "ship_by": moment})

    def erase(self):
        """Run the daily job; returns the reports that it has written."""
        known = self.env["amazon.erasure"].search([])
        self.env["amazon.erasure"]._cron_erase()
        return self.env["amazon.erasure"].search([]) - known

    def find_buyer(self, document):
        """In which of the tables that the order leads to its buyer is still named."""
        self.env.flush_all()
        found = []
        for table in (
            "amazon_order",
            "amazon_order_item",
            "amazon_operation_line",
            "res_partner",
            "stock_picking",
            "sale_order",
            "sale_order_line",
            "stock_move",
            "mail_message",
        ):
            for words in (*BUYER, self.email):
                self.cr.execute(
                    f"SELECT count(*) FROM {table} AS t WHERE t::text LIKE %s", [f"%{words}%"]
                )
                if self.cr.fetchone()[0]:
                    found.append((table, words))
        return found

    # Stories

    def test_after_30_days_no_table_names_the_buyer(self):
        document = self.document(self.ref)
        contact = self.sale(self.ref).partner_id
        self.email = contact.amazon_email
        picking = self.sale(self.ref).picking_ids
        picking.note = str(picking.note) + "<p>Handle with care</p>"
        label = {"res_model": "stock.picking", "res_id": picking.id, "raw": b"Ann Example"}
        attachment = self.env["ir.attachment"].create({"name": "label.pdf", **label})
        self.assertIn(("res_partner", "12 Elm Street"), self.find_buyer(document))
        self.let_pass(29)
        self.assertFalse(self.erase())

        self.let_pass(31)
        report = self.erase()

        self.assertFalse(self.find_buyer(document))
        self.assertFalse(attachment.exists())
        self.assertIn("Handle with care", str(picking.note))
        self.assertEqual((report.order_count, report.gift_count), (1, 1))
        self.assertEqual((report.attachment_count, report.message_count), (1, 1))
        self.assertGreaterEqual(report.contact_count, 1)
        self.assertEqual((report.days, report.user_id), (30, self.env.user))
        self.assertFalse(contact.active)
        self.assertTrue(document.erased_at)
        place = json.loads(document.payload)["recipient"]["deliveryAddress"]
        self.assertEqual(place, {"countryCode": "US", "stateOrRegion": "WA"})
        self.assertFalse(self.erase(), "twice is once")

    def test_what_a_business_buyer_typed_as_order_number_is_forgotten(self):
        ref = self.sell(business=True, po_number="Ann Example, kitchen")
        sale, document = self.sale(ref), self.document(ref)
        self.assertEqual(sale.amazon_purchase_order_ref, "Ann Example, kitchen")
        other = self.sell(business=True, po_number="PO-78")
        self.let_pass(31, ref)

        self.erase()

        self.assertFalse(document.purchase_order_ref)
        self.assertFalse(sale.amazon_purchase_order_ref)
        self.assertEqual(self.sale(other).amazon_purchase_order_ref, "PO-78")

    def test_what_is_sold_stays_sold(self):
        sale = self.sale(self.ref)
        before = sale.amount_total, sale.state, sale.picking_ids.mapped("state")
        self.let_pass(31)
        self.erase()

        self.assertEqual((sale.amount_total, sale.state, sale.picking_ids.mapped("state")), before)
        self.assertEqual(self.document(self.ref).action_process().state, "done")
        self.assertEqual(self.document(self.ref).state, "done")

    def test_who_is_on_a_posted_invoice_stays(self):
        invoice = self.sale(self.ref)._create_invoices()
        invoice.action_post()
        self.let_pass(31)

        report = self.erase()

        self.assertEqual(invoice.partner_id.name, "Ann Example")
        self.assertEqual(invoice.partner_id.street, "12 Elm Street")
        self.assertGreaterEqual(report.kept_count, 1)
        self.assertNotIn("Ann Example", self.document(self.ref).payload)

    def test_who_buys_elsewhere_too_or_again_stays(self):
        buyer = self.sale(self.ref).partner_id
        self.env["sale.order"].create({"partner_id": buyer.id})
        self.let_pass(31)

        self.erase()

        self.assertEqual(buyer.name, "Ann Example")

    def test_nothing_is_erased_while_goods_are_still_to_leave(self):
        ref = self.amazon.place_order(sku="LAMP", unit_price="9.99")
        self.sync_orders()
        document = self.document(ref)
        self.let_pass(60, ref)
        document.sale_order_id.picking_ids.date_done = False
        self.assertFalse(self.erase())
        with self.assertRaisesRegex(UserError, "still needed"):
            document.action_erase_buyer()

        document.status = "SHIPPED"
        self.assertFalse(self.erase(), "whatever Amazon says, the picker needs the address")

    def test_a_refund_that_comes_later_finds_its_order(self):
        self.amazon.ship_and_bill(self.ref)
        self.let_pass(31)
        self.erase()

        self.amazon.refund(self.ref)
        self.account.action_sync_refunds()

        refund = self.env["amazon.refund"].search([])
        self.assertEqual(refund.order_id, self.document(self.ref))

    def test_what_amazon_tells_later_is_erased_with_the_next_run(self):
        self.let_pass(31)
        self.erase()
        partners = self.env["res.partner"].with_context(active_test=False).search_count([])

        self.amazon.request_cancel(self.ref)
        self.sync_orders()
        self.let_pass(31)
        self.assertIn("Ann Example", self.document(self.ref).payload)
        self.assertEqual(
            self.env["res.partner"].with_context(active_test=False).search_count([]), partners
        )

        self.assertEqual(self.erase().order_count, 1)
        self.assertNotIn("Ann Example", self.document(self.ref).payload)

    def test_a_company_that_chose_never_keeps_everything(self):
        self.company.amazon_buyer_days = 0
        self.let_pass(500)

        self.assertFalse(self.erase())

    def test_a_buyer_who_asks_for_it_is_forgotten_at_once(self):
        boss = new_test_user(self.env, "boss", groups="amazon_connector.group_manager")
        clerk = new_test_user(self.env, "clerk", groups="amazon_connector.group_user")
        with self.assertRaises(AccessError):
            self.document(self.ref).with_user(clerk).action_erase_buyer()

        dialog = self.env["amazon.order.erase"].with_user(boss)
        action = dialog.create({"order_ids": self.document(self.ref).ids}).action_confirm()

        report = self.env["amazon.erasure"].with_user(boss).search(action["domain"])
        self.assertEqual((report.user_id, report.days), (boss, 0))
        self.assertNotIn("Ann Example", self.document(self.ref).payload)

    def test_many_are_forgotten_in_batches_and_an_unreadable_one_too(self):
        refs = [self.ref, self.sell(), self.sell()]
        broken = self.document(refs[1])
        broken.payload = "{"
        for ref in refs:
            self.let_pass(31, ref)
        self.patch(amazon_erasure, "BATCH", 2)

        reports = self.erase()

        self.assertEqual(sum(reports.mapped("order_count")), 3)
        self.assertEqual(broken.payload, "{}")
        self.assertEqual(len(reports), 2)


@tagged("post_install", "-at_install")
class TestDisclosure(AmazonCommon):
    def test_who_opens_or_exports_what_amazon_sent_is_recorded(self):
        ref = self.amazon.place_order(sku="MUG", unit_price="9.99")
        self.sync_orders()
        boss = new_test_user(
            self.env, "boss", groups="amazon_connector.group_manager,base.group_allow_export"
        )
        document = self.document(ref).with_user(boss)

        arch = document.get_view(view_type="form")["arch"]
        self.assertNotIn('name="payload"', arch, "an order is opened without it")
        document.read(["amazon_ref", "state"])
        self.assertFalse(self.env["amazon.disclosure"].search([]))

        self.assertEqual(document.action_show_payload()["res_id"], document.id)
        document.web_read({"payload": {}})
        document.export_data(["amazon_ref", "payload"])

        seen = self.env["amazon.disclosure"].search([], order="id")
        self.assertEqual(seen.mapped("kind"), ["opened", "exported"])
        self.assertEqual((seen.user_id, seen.mapped("document")), (boss, [ref, ref]))
        with self.assertRaises(AccessError):
            seen.with_user(boss).unlink()


@tagged("post_install", "-at_install")
class TestProtection(AmazonCommon):
    def states(self):
        action = self.env["amazon.protection"].action_open()
        points = self.env["amazon.protection"].search(action["domain"])
        self.assertTrue(all(points.mapped("demand")) and all(points.mapped("answer")))
        return {point.key: point.state for point in points}

    def test_the_page_tells_how_it_stands_here(self):
        params = self.env["ir.config_parameter"].sudo()
        params.set_param("web.base.url", "http://odoo.example.com")
        self.account.secret_expires_on = fields.Date.today()
        self.company.amazon_buyer_days = 90

        states = self.states()

        for key in ("encryption", "transit", "rotation", "retention", "passwords"):
            self.assertEqual(states[key], "weak", key)
        for key in ("backups", "network", "incidents"):
            self.assertEqual(states[key], "yours", key)

        params.set_param("web.base.url", "https://odoo.example.com")
        params.set_param("auth_password_policy.minlength", "12")
        self.account.secret_expires_on = fields.Date.today() + timedelta(days=90)
        self.company.amazon_buyer_days = 30
        states = self.states()
        for key in ("transit", "rotation", "retention", "passwords", "logging"):
            self.assertEqual(states[key], "good", key)

    def test_several_accounts_stand_on_one_page(self):
        self.env["amazon.account"].create({"name": "Another", "region": "eu"})
        self.assertEqual(self.states()["incidents"], "yours")

    def test_it_tells_of_the_companies_of_who_looks_alone(self):
        boss = self._create_stranger()
        clerk = new_test_user(self.env, "our_clerk", groups="amazon_connector.group_user")
        self.env["amazon.erasure"].create({"company_id": self.company.id, "order_count": 1})
        ref = self.amazon.place_order(sku="MUG")
        self.sync_orders()
        self.env["amazon.disclosure"].with_user(clerk)._note(self.document(ref), "opened")

        action = self.env["amazon.protection"].with_user(boss).action_open()

        points = self.env["amazon.protection"].with_user(boss).search(action["domain"])
        found = {point.key: point.finding for point in points}
        self.assertEqual(found["retention"], "Nothing had to be erased yet.")
        self.assertEqual(found["logging"], "Opened or exported in the last 30 days: 0")
        self.assertNotIn("our_clerk", found["access"])

    def test_an_administrator_opens_it_and_nobody_else(self):
        boss = new_test_user(self.env, "boss", groups="amazon_connector.group_manager")
        clerk = new_test_user(self.env, "clerk", groups="amazon_connector.group_user")
        self.assertTrue(self.env["amazon.protection"].with_user(boss).action_open())
        with self.assertRaises(AccessError):
            self.env["amazon.protection"].with_user(clerk).action_open()
