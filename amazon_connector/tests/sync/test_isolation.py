"""One bad document fails alone, with a reason and a person who is told; all others go through."""

import copy
import json
from unittest.mock import patch

from odoo.tests import tagged
from odoo.tools import mute_logger

from ..common import AmazonCommon

ISOLATION = "odoo.addons.amazon_connector.models.sync.isolation"


class IsolationCommon(AmazonCommon):
    def setUp(self):
        super().setUp()
        self.good = [self.amazon.place_order(sku="MUG") for _number in range(3)]

    def place_bad(self, path, value, **wish):
        """An order that Amazon tells with an odd value in one place."""
        ref = self.amazon.place_order(**{"sku": "LAMP", **wish})
        self.amazon.rewrite_order(ref, path, value)
        return ref

    def assert_others_done(self):
        for ref in self.good:
            self.assertEqual(self.document(ref).state, "done", self.document(ref).reason)
            self.assertEqual(self.sale(ref).state, "sale")

    def assert_failed_alone(self, document, words):
        """The document has failed for good, one person knows, and nobody tries it for ever."""
        self.assert_others_done()
        self.assertEqual(document.state, "failed")
        self.assertIn(words, document.reason)
        self.assertFalse(document.sale_order_id)
        self.assertFalse(document.next_try)
        self.assertEqual(len(document.activity_ids), 1)
        self.assertEqual(self.sync_orders().state, "done")

    def unreadable(self):
        """What Amazon sent and nobody could file."""
        return self.env["amazon.order"].search([("amazon_ref", "=like", "unreadable-%")])

    def receive(self, *payloads):
        """File payloads as any source may bring them, also one that does not clean them."""
        account = self.account._work_env()
        with account.env["amazon.operation"]._record(account, "amazon.order") as operation:
            documents = account.env["amazon.order"]._receive(account, payloads, operation)
        self.assertNotEqual(operation.state, "postponed", self.messages(operation))
        return documents

    def payload(self, number):
        """A readable order as Amazon would send it, under a number of its own."""
        payload = copy.deepcopy(self.amazon.order(self.good[0]))
        payload["orderId"] = f"111-0000000-{number:07}"
        return payload


@tagged("post_install", "-at_install")
class TestReceiving(IsolationCommon):
    """A page is stored, whatever stands in one of its orders."""

    def test_half_an_emoji_costs_one_character(self):
        ref = self.place_bad("orderItems.0.product.title", "Lamp \ud83d")

        self.sync_orders()

        self.assert_others_done()
        self.assertEqual(self.document(ref).state, "done", self.document(ref).reason)
        self.assertEqual(self.document(ref).item_ids.title, "Lamp \N{REPLACEMENT CHARACTER}")

    def test_a_nul_costs_one_character(self):
        ref = self.place_bad("orderItems.0.product.title", "Lamp\0")

        self.sync_orders()

        self.assert_others_done()
        self.assertEqual(self.document(ref).state, "done", self.document(ref).reason)

    def test_signs_that_no_database_stores_are_no_trouble_from_any_source(self):
        emoji, nul = self.payload(1), self.payload(2)
        emoji["orderItems"][0]["product"]["title"] = "Mug \ud83d"
        nul["orderItems"][0]["product"]["title"] = "Mug\0"

        documents = self.receive(emoji, nul)

        self.assertEqual(set(documents.mapped("state")), {"received"})
        documents.action_process()
        self.assertEqual(set(documents.mapped("state")), {"done"})

    def test_what_could_not_be_read_is_over_once_amazon_sends_it_in_a_readable_form(self):
        ref = self.place_bad("salesChannel", "nowhere")
        self.sync_orders()
        kept = self.unreadable()
        self.assertEqual((kept.state, kept.told_ref), ("failed", ref))
        self.assertEqual(len(kept.activity_ids), 1)

        self.receive(dict(self.payload(1), orderId=ref))

        self.assertEqual(kept.state, "ignored")
        self.assertIn(ref, kept.reason)
        self.assertFalse(kept.activity_ids)

    def test_what_can_be_read_and_not_stored_stays_failed(self):
        Order = type(self.env["amazon.order"])
        bad, good = self.payload(1), self.payload(2)
        create = Order._create_arrived

        def refuse(documents, account, arrived, refs):
            if bad["orderId"] in refs:
                raise ValueError("This one cannot be stored.")
            return create(documents, account, arrived, refs)

        with patch.object(Order, "_create_arrived", refuse), mute_logger(ISOLATION):
            self.receive(bad, good)

        kept = self.unreadable()
        self.assertEqual((kept.state, kept.told_ref), ("failed", bad["orderId"]))
        self.receive(bad)
        self.assertEqual(kept.state, "ignored")

    def receive_odd(self, path, word):
        """:return: the document of an order with a word that nobody knows; all others are done"""
        ref = self.place_bad(path, word)
        with mute_logger(ISOLATION):
            self.sync_orders()
        self.assert_others_done()
        return self.document(ref)

    def test_an_unknown_word_for_who_fulfills_is_kept_and_left_to_a_person(self):
        document = self.receive_odd("fulfillment.fulfilledBy", "DRONE_NETWORK")

        self.assertEqual((document.state, document.channel), ("failed", "DRONE_NETWORK"))
        self.assertIn("DRONE_NETWORK", document.reason)
        self.assertFalse(document.sale_order_id)
        self.store.action_suggest_statuses()
        self.assertNotIn("DRONE_NETWORK", self.store.unmapped_statuses or "")

    def test_an_order_of_a_platform_that_amazon_invents_is_left_to_a_person(self):
        document = self.receive_odd("salesChannel.channelName", "AMAZON_ORBIT")

        self.assertEqual((document.state, document.is_elsewhere), ("failed", False))
        self.assertIn("AMAZON_ORBIT", document.reason)
        self.assertFalse(document.sale_order_id)

    def test_a_page_with_an_order_that_is_none_is_stored_without_it(self):
        self.place_bad("", {"orderId": "111-1111111-1111111"})

        operation = self.sync_orders()

        self.assert_others_done()
        self.assertEqual(operation.received, 3)
        kept = self.unreadable()
        self.assertEqual(kept.state, "failed")
        self.assertIn("111-1111111-1111111", kept.payload)
        self.assertEqual(len(kept.activity_ids), 1)

    @mute_logger("odoo.sql_db")
    def test_an_id_that_is_too_long_for_its_key_is_kept_by_itself_once(self):
        endless = self.payload(1)
        endless["orderId"] = "".join(str(hash((n, "x")))[1:] for n in range(2000))

        for _time in range(2):
            self.receive(endless, self.payload(2))

        self.assertEqual(self.document("111-0000000-0000002").state, "received")
        kept = self.unreadable()
        self.assertEqual(len(kept), 1)
        self.assertIn("longer than Odoo can store", kept.reason)
        self.assertEqual(json.loads(kept.payload)["orderId"], endless["orderId"])

    def test_the_same_order_twice_on_a_page_is_one_and_the_newer_counts(self):
        older, newer = self.payload(1), self.payload(1)
        newer["lastUpdatedTime"] = "2035-01-01T00:00:00Z"

        documents = self.receive(newer, older)

        self.assertEqual(len(documents), 1)
        self.assertEqual(documents.amazon_updated_at.year, 2035)


