"""From another connector to this one: side by side, then a switch, no order twice or missing."""

from datetime import timedelta

from odoo import fields
from odoo.exceptions import UserError, ValidationError
from odoo.tests import tagged

from .foreign import SCHEMES, ForeignCommon


@tagged("post_install", "-at_install")
class TestTakeover(ForeignCommon):
    def test_what_differs_is_listed_beside_the_other_connector_and_goes_when_mended(self):
        refs = self.place(4, minutes_ago=600, shipped=1)
        self.import_elsewhere(refs[:3], SCHEMES[0])
        twice = self.import_elsewhere([refs[3]], SCHEMES[0]) | self.import_elsewhere(
            [refs[3]], SCHEMES[1]
        )
        dear = self.place(1, minutes_ago=600)
        self.import_elsewhere(dear, SCHEMES[1], price_unit=12)
        self.amazon.cancel_order(refs[1])

        takeover = self.start()

        kinds = {one.amazon_ref: one.kind for one in takeover.difference_ids}
        self.assertEqual(
            kinds,
            {refs[0]: "not_shipped", refs[1]: "cancelled", refs[3]: "twice", dear[0]: "total"},
        )
        with self.assertRaisesRegex(UserError, "other connector is in charge"):
            takeover.difference_ids[0].action_follow()
        twice[0]._action_cancel()
        takeover.action_compare()
        self.assertNotIn(refs[3], takeover.difference_ids.mapped("amazon_ref"))
        self.assertFalse(self.writes())

    def test_what_one_page_shows_stays_in_the_list_when_the_next_is_compared(self):
        refs = self.place(5, minutes_ago=600)
        self.import_elsewhere(refs[:1], SCHEMES[0])
        takeover = self.start()
        self.assertEqual(len(takeover.difference_ids), 4)
        self.import_elsewhere(refs[1:2], SCHEMES[0])
        orders = [self.amazon.order(ref) for ref in refs]

        takeover._compare_orders(orders[:3])
        takeover._compare_orders(orders[3:])

        missing = takeover.difference_ids.mapped("amazon_ref")
        self.assertEqual(sorted(missing), sorted(refs[2:]))

    def test_of_an_order_that_stands_twice_on_a_page_the_newer_version_counts(self):
        refs = self.place(1, minutes_ago=600)
        self.import_elsewhere(refs, SCHEMES[0])
        takeover = self.start()
        before = self.amazon.order(refs[0])
        self.amazon.advance(minutes=1)
        self.amazon.cancel_order(refs[0])

        takeover._compare_orders([self.amazon.order(refs[0]), before])

        self.assertEqual(takeover.difference_ids.mapped("kind"), ["cancelled"])

    def test_orders_that_cannot_be_read_are_told_and_keep_no_other_from_being_compared(self):
        odd, missing = self.place(2, minutes_ago=600)
        self.amazon.rewrite_order(odd, "salesChannel", "nowhere")

        takeover = self.start()

        self.assertEqual(takeover.difference_ids.mapped("amazon_ref"), [missing])
        lines = self.env["amazon.operation.line"].search([("level", "=", "warning")])
        self.assertIn("and were not compared: 1", " ".join(lines.mapped("message")))

    def test_an_adopted_order_is_shipped_and_cancelled_by_us_after_the_switch(self):
        shipped, cancelled = self.place(2, minutes_ago=600)
        sales = self.import_elsewhere([shipped, cancelled], SCHEMES[0])
        self.switch(self.start())

        self.ship(sales[0], tracking="1Z77")
        self.account.action_push_shipments()
        self.amazon.cancel_order(cancelled)
        self.sync_orders()

        self.assertEqual(self.amazon.shipments(shipped)[0]["trackingNumber"], "1Z77")
        self.assertEqual(sales[1].state, "cancel")
        self.assertEqual(sales[0].order_line.price_unit, 9.99)

    def switch(self, takeover):
        takeover.switch_at = fields.Datetime.now() - timedelta(minutes=30)
        self.run_job()
        self.sync_orders()

    def test_what_left_between_two_connectors_is_told_amazon_by_us(self):
        (ref,) = self.place(1, minutes_ago=600)
        (sale,) = self.import_elsewhere([ref], SCHEMES[0])
        takeover = self.start()
        self.ship(sale, tracking="1Z88")

        self.switch(takeover)
        self.account.action_push_shipments()

        self.assertEqual(self.amazon.shipments(ref)[0]["trackingNumber"], "1Z88")

    def test_lines_and_prices_of_the_other_connector_stay_whatever_amazon_says_later(self):
        (ref,) = self.place(1, minutes_ago=600)
        (sale,) = self.import_elsewhere([ref], SCHEMES[0], price_unit=8.40)
        self.switch(self.start())
        self.amazon.advance(minutes=1)
        self.amazon.touch_order(ref)

        self.sync_orders()

        document = self.document(ref)
        self.assertEqual((document.state, document.sale_order_id), ("done", sale))
        self.assertEqual((len(sale.order_line), sale.order_line.price_unit), (1, 8.40))
        self.assertTrue(document.totals_differ)

    def test_two_sales_orders_of_one_number_are_left_to_a_person(self):
        (ref,) = self.place(1, minutes_ago=600)
        sales = self.import_elsewhere([ref], SCHEMES[0])
        sales |= self.import_elsewhere([ref], SCHEMES[1])
        self.switch(self.start())

        document = self.document(ref)
        self.assertEqual((document.state, document.hold_key), ("held", "sale:"))
        for sale in sales:
            self.assertIn(sale.name, document.reason)
        sales[1]._action_cancel()
        document.action_retry()
        self.assertEqual((document.state, document.sale_order_id), ("done", sales[0]))

    def test_other_goods_wait_for_a_person_while_amazon_waits_for_them(self):
        open_one, shipped = self.place(2, minutes_ago=600)
        self.amazon.ship_order(shipped, carrier="UPS", tracking="1Z42")
        refs = [open_one, shipped]
        sales = self.import_elsewhere(refs, SCHEMES[0], deliver=refs, product_uom_qty=3)

        self.switch(self.start())

        self.assertEqual(self.document(open_one).hold_key, "sale:")
        self.assertIn(sales[0].name, self.document(open_one).reason)
        self.assertEqual(self.sale(shipped), sales[1], "what is over is adopted as it is")

    def test_a_cancelled_sales_order_is_no_match(self):
        (ref,) = self.place(1, minutes_ago=600)
        (sale,) = self.import_elsewhere([ref], SCHEMES[0])
        self.import_elsewhere(self.place(1, minutes_ago=600), SCHEMES[0])
        takeover = self.start()
        sale._action_cancel()

        self.switch(takeover)

        self.assertEqual(self.document(ref).state, "done")
        self.assertNotEqual(self.sale(ref), sale)

    def test_within_the_grace_a_missing_order_waits_for_the_other_connector(self):
        late, never = self.place(2, minutes_ago=600)
        self.import_elsewhere(self.place(1, minutes_ago=600), SCHEMES[0])
        takeover = self.start(grace_hours=2)
        self.switch(takeover)
        waiting = self.document(late) | self.document(never)
        self.assertEqual(set(waiting.mapped("hold_key")), {"takeover:"})
        self.assertFalse(waiting.sale_order_id)

        (sale,) = self.import_elsewhere([late], SCHEMES[0])
        takeover.grace_hours = 0
        self.env["amazon.order"]._cron_process()

        self.assertEqual(self.sale(late), sale)
        self.assertTrue(self.sale(never))
        self.assertFalse(self.document(never).is_taken_over)

    def test_what_is_missing_may_be_left_to_a_person_and_imported_with_a_click(self):
        (ref,) = self.place(1, minutes_ago=600)
        self.import_elsewhere(self.place(1, minutes_ago=600), SCHEMES[0])
        takeover = self.start(missing="leave")
        self.switch(takeover)
        takeover.action_compare()
        self.assertFalse(self.sale(ref))
        difference = takeover.difference_ids
        self.assertEqual((difference.kind, difference.amazon_ref), ("missing", ref))

        takeover.action_import_missing()
        takeover.action_compare()

        self.assertEqual(self.sale(ref).state, "sale")
        self.assertFalse(takeover.difference_ids)

    def test_what_amazon_shows_shipped_is_delivered_in_odoo_with_a_click(self):
        (ref,) = self.place(1, minutes_ago=600, shipped=1)
        (sale,) = self.import_elsewhere([ref], SCHEMES[0])
        takeover = self.start()
        self.switch(takeover)
        takeover.action_compare()
        self.assertEqual(takeover.difference_ids.kind, "not_shipped")
        self.assertEqual(sale.delivery_status, "pending", "what is adopted stays as it is")

        takeover.difference_ids.action_follow()
        takeover.action_compare()

        self.assertEqual(sale.delivery_status, "full")
        self.assertEqual(len(sale.picking_ids), 1)
        self.assertFalse(takeover.difference_ids)

    def test_a_scheme_that_is_not_chosen_finds_nothing(self):
        (ref,) = self.place(1, minutes_ago=600)
        self.import_elsewhere([ref], SCHEMES[0])
        takeover = self.start()
        self.assertFalse(takeover.difference_ids)

        takeover.scheme_ids.is_chosen = False
        takeover.action_compare()

        self.assertEqual(takeover.difference_ids.kind, "missing")
        self.assertFalse(takeover.scheme_ids.is_chosen, "the choice is kept")

    def test_a_rehearsal_shows_what_would_be_adopted(self):
        day = 24 * 60
        (ref,) = self.place(1, minutes_ago=day)
        (sale,) = self.import_elsewhere([ref], SCHEMES[0])
        self.start()

        action = self.store.action_rehearse()

        line = self.env["amazon.rehearsal"].browse(action["res_id"]).line_ids
        self.assertEqual((line.outcome, line.amount_odoo), ("known", sale.amount_total))
        self.assertEqual((self.store.state, sale.amazon_store_id.id), ("draft", False))

    def test_a_switch_that_is_over_stays_where_it_was(self):
        takeover = self.start()
        takeover.action_switch_now()
        with self.assertRaisesRegex(UserError, "over"):
            takeover.switch_at = fields.Datetime.now()
        with self.assertRaisesRegex(ValidationError, "already"):
            self.start()
