"""Deliveries by Amazon's deadline: what is late, what will be, what can still be helped (H3)."""

from odoo import fields
from odoo.exceptions import ValidationError
from odoo.tests import new_test_user, tagged

from ..delivery.test_dispatch import DispatchCommon

at = fields.Datetime.to_datetime


@tagged("post_install", "-at_install")
class TestShipBy(DispatchCommon):
    def setUp(self):
        super().setUp()
        self.warehouse.partner_id.tz = "Europe/Berlin"
        # Deadlines are counted from now, whatever weekday that is.
        self.warehouse.write({"amazon_pickup_sat": True, "amazon_pickup_sun": True})
        self.now = fields.Datetime.now()

    def order(self, ship_by, **wish):
        """An order that Amazon wants shipped by a time (UTC); its open delivery."""
        document = self.imported(**wish)
        document.ship_by = ship_by
        return document.sale_order_id.picking_ids

    def row(self, picking):
        self.env.flush_all()
        self.env.invalidate_all()
        return self.env["amazon.ship.by"].search([("picking_id", "=", picking.id)])

    def hours(self, number):
        return fields.Datetime.add(self.now, hours=number)

    def test_each_delivery_is_where_its_deadline_its_stock_and_the_cut_off_put_it(self):
        self.warehouse.amazon_cut_off_warning = 2
        late = self.order(self.hours(-1))
        calm = self.order(self.hours(24 * 5))
        near = self.order(self.hours(24 * 5))
        self.amazon.add_listing("CUP", price="5.00", quantity=10)
        self._create_product("CUP", "Cup", quantity=0)
        blocked = self.order(self.hours(24 * 5), sku="CUP")
        self.assertEqual(self.row(late).state, "overdue")
        self.assertEqual(self.row(calm).state, "on_track")
        self.assertEqual(self.row(blocked).state, "blocked")
        # Six days of warning: the cut-off of the fifth day is within them.
        self.warehouse.amazon_cut_off_warning = 24 * 6
        self.assertEqual(self.row(near).state, "at_risk")

    def test_the_cut_off_is_the_last_collection_before_the_deadline_in_local_time(self):
        self.warehouse.amazon_cut_off = 16.5
        evening = self.order(at("2026-07-03 21:59:59"))  # 23:59:59 in Berlin
        morning = self.order(at("2026-07-03 08:00:00"))  # 10:00 in Berlin
        self.assertEqual(self.row(evening).cut_off, at("2026-07-03 14:30:00"))
        self.assertEqual(self.row(morning).cut_off, at("2026-07-02 14:30:00"))
        self.warehouse.partner_id.tz = "America/Los_Angeles"
        self.assertEqual(self.row(evening).cut_off, at("2026-07-02 23:30:00"))

    def test_the_cut_off_is_on_a_day_on_which_the_carrier_collects_there(self):
        self.warehouse.write({"amazon_pickup_sat": False, "amazon_pickup_sun": False})
        monday_evening = self.order(at("2026-07-06 21:59:59"))  # 23:59:59 in Berlin
        monday_morning = self.order(at("2026-07-06 08:00:00"))  # 10:00 in Berlin
        friday = at("2026-07-03 14:00:00")  # 16:00 in Berlin
        self.assertEqual(self.row(monday_evening).cut_off, at("2026-07-06 14:00:00"))
        self.assertEqual(self.row(monday_morning).cut_off, friday)
        # Monday 00:30 in Berlin is Sunday in UTC, and a deadline on Saturday has a cut-off before.
        self.assertEqual(self.row(self.order(at("2026-07-05 22:30:00"))).cut_off, friday)
        self.assertEqual(self.row(self.order(at("2026-07-04 21:59:59"))).cut_off, friday)

        self.warehouse.amazon_pickup_sat = True
        self.assertEqual(self.row(monday_morning).cut_off, at("2026-07-04 14:00:00"))
        self.warehouse.amazon_pickup_sun = True
        self.assertEqual(self.row(monday_morning).cut_off, at("2026-07-05 14:00:00"))

    def test_a_carrier_who_comes_once_a_week_collects_a_week_before(self):
        days = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
        self.warehouse.write({f"amazon_pickup_{day}": day == "mon" for day in days})
        morning = self.order(at("2026-07-06 08:00:00"))  # Monday, 10:00 in Berlin
        self.assertEqual(self.row(morning).cut_off, at("2026-06-29 14:00:00"))
        with self.assertRaises(ValidationError):
            self.warehouse.amazon_pickup_mon = False

    def test_no_carrier_collects_on_a_public_holiday_of_the_company(self):
        friday = self.order(at("2026-07-03 21:59:59"))  # 23:59:59 in Berlin
        thursday = at("2026-07-02 14:00:00")
        off = {"date_from": at("2026-07-02 22:00:00"), "date_to": at("2026-07-03 21:59:59")}
        other = self.env["res.company"].create({"name": "Elsewhere"})
        person = self.env["resource.resource"].create({"name": "Ann"})
        leaves = self.env["resource.calendar.leaves"]
        leaves.create({"calendar_id": other.resource_calendar_id.id, **off})
        leaves.create({"resource_id": person.id, **off})
        own = {"calendar_id": self.company.resource_calendar_id.id}
        leaves.create({**own, "time_type": "other", **off})  # A training: people work.
        self.assertEqual(self.row(friday).cut_off, at("2026-07-03 14:00:00"))

        holiday = leaves.create({**own, **off})
        self.assertEqual(self.row(friday).cut_off, thursday)
        # The company is closed for longer than anybody looks back.
        holiday.date_from = at("2026-05-01 00:00:00")
        self.assertEqual(self.row(friday).cut_off, at("2026-07-03 21:59:59"))

    def test_what_misses_the_last_collection_before_a_weekend_is_at_risk(self):
        self.warehouse.amazon_cut_off_warning = 1
        picking = self.order(self.hours(24 * 6))
        self.assertEqual(self.row(picking).state, "on_track")
        # The carrier came today for the last time: he comes again after the deadline.
        local = fields.Datetime.context_timestamp(
            self.warehouse.with_context(tz="Europe/Berlin"), self.now
        )
        days = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
        self.warehouse.write(
            {
                "amazon_cut_off": 0,
                **{
                    f"amazon_pickup_{day}": number == local.weekday()
                    for number, day in enumerate(days)
                },
            }
        )
        self.assertEqual(self.row(picking).state, "at_risk")

    def test_a_canceled_order_of_a_delivery_sets_no_deadline(self):
        picking = self.order(self.hours(30))
        document = picking.sale_id.amazon_order_ids
        document.copy({"amazon_ref": "CANCELED", "ship_by": self.hours(-30)}).write(
            {"status": "CANCELLED", "sale_order_id": picking.sale_id.id}
        )
        row = self.row(picking)
        self.assertEqual((row.state, row.order_count), ("on_track", 1))

    def test_an_order_that_has_left_sets_no_deadline_for_what_is_left(self):
        self.warehouse.write({"amazon_pickup_sat": True, "amazon_pickup_sun": True})
        now = fields.Datetime.now()
        document = self.imported()
        document.ship_by = fields.Datetime.add(now, hours=24 * 5)
        picking = document.sale_order_id.picking_ids
        document.copy(
            {
                "amazon_ref": "GONE",
                "ship_by": fields.Datetime.add(now, hours=-30),
                "is_prime": True,
            }
        ).write({"status": "SHIPPED", "sale_order_id": picking.sale_id.id})
        self.env.flush_all()

        row = self.env["amazon.ship.by"].search([("picking_id", "=", picking.id)])
        self.assertEqual((row.state, row.is_prime), ("on_track", False))

    def test_what_goes_out_in_exchange_has_no_deadline_of_amazon(self):
        gone = self.order(self.hours(-30))
        sale = gone.sale_id
        self.ship(sale)
        sale.amazon_order_ids.status = "SHIPPED"
        wizard = self.env["stock.return.picking"].create({"picking_id": gone.id})
        wizard.product_return_moves.quantity = 1
        wizard.action_create_exchanges()
        exchange = sale.picking_ids.filtered(
            lambda it: it.picking_type_code == "outgoing" and it.state != "done"
        )
        self.assertEqual(len(exchange), 1)

        self.assertFalse(self.row(exchange))
        self.assertEqual(self.row(gone).state, "late")

    def test_a_cut_off_is_a_time_of_day(self):
        with self.assertRaises(ValidationError):
            self.warehouse.amazon_cut_off = 24

    def test_prime_comes_first_and_then_the_deadline(self):
        first, second = self.order(self.hours(30)), self.order(self.hours(20))
        prime = self.order(self.hours(40))
        prime.sale_id.amazon_order_ids.is_prime = True
        self.env.flush_all()
        rows = self.env["amazon.ship.by"].search(
            [("sale_id", "in", (first | second | prime).sale_id.ids)]
        )
        self.assertEqual(rows.picking_id.ids, [prime.id, second.id, first.id])

    def test_with_two_steps_the_next_one_stands_for_the_order(self):
        self.warehouse.delivery_steps = "pick_ship"
        pickings = self.order(self.hours(48))
        rows = self.env["amazon.ship.by"].search([("sale_id", "=", pickings.sale_id.id)])
        self.assertEqual(len(rows), 1)
        self.assertNotEqual(rows.state, "blocked")

    def test_what_left_counts_for_thirty_days_and_makes_the_rate(self):
        late, punctual = self.order(self.hours(-1)), self.order(self.hours(48))
        overdue, open_one = self.order(self.hours(-1)), self.order(self.hours(48))
        for picking in (late, punctual):
            self.ship(picking.sale_id)
        self.assertEqual(self.row(late).state, "late")
        self.assertEqual(self.row(punctual).state, "in_time")
        self.assertEqual(self.row(overdue).late_rate, 100)
        self.assertEqual(self.row(open_one).late_rate, 0)
        self.assertEqual(self.store.late_rate, 50)
        self.assertTrue(self.store.is_late_rate_high)
        late.date_done = fields.Datetime.subtract(self.now, days=31)
        self.assertFalse(self.row(late))

    def test_orders_that_amazon_ships_and_sales_of_others_are_not_in_it(self):
        fba = self.imported(fulfilled_by="AMAZON", status="SHIPPED")
        sale = self.env["sale.order"].create(
            {
                "partner_id": self.env["res.partner"].create({"name": "Walk-in"}).id,
                "order_line": [(0, 0, {"product_id": self.mug.id})],
            }
        )
        sale.action_confirm()
        for picking in fba.sale_order_id.picking_ids | sale.picking_ids:
            self.assertFalse(self.row(picking))

    def test_before_the_cut_off_the_responsible_person_is_told_once_and_not_after(self):
        self.warehouse.write({"amazon_cut_off": 16, "amazon_cut_off_warning": 24 * 6})
        picking = self.order(self.hours(24 * 3))
        Trouble = self.env["amazon.trouble"]
        domain = [("key", "=", "ship_by_near"), ("closed_at", "=", False)]
        Trouble._cron_follow()
        Trouble._cron_follow()
        trouble = Trouble.search(domain)
        self.assertEqual(len(trouble), 1)
        self.assertIn("1 open", trouble.sentence)
        action = self.store.action_view_at_risk()
        self.assertEqual(action["context"], {"search_default_at_risk": 1})
        self.assertIn(picking, self.env["amazon.ship.by"].search(action["domain"]).picking_id)
        self.ship(picking.sale_id)
        Trouble._cron_follow()
        self.assertFalse(Trouble.search(domain))

    def test_the_rates_of_stores_are_not_added_up_in_the_graph(self):
        graph = self.env["amazon.ship.by"].get_view(view_type="graph")["arch"]
        self.assertIn('stacked="0"', graph)

    def test_a_warehouse_that_wants_no_warning_gets_none(self):
        self.warehouse.amazon_cut_off_warning = 0
        self.order(self.hours(1))
        self.env["amazon.ship.by"]._warn()
        self.assertFalse(self.env["amazon.trouble"].search([("key", "=", "ship_by_near")]))

    def test_a_picker_without_rights_at_amazon_works_with_it(self):
        picker = new_test_user(self.env, "picker", groups="stock.group_stock_user")
        picking = self.order(self.hours(5))
        row = self.row(picking).with_user(picker)
        wanted = {
            "picking_id": {"fields": {"display_name": {}}},
            "store_id": {"fields": {"display_name": {}}},
            "partner_id": {"fields": {"display_name": {}}},
            "amazon_refs": {},
            "service_level": {},
            "state": {},
        }
        (told,) = row.web_read(wanted)
        self.assertEqual(told["amazon_refs"], picking.sale_id.client_order_ref)
        self.assertEqual(row.action_open()["res_id"], picking.id)
        wave = row.action_view_pickings()
        self.assertEqual(wave["domain"], [("id", "in", picking.ids)])

    def test_another_company_sees_nothing_of_it(self):
        self.order(self.hours(5))
        stranger = self._create_stranger("amazon_connector.group_user")
        self.assertFalse(self.env["amazon.ship.by"].with_user(stranger).search([]))
