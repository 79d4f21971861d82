"""Reading Amazon's stock: tokens that die, answers that lie, bad rows among good ones."""

from unittest.mock import patch

from odoo.tests import tagged

from ...models.fba_stock import amazon_fba_stock_ask as asking
from ...models.fba_stock import amazon_fba_stock_read as reading
from ...spapi.client import Client
from ...spapi.errors import Rejected, Unavailable
from .common import FbaCommon

OPERATION = "getInventorySummaries"


def page(*summaries, token=None):
    body = {
        "payload": {
            "granularity": {"granularityType": "Marketplace", "granularityId": "ATVPDKIKX0DER"},
            "inventorySummaries": list(summaries),
        }
    }
    return {**body, "pagination": {"nextToken": token}} if token else body


def summary(sku, fulfillable=5, **details):
    numbers = {"fulfillableQuantity": fulfillable, "reservedQuantity": {"totalReservedQuantity": 0}}
    return {
        "sellerSku": sku,
        "fnSku": f"X00{sku}",
        "asin": "B00000000",
        "inventoryDetails": {**numbers, **details},
    }


@tagged("post_install", "-at_install")
class TestFbaReading(FbaCommon):
    def calls(self):
        return self.amazon.calls().get(OPERATION, 0)

    def test_all_pages_are_read_one_after_the_other(self):
        for number in range(120):
            self.amazon.add_listing(f"SKU-{number:03d}", channel="AMAZON", quantity=1)
        self.offer("MUG", 3, self.mug)
        self.amazon.reset_calls()
        operation = self.sync()
        self.assertEqual(self.env["amazon.fba.stock"].search_count([]), 121)
        self.assertEqual(self.stock(self.mug), 3)
        self.assertEqual((self.calls(), operation.received), (3, 121))
        self.assertEqual(self.amazon.violations(), [])
        schedule = self.env["amazon.schedule"]._find_for("amazon.fba.stock", stores=self.store)
        self.assertFalse(schedule.page_token, "no token is stored")

    def test_many_skus_cost_no_more_queries_than_few(self):
        few = [f"FEW-{number:02d}" for number in range(10)]
        many = [f"MANY-{number:02d}" for number in range(45)]
        counts = [self.count_queries(skus) for skus in (few, many)]

        self.assertLess(counts[1] - counts[0], 20, "the second time there are 35 more SKUs")

    def count_queries(self, skus):
        """Queries of a reading that tells of new SKUs, all in step with Odoo."""
        for sku in skus:
            self.offer(sku, 3, self._create_product(sku, sku, quantity=0))
            self._put_in_stock(self.product(sku), 3, self.fba)
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.cr.sql_log_count
        self.assertEqual(self.sync().state, "done")
        return self.cr.sql_log_count - before

    def product(self, code):
        return self.env["product.product"].search([("default_code", "=", code)])

    def test_a_token_that_dies_begins_the_list_anew(self):
        for number in range(60):
            self.amazon.add_listing(f"SKU-{number:03d}", channel="AMAZON", quantity=1)
        self.offer("MUG", 3, self.mug)
        self.amazon.fault(OPERATION, "expired_page_token")
        self.amazon.reset_calls()
        self.assertEqual(self.sync().state, "done")
        self.assertEqual(self.calls(), 4)
        self.assertEqual(self.stock(self.mug), 3)

    def test_tokens_that_always_die_leave_the_rest_to_questions_by_sku(self):
        for number in range(60):
            self.offer(f"SKU-{number:03d}", 1)
        self.offer("MUG", 3, self.mug)
        self.offer("A,B", 2, self.lamp)
        self.amazon.fault(OPERATION, "expired_page_token", count=3)
        operation = self.sync()
        self.assertEqual(operation.state, "done", self.messages(operation))
        self.assertEqual(self.env["amazon.fba.stock"].search_count([]), 62)
        self.assertEqual((self.stock(self.mug), self.stock(self.lamp)), (3, 2))

    def test_a_sku_that_amazon_stumbles_over_for_ever_keeps_no_other(self):
        for number in range(60):
            self.offer(f"SKU-{number:03d}", 1)
        self.offer("MUG", 3, self.mug)
        self.amazon.fault(OPERATION, "expired_page_token", count=3)
        when = {"query": {"sellerSkus": "SKU-055"}}
        self.amazon.refuse(OPERATION, 500, "Oops.", when=when, times=None)
        operation = self.sync()
        self.assertEqual((operation.state, operation.failed), ("done", 1), self.messages(operation))
        self.assertEqual(self.stock(self.mug), 3)

    def test_an_amazon_that_stumbles_over_all_ends_the_run_soon(self):
        for number in range(60):
            self.offer(f"SKU-{number:03d}", 1)
        self.amazon.fault(OPERATION, "expired_page_token", count=3)
        when = {"query": {"sellerSkus": "SKU-055"}}
        self.amazon.refuse(OPERATION, 500, "Oops.", when=when, times=None)
        with patch.object(asking, "MOST_STUMBLES", 1):
            self.assertEqual(self.sync().state, "postponed")

    def test_a_run_that_is_over_goes_on_by_sku_where_it_stopped(self):
        for number in range(120):
            self.offer(f"SKU-{number:03d}", 1)
        self.offer("MUG", 3, self.mug)
        with patch.object(reading, "LONGEST_LIST", -1), patch.object(reading, "LONGEST_RUN", -1):
            first = self.sync()
        self.assertEqual(first.state, "partial")
        self.assertEqual(self.stock(self.mug), 0)
        self.amazon.reset_calls()
        self.assertEqual(self.sync().state, "done")
        self.assertEqual(self.env["amazon.fba.stock"].search_count([]), 121)
        self.assertEqual(self.calls(), 1)
        self.assertEqual(self.stock(self.mug), 3)

    def test_one_bad_sku_never_stops_the_rest_and_is_not_zero(self):
        self.offer("MUG", 3, self.mug)
        self.offer("LAMP", 3, self.lamp)
        self.sync()
        bad = summary("LAMP") | {"fnSku": self.row("LAMP").fnsku}
        bad["inventoryDetails"]["fulfillableQuantity"] = "many"
        good = summary("MUG", 8) | {"fnSku": self.row("MUG").fnsku}
        self.amazon.answer(OPERATION, body=page(None, bad, good), times=2)
        operation = self.sync()
        self.assertEqual((self.stock(self.mug), self.stock(self.lamp)), (8, 3))
        self.assertEqual(operation.failed, 2)
        self.assertIn("LAMP is left out", self.messages(operation))
        self.assertEqual(self.row("LAMP").problem, "unread")
        self.amazon.clear_answers()
        self.sync()
        self.assertEqual(self.row("LAMP").comparison, "equal")

    def test_an_odd_number_beside_those_that_count_keeps_no_sku_back(self):
        self.link("MUG", self.mug)
        reserved = {"totalReservedQuantity": 1, "fcProcessingQuantity": -2}
        odd = summary("MUG", 4, reservedQuantity=reserved)
        odd["lastUpdatedTime"] = "0001-01-01T00:00:00Z"
        self.amazon.answer(OPERATION, body=page(odd))
        self.sync()
        self.assertEqual(self.stock(self.mug), 5)
        self.assertIn("reserved_processing", self.row("MUG").untold)

    def test_numbers_that_amazon_leaves_out_are_not_zero(self):
        self.offer("MUG", 3, self.mug)
        self.sync()
        bare = summary("MUG") | {"fnSku": self.row("MUG").fnsku}
        for details in ({}, {"fulfillableQuantity": 0}, None):
            self.amazon.clear_answers()
            self.amazon.answer(
                OPERATION, body=page(bare | {"inventoryDetails": details}), times=None
            )
            self.sync()
            self.assertEqual(self.stock(self.mug), 3)
            self.assertEqual(self.row("MUG").problem, "untold")

    def test_answers_that_are_none_book_nothing(self):
        self.offer("MUG", 3, self.mug)
        self.sync()
        for body in ({}, {"payload": {}}, {"errors": []}, "no json", []):
            self.amazon.clear_answers()
            self.amazon.answer(OPERATION, body=body, times=None)
            operation = self.sync()
            self.assertIn(operation.state, ("failed", "postponed"), body)
            self.assertEqual(self.stock(self.mug), 3)

    def test_an_empty_list_is_believed_when_it_is_told_twice(self):
        self.offer("MUG", 3, self.mug)
        self.sync()
        self.amazon.answer(OPERATION, body=page(), times=None)
        self.sync()
        self.assertEqual(self.stock(self.mug), 3)
        self.assertEqual(self.row("MUG").problem, "missing")
        self.sync()
        self.assertEqual(self.stock(self.mug), 0)
        self.assertTrue(self.row("MUG").is_gone)
        self.sync()
        self.assertEqual(self.row("MUG").comparison, "equal")
        self.amazon.clear_answers()
        self.sync()
        self.assertEqual((self.stock(self.mug), self.row("MUG").is_gone), (3, False))

    def test_one_sku_that_a_whole_list_no_longer_has_counts_as_zero(self):
        self.offer("MUG", 3, self.mug)
        self.offer("LAMP", 3, self.lamp)
        self.sync()
        self.amazon.remove_listing("MUG")
        self.sync()
        self.assertEqual((self.stock(self.mug), self.stock(self.lamp)), (0, 3))

    def test_a_page_that_repeats_itself_ends_the_list(self):
        self.offer("MUG", 3, self.mug)
        self.amazon.answer(OPERATION, body=page(summary("MUG", 4), token="again"), times=4)
        operation = self.sync()
        self.assertEqual(operation.state, "done")
        self.assertEqual(self.stock(self.mug), 4)

    def test_skus_that_amazon_refuses_are_left_out_of_fifty(self):
        for number in range(20):
            self.offer(f"SKU-{number:02d}", 1)
        self.offer("MUG", 3, self.mug)
        self.amazon.refuse(OPERATION, 400, "Bad SKU.", when={"query": {"sellerSkus": "SKU-07"}})
        with patch.object(reading, "MOST_STARTS", 0):
            operation = self.sync()
        self.assertEqual(operation.state, "done", self.messages(operation))
        self.assertEqual(self.stock(self.mug), 3)

    def test_half_characters_and_nul_do_no_harm(self):
        odd = summary("M\x00G") | {"productName": "Mug \ud83d", "fnSku": "X001"}
        self.amazon.answer(OPERATION, body=page(odd, summary("MUG", 4)))
        self.link("MUG", self.mug)
        self.assertEqual(self.sync().state, "done")
        self.assertEqual(self.stock(self.mug), 4)

    def test_units_without_fnsku_are_known_by_their_sku(self):
        self.link("MUG", self.mug)
        self.amazon.answer(OPERATION, body=page(summary("MUG", 4) | {"fnSku": None}))
        self.sync()
        self.assertEqual(self.row("MUG").pool_key, "sku:MUG")
        self.assertEqual(self.stock(self.mug), 4)

    def test_a_quota_that_is_back_in_a_moment_is_waited_for(self):
        self.offer("MUG", 3, self.mug)
        self.amazon.fault(OPERATION, "throttled")
        self.assertEqual(self.sync().state, "done")
        self.assertEqual(self.stock(self.mug), 3)

    def test_a_list_that_amazon_never_gives_leaves_the_questions_by_sku(self):
        self.offer("MUG", 3, self.mug)
        for status in (500, 400):
            self.amazon.change_fba_stock("MUG", fulfillable=3 + status)
            with self.no_list(status):
                operation = self.sync()
            self.assertEqual(operation.state, "done", self.messages(operation))
            self.assertEqual(self.stock(self.mug), 3 + status)
            self.assertIn("does not give its list", self.messages(operation))

    def no_list(self, status):
        """Amazon tells SKUs that it is asked for by name, and no list."""
        ask = Client.get_inventory_summaries
        error = (Unavailable if status >= 500 else Rejected)("Oops.", status=status)

        def refuse(client, market, *, skus=(), **how):
            if not skus:
                raise error
            return ask(client, market, skus=skus, **how)

        return patch.object(Client, "get_inventory_summaries", refuse)

    def test_what_another_warehouse_stood_for_is_nobodys_any_more(self):
        self.offer("MUG", 3, self.mug)
        self.sync()
        other = self.env["stock.warehouse"].create({"name": "Other FBA", "code": "FBAX"})
        self.account.store_ids.fba_warehouse_id = other
        self.sync()
        self.assertEqual(self.row("MUG").warehouse_id, other)
        self.assertEqual(self.stock(self.mug, other.lot_stock_id), 3)

    def test_units_left_at_amazon_do_not_take_a_listing_over_with_the_first_reading(self):
        self.offer("LEFT", 4)
        left = self.env["amazon.listing"].search([("seller_sku", "=", "LEFT")])
        left.fulfillment_channel = "DEFAULT"
        self.sync()
        self.assertFalse(left.is_fba, "units that were there before prove nothing")
