"""Before going live one sees how yesterday's orders would be booked, and nothing is left of it."""

from datetime import timedelta
from unittest.mock import patch

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import new_test_user, tagged

from ..common import AmazonCommon

DAY = 24 * 60
# What stays of a rehearsal: the report, and the run in the log, with what it asked Amazon and
# told open screens.
KEPT = ("amazon_rehearsal", "amazon_operation", "amazon_rate_bucket", "bus_bus")
READ = {"searchOrders", "getMarketplaceParticipations", "token"}


class RehearsalCommon(AmazonCommon):
    def setUp(self):
        super().setUp()
        self.account.store_ids.write({"state": "draft", "import_from": False})

    def place_yesterday(self, **wish):
        """An order placed about this time yesterday."""
        return self.amazon.place_order(created_minutes_ago=DAY, **wish)

    def rehearse(self, stores=None):
        """Press the button; returns the report."""
        action = (stores or self.store).action_rehearse()
        self.assertEqual(action.get("res_model"), "amazon.rehearsal", action)
        return self.env["amazon.rehearsal"].browse(action["res_id"])

    def line(self, rehearsal, ref):
        return rehearsal.line_ids.filtered(lambda line: line.amazon_ref == ref)

    def count_rows(self):
        """dict table → rows, of all tables but those in which the report is."""
        self.env.flush_all()
        self.cr.execute(
            "SELECT relname FROM pg_class WHERE relkind = 'r'"
            " AND relnamespace = current_schema::regnamespace"
        )
        tables = [name for (name,) in self.cr.fetchall() if not name.startswith(KEPT)]
        counts = {}
        for table in tables:
            self.cr.execute(f'SELECT count(*) FROM "{table}"')
            counts[table] = self.cr.fetchone()[0]
        return counts

    def read_stock(self):
        self.env.invalidate_all()
        return self.env["stock.quant"].search([]).read(["quantity", "reserved_quantity"])

    def read_sequences(self):
        """dict sequence → its next number, of all that number documents."""
        self.cr.execute(
            "SELECT sequencename, last_value FROM pg_sequences WHERE sequencename ~ '^ir_sequence_'"
        )
        numbers = dict(self.cr.fetchall())
        counters = self.env["ir.sequence"].search([("implementation", "=", "no_gap")])
        counters.invalidate_recordset()
        return numbers | {counter: counter.number_next for counter in counters}

    def set_up_to_deliver(self):
        """What was shipped becomes a done delivery, and quantities are there to be pushed."""
        self.store.push_stock = True
        self.store.status_map_ids.filtered(lambda row: row.status == "SHIPPED").unlink()
        self.env["amazon.status.map"].create(
            {
                "store_id": self.store.id,
                "fulfilled_by": "MERCHANT",
                "status": "SHIPPED",
                "target": "delivered",
            }
        )
        self.offer_mug()

    def offer_mug(self, **vals):
        self.env["amazon.listing"].create(
            {
                "store_id": self.store.id,
                "seller_sku": "MUG",
                "product_id": self.mug.id,
                "fulfillment_channel": "DEFAULT",
                **vals,
            }
        )


