"""One list of what is to be done in all stores: by the clock, then by the money."""

from datetime import timedelta
from unittest.mock import patch

from lxml import etree

from odoo.tests import new_test_user, tagged

from .common import DashboardCommon


@tagged("post_install", "-at_install")
class TestTodo(DashboardCommon):
    def todo(self, user=None):
        self.env.flush_all()
        self.env.invalidate_all()
        return self.env["amazon.todo"].with_user(user or self.env.user).search([])

    def find(self, what):
        return self.todo().filtered(lambda row: row.what == what)

    def test_nothing_is_to_be_done_while_all_goes_well(self):
        self.order(24 * 9)
        self.assertFalse(self.todo())

    def test_what_is_due_first_stands_on_top_and_then_what_is_worth_most(self):
        cheap = self.order(-5, unit_price="1.00")
        dear = self.order(-5, unit_price="900.00")
        dear.ship_by = cheap.ship_by
        oldest = self.order(-50)
        self.bring_settlement()
        rows = self.todo()
        pickings = [order.sale_order_id.picking_ids.id for order in (oldest, dear, cheap)]
        self.assertEqual(rows.filtered(lambda row: row.what == "late").mapped("res_id"), pickings)
        self.assertEqual(rows[-1].deadline, False)

    def test_money_of_another_currency_is_compared_at_todays_rate(self):
        order = self.order(-5, unit_price="100.00")
        euro = self.env.ref("base.EUR")
        self.env["res.currency.rate"].search([("currency_id", "=", euro.id)]).unlink()
        euro.active = True
        euro.rate_ids = [(0, 0, {"name": "2020-01-01", "rate": 0.5})]
        held = self.env["amazon.order"].browse(order.copy({"amazon_ref": "EURO"}).id)
        held.write({"state": "held", "currency_id": euro.id, "amount_total": 100})
        self.assertEqual(self.find("held").worth, 200)
        self.assertEqual(self.find("held").amount, 100)

    def test_the_screen_reads_its_rows_at_once(self):
        self.order(-5)
        self.order(20, sku="STRANGER")
        self.todo()
        self.env.invalidate_all()
        view = self.env.ref("amazon_connector.amazon_todo_view_list")
        shown = {node.get("name"): {} for node in etree.fromstring(view.arch).iter("field")}
        cursor = type(self.env.cr)
        with patch.object(cursor, "execute", autospec=True, side_effect=cursor.execute) as execute:
            self.env["amazon.todo"].web_search_read([], shown, limit=80)
        read = [call for call in execute.call_args_list if 'AS "amazon_todo"' in str(call.args[1])]
        self.assertEqual(len(read), 1)

    def test_an_order_on_hold_says_why_and_opens(self):
        order = self.order(20, sku="STRANGER")
        self.assertEqual(order.state, "held")
        (todo,) = self.find("held")
        self.assertEqual(todo.detail, order.reason)
        action = todo.action_open()
        self.assertEqual((action["res_model"], action["res_id"]), ("amazon.order", order.id))
        listing = self.find("unlinked")
        self.assertEqual((listing.count, listing.deadline), (1, order.ship_by))
        self.assertFalse(self.find("issue"), "orders on hold are told once")
        order.item_ids.listing_id.product_id = self.mug
        order.action_retry()
        self.assertFalse(self.find("held") | self.find("unlinked"))

    def test_a_refused_shipment_and_a_late_delivery_open(self):
        late = self.order(-5)
        (todo,) = self.find("late")
        self.assertEqual(todo.action_open()["res_id"], late.sale_order_id.picking_ids.id)
        clerk = new_test_user(self.env, "clerk", groups="amazon_connector.group_user")
        action = self.todo(clerk).action_open()
        self.assertEqual((action["res_model"], action["res_id"]), ("amazon.order", late.id))
        self.ship(late.sale_order_id)
        self.assertFalse(self.todo())
        late.shipment_ids.write({"state": "failed", "reason": "No such carrier."})
        (todo,) = self.find("refused")
        self.assertEqual(todo.detail, "No such carrier.")
        self.assertEqual(todo.action_open()["res_id"], late.shipment_ids.id)

    def test_of_a_disconnected_account_only_what_is_still_to_leave_is_left(self):
        shipped = self.order(30)
        self.ship(shipped.sale_order_id)
        shipped.shipment_ids.state = "failed"
        self.order(-5)
        self.order(30).state = "failed"
        self.assertEqual(set(self.todo().mapped("what")), {"late", "refused", "failed"})

        self.account.action_disconnect()

        self.assertEqual(self.todo().mapped("what"), ["late"])

    def test_rows_without_a_kind_are_for_the_books(self):
        settlement = self.bring_settlement()
        (todo,) = self.find("unmapped")
        self.assertEqual((todo.count, todo.amount), (1, 7.0))
        self.assertEqual(self.shown(todo.action_open()).settlement_id, settlement)
        self.order(-5)
        clerk = new_test_user(self.env, "clerk", groups="amazon_connector.group_user")
        books = new_test_user(self.env, "books", groups="amazon_connector.group_accountant")
        boss = new_test_user(self.env, "boss", groups="amazon_connector.group_manager")
        self.assertEqual(set(self.todo(clerk).mapped("what")), {"late"})
        self.assertEqual(set(self.todo(books).mapped("what")), {"unmapped"})
        self.assertEqual(set(self.todo(boss).mapped("what")), {"late", "unmapped"})

    def test_a_settlement_that_waits_for_its_review_is_for_the_books(self):
        settlement = self.bring_settlement()
        settlement.line_ids.filtered(lambda line: not line.kind_id).is_skipped = True
        settlement.state = "ready"

        (todo,) = self.find("unposted")

        self.assertEqual(todo.amount, abs(settlement.amount_total))
        clerk = new_test_user(self.env, "clerk", groups="amazon_connector.group_user")
        books = new_test_user(self.env, "books", groups="amazon_connector.group_accountant")
        self.assertFalse(self.todo(clerk))
        self.assertEqual(self.todo(books).action_open()["res_id"], settlement.id)
        self.assertEqual(todo.action_open()["res_id"], settlement.id)
        self.assertFalse(self.find("unmapped"))
        settlement.state = "done"
        self.assertFalse(self.find("unposted"))

    def test_what_is_on_hold_besides_orders_is_to_be_done_and_each_issue_opens_its_own(self):
        settlement = self.bring_settlement()
        settlement.line_ids.filtered(lambda line: not line.kind_id).is_skipped = True
        waiting = settlement.copy({"amazon_ref": "ELSE", "state": "held", "hold_key": "rate:EUR"})
        settlement._hold("It does not add up.", f"total:{settlement.amazon_ref}")
        settlement._follow_holds(self.store)
        refund = self.hold_refund()
        self.store.trouble_ids.told_at = self.now

        rates, totals, refunds = self.find("issue").sorted("title", reverse=True)

        self.assertEqual(rates.title, "Settlements wait for an exchange rate")
        self.assertEqual(self.shown(rates.action_remedy()), waiting)
        self.assertEqual(totals.title, "Amazon settlements do not add up")
        self.assertEqual(self.shown(totals.action_remedy()), settlement)
        self.assertEqual(refunds.title, "Amazon refunds need you")
        self.assertEqual(self.shown(refunds.action_remedy()), refund)

    def hold_refund(self):
        refund = self.env["amazon.refund"].create(
            {
                "account_id": self.store.account_id.id,
                "store_id": self.store.id,
                "amazon_ref": "R-1",
                "state": "held",
                "hold_key": "refund:R-1",
            }
        )
        refund._follow_holds(self.store)
        return refund

    def test_issues_and_quantities_out_of_step_lead_to_their_remedy(self):
        self.amazon.add_listing("MUG", quantity=1)
        self.store.action_sync_listings()
        self.store.push_stock = True
        (todo,) = self.find("out_of_step")
        self.assertEqual(len(self.shown(todo.action_open())), todo.count)
        self.store._raise_trouble("feeds_failing", reason="No feed.")
        trouble = self.store.trouble_ids
        trouble.told_at = self.now
        (todo,) = self.find("issue")
        self.assertEqual((todo.title, todo.detail), (trouble.title, trouble.sentence))
        self.assertEqual(todo.action_open()["res_id"], self.store.id)

    def test_what_was_shipped_today_is_due_no_longer(self):
        order = self.order(0)
        order.ship_by = self.now + timedelta(seconds=1)
        self.assertTrue(self.find("today") | self.find("late"))
        self.ship(order.sale_order_id)
        self.assertFalse(self.todo())