@tagged("post_install", "-at_install")
class TestProcessing(IsolationCommon):
    """What the database refuses is the affair of the document that it is about."""

    def test_an_item_that_stands_twice_with_different_values(self):
        ref = self.amazon.place_order(lines=[{"sku": "LAMP"}, {"sku": "CABLE"}])
        first = self.amazon.order(ref)["orderItems"][0]["orderItemId"]
        self.amazon.rewrite_order(ref, "orderItems.1.orderItemId", first)

        self.sync_orders()

        self.assert_failed_alone(self.document(ref), "stands twice")

    def test_an_item_that_amazon_repeats_word_by_word_is_one_item(self):
        ref = self.amazon.place_order(sku="LAMP")
        item = self.amazon.order(ref)["orderItems"][0]
        self.amazon.rewrite_order(ref, "orderItems", [item, item])

        self.sync_orders()

        self.assert_others_done()
        self.assertEqual(len(self.document(ref).item_ids), 1)

    @mute_logger("odoo.sql_db", ISOLATION)
    def test_a_seller_sku_that_is_too_long_for_its_index(self):
        endless = "".join(str(hash((n, "x")))[1:] for n in range(2000))
        ref = self.place_bad("orderItems.0.product.sellerSku", endless)

        self.sync_orders()

        self.assert_failed_alone(self.document(ref), "longer than Odoo can store")

    @mute_logger("odoo.sql_db", ISOLATION)
    def test_a_unique_key_that_is_no_lost_race(self):
        """Of two orders with the same key the first is done; the other says what is there."""
        self.cr.execute(
            "CREATE UNIQUE INDEX amazon_test_key ON amazon_order_item (title)"
            " WHERE title = 'There is one'"
        )
        refs = [
            self.place_bad("orderItems.0.product.title", "There is one") for _number in range(2)
        ]

        operation = self.sync_orders()

        self.assertEqual((operation.processed, operation.failed), (4, 1), self.messages(operation))
        failed = self.document(refs[1])
        self.assertEqual(self.document(refs[0]).state, "done")
        self.assertNotIn("There is one", failed.reason, "Values may be a buyer's.")
        self.assert_failed_alone(failed, "amazon_test_key")

    @mute_logger("odoo.sql_db", ISOLATION)
    def test_a_person_who_presses_process_learns_why(self):
        self.cr.execute(
            "CREATE UNIQUE INDEX amazon_test_key ON amazon_order_item (title)"
            " WHERE title = 'There is one'"
        )
        refs = [
            self.place_bad("orderItems.0.product.title", "There is one") for _number in range(2)
        ]
        self.sync_orders()

        operation = self.document(refs[1]).action_retry()

        self.assertEqual((operation.state, operation.failed), ("failed", 1))

    @mute_logger("odoo.sql_db", ISOLATION)
    def test_an_archived_guest_contact_stops_nobody(self):
        guest = {"fulfilled_by": "AMAZON", "status": "SHIPPED", "buyer": None}
        first = self.amazon.place_order(sku="LAMP", **guest)
        self.sync_orders()
        partner = self.sale(first).partner_id
        self.assertTrue(partner.amazon_guest)
        partner.active = False
        second = self.amazon.place_order(sku="LAMP", **guest)
        after = self.amazon.place_order(sku="MUG")

        self.assertNotEqual(self.sync_orders().state, "postponed")

        self.assertEqual(self.document(after).state, "done")
        self.assertIn(self.document(second).state, ("done", "failed"))