@tagged("post_install", "-at_install")
class TestRehearsal(RehearsalCommon):
    def test_yesterdays_orders_are_shown_as_they_would_be_booked(self):
        booked = self.place_yesterday(sku="MUG", quantity=2, unit_price="9.99")
        strange = self.place_yesterday(sku="UNHEARD-OF")
        cancelled = self.place_yesterday(sku="MUG")
        self.amazon.cancel_order(cancelled)

        rehearsal = self.rehearse()

        self.assertEqual(rehearsal.order_count, 3)
        self.assertEqual((rehearsal.booked_count, rehearsal.waiting_count), (1, 1))
        self.assertIn("Yesterday you sold 3 orders; 1 would be booked", rehearsal.summary)
        line = self.line(rehearsal, booked)
        self.assertEqual(line.outcome, "confirmed", line.reason)
        self.assertEqual(line.warehouse_id, self.warehouse)
        self.assertIn("2 × MUG à 9.99", line.goods)
        self.assertEqual(line.amount_odoo, line.amount_amazon)
        self.assertGreater(line.amount_odoo, 0)
        self.assertEqual(self.line(rehearsal, strange).outcome, "held")
        self.assertEqual(self.line(rehearsal, cancelled).outcome, "ignored")

    def test_what_is_missing_is_told_once_with_its_remedy(self):
        for _number in range(3):
            self.place_yesterday(sku="UNHEARD-OF")

        rehearsal = self.rehearse()

        need = rehearsal.need_ids.filtered(lambda need: need.kind == "held_product")
        self.assertEqual((len(need), need.count), (1, 3))
        self.assertIn("UNHEARD-OF", need.sentence)
        self.assertEqual(need.action_mend()["res_model"], "amazon.listing")

        self._create_product("UNHEARD-OF", "Something new")
        again = rehearsal.action_again()
        rehearsal = self.env["amazon.rehearsal"].browse(again["res_id"])
        self.assertEqual((rehearsal.booked_count, rehearsal.waiting_count), (3, 0))
        self.assertFalse(rehearsal.need_ids.filtered(lambda need: need.kind == "held_product"))

    def test_nothing_is_written_to_amazon_and_nothing_is_left_in_odoo(self):
        self.set_up_to_deliver()
        for _number in range(25):  # More than one batch.
            self.place_yesterday(sku="MUG", quantity=1, unit_price="9.99")
        shipped = self.place_yesterday(sku="LAMP", unit_price="19.99")
        self.amazon.ship_order(shipped)
        self.place_yesterday(sku="UNHEARD-OF")
        self.account.action_test_connection()
        self.amazon.reset_calls()
        rows, sequences = self.count_rows(), self.read_sequences()
        stock = self.read_stock()

        rehearsal = self.rehearse()

        self.assertEqual(rehearsal.order_count, 27)
        self.assertEqual(self.line(rehearsal, shipped).outcome, "delivered")
        self.assertEqual(self.count_rows(), rows)
        self.assertEqual(self.read_sequences(), sequences)
        self.assertEqual(self.read_stock(), stock)
        self.assertEqual((self.store.state, self.store.import_from), ("draft", False))
        self.assertLessEqual(set(self.amazon.calls()), READ)

    def test_whoever_commits_inside_a_rehearsal_is_refused(self):
        ref = self.place_yesterday(sku="MUG")
        sales = type(self.env["sale.order"])
        confirm = sales.action_confirm

        def confirm_and_commit(sale):
            result = confirm(sale)
            sale.env.cr.commit()  # pylint: disable=invalid-commit
            return result

        with (
            patch.object(sales, "action_confirm", confirm_and_commit),
            self.assertLogs("odoo.addons.amazon_connector", "ERROR"),
        ):
            line = self.line(self.rehearse(), ref)

        self.assertEqual(line.outcome, "failed")
        self.assertIn("never committed", line.reason)
        self.assertFalse(self.env["sale.order"].search([("client_order_ref", "=", ref)]))

    def test_quantities_that_would_be_pushed_are_shown(self):
        self.offer_mug(amazon_quantity=7)
        self.place_yesterday(sku="MUG")

        rehearsal = self.rehearse()

        (line,) = rehearsal.quantity_ids
        self.assertEqual((line.seller_sku, line.amazon_quantity, line.quantity), ("MUG", 7, 100))

    def test_the_last_day_with_orders_is_taken(self):
        old = self.amazon.place_order(sku="MUG", created_minutes_ago=4 * DAY)

        rehearsal = self.rehearse()

        self.assertEqual(rehearsal.line_ids.amazon_ref, old)
        self.assertLess(rehearsal.day, fields.Date.today() - timedelta(days=2))
        self.assertNotIn("Yesterday", rehearsal.summary)

    def test_orders_behind_an_empty_page_are_found(self):
        ref = self.place_yesterday(sku="MUG")
        orders = [self.amazon.order(ref)]
        empty = {"orders": [], "pagination": {"nextToken": "NEXT"}}
        behind = {"query": {"paginationToken": "NEXT"}}
        self.amazon.answer("searchOrders", 200, {"orders": orders}, when=behind)
        self.amazon.answer("searchOrders", 200, empty)

        rehearsal = self.rehearse()

        self.assertEqual(rehearsal.line_ids.amazon_ref, ref)

    def test_who_has_to_wait_for_amazon_is_told_to_try_again(self):
        self.amazon.fault("searchOrders", "throttled")

        told = self.store.action_rehearse()["params"]["message"]

        self.assertIn("before you try again", told)
        self.assertNotIn("automatically", told)

    def test_without_orders_a_sentence_says_so(self):
        answer = self.store.action_rehearse()

        self.assertEqual(answer["tag"], "amazon_connector.toast")
        self.assertIn("nothing to rehearse", answer["params"]["message"])

    def test_no_buyer_is_named(self):
        ref = self.place_yesterday(sku="MUG")
        name = self.amazon.order(ref)["recipient"]["deliveryAddress"]["name"]

        rehearsal = self.rehearse()

        line = self.line(rehearsal, ref)
        self.assertTrue(line.customer)
        for word in name.split():
            self.assertNotIn(word, f"{line.customer} {line.reason}".replace(".", " ").split())

    def test_an_order_that_is_imported_already_stays_as_it_is(self):
        self.store.action_go_live()
        self.store.import_from = "2020-01-01"
        ref = self.place_yesterday(sku="MUG")
        self.account.action_sync_orders()
        sale = self.sale(ref)
        self.assertTrue(sale)
        self.store.action_pause()

        rehearsal = self.rehearse()

        self.assertEqual(self.line(rehearsal, ref).outcome, "known")
        self.assertEqual((self.sale(ref), sale.state), (sale, "sale"))

    def test_only_managers_rehearse_and_only_before_going_live(self):
        self.place_yesterday(sku="MUG")
        clerk = new_test_user(self.env, "clerk", groups="amazon_connector.group_user")
        with self.assertRaises(AccessError):
            self.store.with_user(clerk).action_rehearse()
        manager = new_test_user(self.env, "manager", groups="amazon_connector.group_manager")
        self.assertTrue(self.account.with_user(manager).can_rehearse)

        action = self.account.with_user(manager).action_rehearse()

        report = self.env["amazon.rehearsal"].with_user(manager).browse(action["res_id"])
        self.assertEqual(report.booked_count, 1)
        self.store.action_go_live()
        with self.assertRaisesRegex(UserError, "not live"):
            self.store.action_rehearse()

    def test_orders_that_cannot_be_read_are_told_and_keep_no_other_out(self):
        odd, plain = self.place_yesterday(sku="MUG"), self.place_yesterday(sku="MUG")
        self.amazon.rewrite_order(odd, "salesChannel", "nowhere")

        rehearsal = self.rehearse()

        self.assertEqual(rehearsal.line_ids.mapped("amazon_ref"), [plain])
        messages = rehearsal.operation_id.line_ids.mapped("message")
        self.assertIn("and are not in this rehearsal: 1", " ".join(messages))
