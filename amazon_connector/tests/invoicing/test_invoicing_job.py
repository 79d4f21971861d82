"""Invoices that the store makes: which orders, when, dated how, and what is held (F1)."""

from datetime import timedelta

from freezegun import freeze_time

from odoo import fields
from odoo.exceptions import ValidationError
from odoo.tests import tagged

from .common import InvoicingCase


@tagged("post_install", "-at_install")
class TestInvoicingJob(InvoicingCase):
    # Which orders, and when

    def test_an_order_is_invoiced_once_after_its_shipment(self):
        sale = self.sell(ship=False)
        self.invoice()
        self.assertFalse(sale.invoice_ids)
        self.ship(sale)
        operation = self.invoice()

        invoice = sale.invoice_ids
        self.assertEqual(invoice.state, "posted")
        self.assertEqual(invoice.amount_total, 9.99)
        self.assertEqual(invoice.ref, sale.client_order_ref)
        self.assertEqual(invoice.amazon_store_id, self.store)
        self.assertEqual(invoice.delivery_date, sale.effective_date.date())
        self.assertEqual(sale.invoice_status, "invoiced")
        self.assertEqual((operation.state, operation.processed), ("done", 1))
        self.assertEqual(self.invoice().processed, 0)
        self.assertEqual(sale.invoice_ids, invoice)

    def test_invoices_are_grouped_by_store_and_marketplace(self):
        self.sell()
        self.invoice()
        Move = self.env["account.move"]
        own = [("amazon_store_id", "=", self.store.id)]
        for name, value in (
            ("amazon_store_id", self.store),
            ("amazon_marketplace_id", self.store.marketplace_id),
        ):
            self.assertEqual(Move._read_group(own, [name], ["__count"]), [(value, 1)])

    def test_stores_that_are_booked_by_settlements_have_no_invoices(self):
        self.store.accounting_mode = "per_settlement"
        sale = self.sell()
        self.invoice()

        self.assertFalse(sale.invoice_ids)

    def test_drafts_are_left_to_the_accountant(self):
        self.store.invoicing = "draft"
        sale = self.sell()
        self.invoice()
        self.invoice()

        self.assertEqual(sale.invoice_ids.mapped("state"), ["draft"])

    def test_by_hand_the_store_makes_none(self):
        self.store.invoicing = "none"
        sale = self.sell()
        self.invoice()

        self.assertFalse(sale.invoice_ids)

    def test_orders_from_before_are_left_alone_when_invoices_are_switched_on(self):
        self.store.write({"invoicing": "none", "invoice_from": False})
        before = self.sell()
        with freeze_time(fields.Datetime.now() + timedelta(minutes=1)):
            self.store.invoicing = "posted"
            self.invoice()

        self.assertFalse(before.invoice_ids)

    def test_an_invoice_made_by_hand_is_found(self):
        sale = self.sell()
        by_hand = sale._create_invoices()
        self.invoice()

        self.assertEqual(sale.invoice_ids, by_hand)
        self.assertEqual(by_hand.state, "draft")
        self.assertEqual(by_hand.amazon_store_id, self.store)

    def test_a_part_is_invoiced_only_where_delivered_quantities_are(self):
        self.lamp.invoice_policy = self.mug.invoice_policy = "order"
        whole = self.sell(ship=False, quantity=3)
        self.ship_part(whole, 1)
        self.invoice()
        self.assertFalse(whole.invoice_ids)

        self.lamp.invoice_policy = "delivery"
        line = {"sku": "LAMP", "quantity": 3, "unit_price": "3.33", "shipping": "1.00"}
        parts = self.sell(ship=False, lines=[line])
        self.ship_part(parts, 1)
        self.invoice()
        self.assertEqual(parts.invoice_ids.amount_total, 3.33 + 1.00)
        self.ship(parts)
        self.invoice()
        self.assertEqual(sum(parts.invoice_ids.mapped("amount_total")), 10.99)
        self.assertEqual(len(parts.invoice_ids), 2)

    def ship_part(self, sale, quantity):
        picking = sale.picking_ids
        picking.move_ids.quantity = quantity
        picking.move_ids.picked = True
        picking.carrier_tracking_ref = "1Z1"
        backorder = self.env["stock.backorder.confirmation"].with_context(
            **picking.button_validate()["context"]
        )
        backorder.create({}).process()

    def test_a_cancelled_order_with_an_invoice_is_told(self):
        sale = self.sell(ship=False)
        sale._create_invoices().action_post()
        self.amazon.cancel_order(sale.client_order_ref)
        self.sync_orders()
        self.invoice()

        self.assertEqual(sale.state, "cancel")
        self.assertIn("invoices_cancelled", self.store.trouble_ids.mapped("key"))
        sale.invoice_ids._reverse_moves(cancel=True)
        self.invoice()
        self.assertFalse(self.store.trouble_ids)

    # Bad ones alone

    def test_one_bad_order_never_stops_the_rest_and_leaves_no_gap(self):
        sales = [self.sell() for _each in range(5)]
        sales[2].order_line.price_unit = -5
        operation = self.invoice()

        good = [sale for sale in sales if sale != sales[2]]
        self.assertEqual([sale.invoice_ids.state for sale in good], ["posted"] * 4)
        self.assertFalse(sales[2].invoice_ids)
        self.assertIn("negative", sales[2].amazon_invoice_hold)
        self.assertEqual((operation.processed, operation.held), (4, 1))
        numbers = sorted(sale.invoice_ids.sequence_number for sale in good)
        self.assertEqual(numbers, list(range(numbers[0], numbers[0] + 4)))

    def test_what_is_held_rests_until_somebody_asks(self):
        sale = self.sell()
        sale.order_line.price_unit = -5
        self.invoice()
        sale.order_line.price_unit = 5
        schedule = self.env["amazon.schedule"]._find_for("amazon.invoicing", stores=self.store)
        schedule._run()
        self.assertFalse(sale.invoice_ids)
        self.invoice()
        self.assertEqual(sale.invoice_ids.amount_total, 5)

    # Dates

    def test_dates_are_of_the_stores_time_zone(self):
        self.store.tz = "America/Los_Angeles"
        with freeze_time("2026-03-10 03:00:00"):
            shipped = self.sell()
        with freeze_time("2026-03-12 12:00:00"):
            self.invoice()

        invoice = shipped.invoice_ids
        self.assertEqual(str(invoice.invoice_date), "2026-03-09")
        self.assertEqual(str(invoice.delivery_date), "2026-03-09")

    def test_the_date_is_the_purchases_or_todays_if_the_store_says_so(self):
        purchased = self.sell(created_minutes_ago=3 * 24 * 60)
        self.store.invoice_date_policy = "purchase"
        self.invoice()
        self.assertEqual(purchased.invoice_ids.invoice_date, purchased.date_order.date())

        self.store.invoice_date_policy = "today"
        later = self.sell()
        with freeze_time(fields.Datetime.now() + timedelta(days=1)):
            self.invoice()
            self.assertEqual(later.invoice_ids.invoice_date, fields.Date.today())

    def test_a_locked_period_moves_the_entry_or_keeps_it_waiting(self):
        with freeze_time("2026-03-10 12:00:00"):
            first = self.sell()
        self.company.sale_lock_date = "2026-03-31"
        with freeze_time("2026-04-15 12:00:00"):
            self.invoice()
        self.assertEqual(str(first.invoice_ids.invoice_date), "2026-03-10")
        self.assertEqual(str(first.invoice_ids.date), "2026-04-01")

        self.store.locked_period = "wait"
        with freeze_time("2026-03-11 12:00:00"):
            second = self.sell()
        with freeze_time("2026-04-16 12:00:00"):
            self.invoice()
            self.assertFalse(second.invoice_ids)
            self.assertIn("locked", second.amazon_invoice_hold)
            self.company.sale_lock_date = False
            self.invoice()
        self.assertEqual(str(second.invoice_ids.date), "2026-03-11")

    def test_a_journal_of_the_store_gives_its_own_numbers(self):
        self.store.invoice_journal_id = self.env["account.journal"].create(
            {"name": "Amazon sales", "code": "AMZS", "type": "sale"}
        )
        sale = self.sell()
        self.invoice()

        self.assertTrue(sale.invoice_ids.name.startswith("AMZS/"))

    # Collective invoices

    def test_the_orders_of_a_day_become_one_invoice_when_it_is_over(self):
        self.sell_to_fixed_customer()
        with freeze_time("2026-03-10 12:00:00"):
            first, second = self.sell(), self.sell(unit_price="5.00")
            self.invoice()
            self.assertFalse(first.invoice_ids)
        with freeze_time("2026-03-11 00:30:00"):
            third = self.sell()
            self.invoice()

        invoice = first.invoice_ids
        self.assertEqual(invoice, second.invoice_ids)
        self.assertFalse(third.invoice_ids)
        self.assertEqual(str(invoice.invoice_date), "2026-03-10")
        self.assertEqual(invoice.amount_total, 14.99)
        self.assertEqual(invoice.state, "posted")
        self.assertEqual(first.invoice_status, "invoiced")

    def test_months_end_on_their_last_day_and_a_bad_order_splits_nothing(self):
        self.sell_to_fixed_customer(invoice_period="month")
        with freeze_time("2026-03-10 12:00:00"):
            sales = [self.sell() for _each in range(4)]
        sales[1].order_line.price_unit = -5000
        with freeze_time("2026-04-01 12:00:00"):
            self.invoice()

        good = [sales[0], sales[2], sales[3]]
        invoice = good[0].invoice_ids
        self.assertEqual([sale.invoice_ids for sale in good], [invoice] * 3)
        self.assertEqual(str(invoice.invoice_date), "2026-03-31")

    def sell_to_fixed_customer(self, **vals):
        customer = self.env["res.partner"].create({"name": "Amazon customers"})
        policy = {"customer_policy": "fixed", "customer_id": customer.id}
        self.store.write({**policy, "invoicing": "collective", **vals})

    def test_stores_with_a_customer_for_each_buyer_have_no_collective_invoices(self):
        with self.assertRaisesRegex(ValidationError, "fixed customer"):
            self.store.invoicing = "collective"

    # With their settlement

    def test_number_and_date_come_with_the_settlement(self):
        self.store.invoicing = "settlement"
        with freeze_time("2026-03-10 12:00:00"):
            settled, open_one = self.sell(), self.sell()
            self.invoice()
        self.assertEqual(settled.invoice_ids.state, "draft")
        with freeze_time("2026-03-20 12:00:00"):
            posted = self.store._invoice_settled_orders(
                settled.amazon_order_ids, fields.Date.to_date("2026-03-15")
            )

        self.assertEqual(posted, settled.invoice_ids)
        self.assertEqual(posted.state, "posted")
        self.assertEqual(str(posted.invoice_date), "2026-03-15")
        self.assertEqual(str(posted.date), "2026-03-15")
        self.assertEqual(open_one.invoice_ids.state, "draft")
