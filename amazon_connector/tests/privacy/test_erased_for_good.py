"""What an erasure itself could leave behind (G8)."""

from datetime import timedelta
from unittest.mock import patch

from psycopg2.errors import SerializationFailure

from odoo import fields
from odoo.tests import tagged
from odoo.tools import mute_logger

from ..common import AmazonCommon
from .test_erasure import ADDRESS, BUYER, LINE

# Whole words: in the long numbers of messages and orders, 98103 may stand by chance.
TRACES = [rf"\m{word}\M" for word in (*(name.rstrip("!") for name in BUYER), "98103", "206-555")]


@tagged("post_install", "-at_install")
class TestErasedForGood(AmazonCommon):
    def order(self):
        """Amazon's id of a new order of Ann Example's."""
        ref = self.amazon.place_order(lines=[LINE], address=ADDRESS, buyer={"name": "Ann Example"})
        self.sync_orders()
        return ref

    def age(self, ref):
        """Ship the order, and let its time pass."""
        self.ship(self.sale(ref))
        self.account.action_push_shipments()
        self.sync_orders()
        document, moment = self.document(ref), fields.Datetime.now() - timedelta(days=31)
        document.sale_order_id.picking_ids.date_done = moment
        document.write({"purchase_date": moment, "ship_by": moment})
        self.env.flush_all()

    def run_job(self):
        """Tests track nothing, the job does."""
        self.env["amazon.erasure"].with_context(tracking_disable=False)._cron_erase()
        self.env.cr.flush()

    def erase(self, ref):
        self.age(ref)
        self.run_job()
        self.assertTrue(self.document(ref).erased_at)

    def assert_forgotten(self, *tables):
        for table in tables:
            query = f"SELECT t::text FROM {table} AS t WHERE t::text ~ ANY(%s)"
            self.cr.execute(query, [TRACES])
            with self.subTest(table=table):
                self.assertEqual(self.cr.fetchall(), [])

    def test_the_old_values_of_what_is_erased_are_not_tracked(self):
        self.erase(self.order())
        self.assert_forgotten("mail_tracking_value", "mail_message")

    def test_no_conversation_of_the_sale_or_its_delivery_names_the_buyer(self):
        ref = self.order()
        sale = self.sale(ref)
        buyer = sale.partner_id
        said, other, _left = (
            record.message_post(**{"body": body})
            for record, body in (
                (sale, "Ann Example wants it soon."),
                (sale, "Packed twice."),
                (sale.picking_ids, "Left at 12 Elm Street."),
            )
        )
        for customer in (self.env["res.partner"].create({"name": "Somebody"}), buyer):
            sale.with_context(tracking_disable=False).partner_id = customer
            self.env.cr.flush()
        note = "From Ann Example to Somebody"
        task = sale.picking_ids.activity_schedule("mail.mail_activity_data_todo", note=note)
        values = sale.message_ids.sudo().tracking_value_ids
        self.assertIn("Ann Example", values.mapped("old_value_char"))

        self.age(ref)
        self.run_job()

        self.assert_forgotten("mail_message", "mail_tracking_value", "mail_activity")
        self.assertTrue(task.exists())
        self.assertEqual(said.body, "<span>Erased.</span>")
        self.assertEqual(other.body, "<span>Packed twice.</span>")

    def test_what_the_buyer_mailed_and_got_is_forgotten_with_its_files(self):
        ref = self.order()
        sale = self.sale(ref)
        kept = self.env["ir.attachment"].create(
            {
                "name": "invoice.pdf",
                "res_model": "account.move",
                "res_id": sale._create_invoices().id,
            }
        )
        asked = sale.message_post(
            **{
                "body": "Where is it?",
                "subject": "Order of Ann Example",
                "email_from": '"Ann Example" <ann@example.com>',
                "attachments": [("photo.png", b"12 Elm Street")],
            }
        )
        order = {"attachments": [("order.pdf", b"Ann Example")], "attachment_ids": kept.ids}
        got = sale.message_post(**{"body": "Dear Ann Example"}, **order)
        files = (asked | got).attachment_ids - kept

        self.age(ref)
        self.run_job()

        self.assertFalse(files.exists())
        self.assertTrue(kept.exists())
        self.assertFalse(asked.subject or asked.email_from)
        self.assert_forgotten("mail_message")

    def test_what_was_mailed_and_who_was_archived_is_forgotten(self):
        ref = self.order()
        sale = self.sale(ref)
        said = sale.message_post(**{"body": "Hello."})
        mail = self.env["mail.mail"].create(
            {
                "mail_message_id": said.id,
                "body_html": "<p>Dear Ann Example</p>",
                "is_notification": True,
                "state": "sent",
            }
        )
        archived = self.env["res.partner"].create(
            {
                "name": "Ann Example",
                "parent_id": sale.partner_id.id,
                "type": "delivery",
                "amazon_address_key": "another",
                "active": False,
            }
        )

        self.erase(ref)

        self.assertNotIn("Ann", mail.body_html)
        self.assertNotIn("Ann", archived.name)

    def test_a_race_costs_the_job_nothing(self):
        ref = self.order()
        self.age(ref)
        orders = self.env.registry["amazon.order"]
        erase, tries = orders._erase_buyers, []

        def lose_once(documents):
            tries.append(documents)
            if len(tries) == 1:
                raise SerializationFailure
            return erase(documents)

        with patch.object(orders, "_erase_buyers", lose_once):
            self.run_job()

        self.assertTrue(self.document(ref).erased_at)

    def test_a_voided_sales_order_keeps_no_buyer(self):
        ref = self.order()
        first = self.sale(ref)
        self.document(ref).action_void()
        self.assertNotEqual(self.sale(ref), first)

        self.erase(ref)

        self.assert_forgotten("res_partner", "stock_picking", "sale_order_line", "stock_move")

    def test_what_amazon_sent_and_nobody_can_read_is_not_kept_for_ever(self):
        ref = self.amazon.place_order(lines=[LINE], address=ADDRESS, buyer={"name": "Ann Example"})
        self.amazon.strip_order(ref, "createdTime")
        self.sync_orders()
        kept = self.env["amazon.order"].search([("amazon_ref", "=like", "unreadable-%")])
        self.assertIn("Ann Example", kept.payload)

        self.run_job()
        self.assertIn("Ann Example", kept.payload, "it has come today")

        self.env.cr.execute(
            "UPDATE amazon_order SET create_date = create_date - interval '31 days' WHERE id = %s",
            [kept.id],
        )
        self.run_job()

        self.assert_forgotten("amazon_order")
        self.assertTrue(kept.erased_at)

    def test_who_bought_in_a_shop_that_is_disconnected_is_forgotten_all_the_same(self):
        ref = self.order()
        self.ship(self.sale(ref))
        document, moment = self.document(ref), fields.Datetime.now() - timedelta(days=31)
        document.sale_order_id.picking_ids.date_done = moment
        document.write({"purchase_date": moment, "ship_by": moment})
        self.run_job()
        self.assertFalse(document.erased_at, "Amazon has not been told yet")

        self.account.action_disconnect()
        self.run_job()

        self.assertTrue(document.erased_at)
        self.assert_forgotten("amazon_order", "res_partner", "stock_picking")

    def test_whom_odoo_never_needed_is_forgotten_though_the_order_stays_open(self):
        self.store.import_orders = False
        ref = self.order()
        document, moment = self.document(ref), fields.Datetime.now() - timedelta(days=31)
        self.assertEqual((document.state, document.status), ("ignored", "UNSHIPPED"))
        document.write({"purchase_date": moment, "ship_by": moment})

        self.run_job()

        self.assertTrue(document.erased_at)

    def test_who_was_a_contact_before_amazon_named_him_stays_one(self):
        ann = self.env["res.partner"].create({"name": "Ann Example", "email": "ann@example.com"})
        acme = self.env["res.partner"].create({"name": "Acme Inc.", "is_company": True})
        bob = self.env["res.partner"].create({"name": "Bob", "parent_id": acme.id})
        self.store.write({"company_as_customer": True, "customer_policy": "update_insert"})
        self.env.cr.execute(
            "UPDATE res_partner SET create_date = create_date - interval '1 year' WHERE id IN %s",
            [(ann + acme + bob)._ids],
        )
        self.env.invalidate_all()
        buyers = ({"email": "ann@example.com"}, {"company": "Acme Inc."})
        for customer, buyer in zip((ann, acme), buyers, strict=True):
            ref = self.amazon.place_order(
                lines=[LINE], address=ADDRESS, buyer={"name": "Ann Example", **buyer}
            )
            self.sync_orders()
            self.assertEqual(self.sale(ref).partner_id, customer)
            self.age(ref)

        self.run_job()

        self.assertEqual(
            [(ann.name, ann.active), (bob.name, bob.active), acme.active],
            [("Ann Example", True), ("Bob", True), True],
        )

    def test_one_buyer_who_cannot_be_erased_keeps_back_no_other(self):
        refs = [self.order(), self.order()]
        stuck = self.document(refs[0])
        erase = type(stuck)._erase_buyers

        def refuse(orders):
            if stuck in orders:
                raise ValueError("Ann Example is needed elsewhere.")
            return erase(orders)

        log = "odoo.addons.amazon_connector.models.sync.isolation"
        with patch.object(type(stuck), "_erase_buyers", refuse), mute_logger(log):
            for ref in refs:
                self.age(ref)
            self.run_job()
        self.assertTrue(self.document(refs[1]).erased_at)
        self.assertFalse(stuck.erased_at)
        trouble = stuck.trouble_ids.filtered(lambda one: one.kind == "buyer_kept")
        self.assertNotIn("Ann Example", trouble.sentence)

        stuck.action_erase_buyer()
        self.assertTrue(trouble.closed_at)
