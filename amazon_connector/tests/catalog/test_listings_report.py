"""What the listings report does not say is no value, no zero, no removal, no channel (D1)."""

import gzip
from hashlib import sha256
from unittest.mock import patch

from odoo.tests import tagged
from odoo.tools import mute_logger

from ...models.catalog import amazon_listing_report
from .common import COLUMNS, ListingsCommon, report, row


@tagged("post_install", "-at_install")
class TestListingsReport(ListingsCommon):
    # What is missing

    def test_a_report_with_headings_only_takes_nothing_away_however_often(self):
        self.load(report(row("MUG"), row("LAMP")))

        operation = self.load(report())

        self.assertEqual(self.listed(), {"MUG", "LAMP"})
        self.assertEqual(operation.level, "warning")
        self.assertEqual(
            self.store.activity_ids.mapped("summary"), ["Listings are missing in Amazon's report"]
        )
        self.load(report())
        self.load(report(row("MUG")))
        self.assertEqual(self.listed(), {"MUG", "LAMP"})
        self.load(report(row("MUG")))
        self.assertEqual(self.listed(), {"MUG"})

    def test_lines_that_end_with_a_carriage_return_alone_are_lines(self):
        self.load(report(row("MUG"), row("LAMP")).replace("\n", ""))
        self.assertEqual(self.listed(), {"MUG", "LAMP"})

    def test_a_listing_that_comes_back_was_only_missing(self):
        self.load(report(row("MUG"), row("LAMP")))
        self.load(report(row("MUG")))
        self.load(report(row("MUG"), row("LAMP")))

        self.load(report(row("MUG")))

        self.assertEqual(self.listed(), {"MUG", "LAMP"}, "the two reports do not follow each other")

    def test_few_missing_listings_are_gone_at_once(self):
        skus = [f"SKU-{number}" for number in range(10)]
        self.load(report(*map(row, skus)))

        self.load(report(*map(row, skus[2:])))

        self.assertEqual(self.listed(), set(skus[2:]))
        self.assertFalse(self.store.activity_ids)

    def test_a_cut_file_is_not_whole_and_keeps_what_it_does_not_reach(self):
        skus = [f"SKU-{number:04}" for number in range(40)]
        self.load(report(*map(row, skus)))
        packed = gzip.compress(report(*map(row, skus)).encode())

        self.load(packed[:-30], exact=True, state="postponed")

        self.assertEqual(self.listed(), set(skus))
        self.load(report(*map(row, skus)))
        self.assertFalse(self.schedule().report_awaited_since)

    def test_a_file_in_several_gzip_members_is_read_whole(self):
        skus = [f"SKU-{number:04}" for number in range(40)]
        content = report(*map(row, skus)).encode()

        self.load(gzip.compress(content[:2000]) + gzip.compress(content[2000:]), exact=True)

        self.assertEqual(self.listed(), set(skus))

    def test_a_row_that_cannot_be_read_is_named_and_its_listing_kept(self):
        skus = [f"SKU-{number}" for number in range(10)]
        self.load(report(*map(row, skus)))
        cut = "\t".join(row("SKU-0").split("\t")[:5])

        operation = self.load(report(cut, *map(row, skus[1:])))

        self.assertEqual(self.listed(), set(skus))
        self.assertIn("SKU-0", self.messages(operation))

    def test_rows_that_are_never_read_right_keep_their_listings_for_good(self):
        skus = [f"SKU-{number}" for number in range(10)]
        self.load(report(*map(row, skus)))
        tab = row("SKU-0", item_name="A mug\twith a tab")
        broken = row("SKU-1", item_name="A mug\nand\tmore\tof\tit")

        for _time in range(3):
            operation = self.load(report(tab, broken, *map(row, skus[3:])))

        self.assertEqual(self.listed(), {*skus} - {"SKU-2"}, "what is not in the report is gone")
        self.assertIn("SKU-0", self.messages(operation))

    def test_prices_and_numbers_that_cannot_be_read_cost_no_listing(self):
        self.load(report(row("MUG", price="12.50"), row("LAMP"), row("CABLE", quantity="7")))

        self.load(
            report(
                row("MUG", price="price on request"),
                row("LAMP", price="€ 12,50"),
                row("CABLE", quantity="many"),
            )
        )

        self.assertEqual(self.listed(), {"MUG", "LAMP", "CABLE"})
        self.assertEqual(self.listing("MUG").price, 12.5, "the last price that could be read")
        self.assertEqual(self.listing("CABLE").amazon_quantity, 7)

    # Columns that are not there

    def test_without_a_channel_column_what_is_known_stays_and_nothing_new_is_pushed_to(self):
        self.amazon.add_listing("MUG", channel="AMAZON", quantity=40)
        self.amazon.add_listing("LAMP", quantity=1)
        self.amazon.add_listing("CABLE", channel="AMAZON", quantity=4)
        self.load(report(row("MUG", fulfillment_channel="AMAZON_NA", quantity=""), row("LAMP")))
        columns = ("seller-sku", "asin1", "item-name", "price", "product-id")

        rows = (row(sku, columns) for sku in ("MUG", "LAMP", "CABLE"))
        self.load(report(*rows, columns=columns))
        self.push()

        self.assertTrue(self.listing("MUG").is_fba)
        self.assertFalse(self.listing("CABLE").fulfillment_channel)
        self.assertEqual(self.listing("CABLE").product_id, self.cable)
        self.assertEqual(self.amazon.violations(), [])
        self.assertEqual(self.amazon.listing("LAMP")["quantity"], 100)
        self.assertFalse(self.listing("CABLE").pushed_at)

    def test_a_listing_that_amazon_ships_no_longer_is_told_its_quantity_anew(self):
        self.amazon.add_listing("MUG", quantity=1)
        self.load(report(row("MUG")))
        self.push()
        self.load(report(row("MUG", fulfillment_channel="AMAZON_NA", quantity="")))
        self.amazon.update_listing("MUG", quantity=0)

        self.load(report(row("MUG", quantity="")))
        self.push()

        self.assertEqual(self.amazon.listing("MUG")["quantity"], 100)

    def test_a_person_says_who_ships_what_no_report_does(self):
        self.amazon.add_listing("MUG", quantity=1)
        columns = ("seller-sku", "asin1", "item-name", "price")
        self.load(report(row("MUG", columns), columns=columns))
        self.push()
        self.assertEqual(self.amazon.listing("MUG")["quantity"], 1)

        self.listing("MUG").action_ship_yourself()
        self.push()

        self.assertEqual(self.amazon.listing("MUG")["quantity"], 100)

    def test_a_channel_that_amazon_invents_is_kept_and_not_pushed_to(self):
        self.amazon.add_listing("MUG", quantity=1)
        self.load(report(row("MUG", fulfillment_channel="DRONES_ONLY")))

        self.push()

        self.assertEqual(self.listing("MUG").fulfillment_channel, "DRONES_ONLY")
        self.assertEqual(self.amazon.listing("MUG")["quantity"], 1)

    def test_without_a_status_column_the_status_stays(self):
        self.load(report(row("MUG")))
        columns = tuple(column for column in COLUMNS if column != "status")

        self.load(report(row("MUG", columns), columns=columns))

        self.assertEqual(self.listing("MUG").status, "active")

    def test_a_status_that_amazon_invents_stops_nothing(self):
        self.load(report(row("MUG", status="Suppressed by Seller"), row("LAMP")))

        self.assertEqual(self.listing("MUG").status, "suppressed by seller")
        self.assertEqual(self.listing("LAMP").status, "active")

    # Rows that cannot be stored

    @mute_logger("odoo.sql_db", "odoo.addons.amazon_connector.models.sync.isolation")
    def test_a_row_that_no_database_stores_costs_one_row(self):
        # Longer than an entry of an index, and of a kind that does not pack.
        broken = "".join(sha256(bytes([number])).hexdigest() for number in range(200))

        operation = self.load(report(row("MUG"), row(broken), row("LAMP")))

        self.assertEqual(self.listed(), {"MUG", "LAMP"})
        self.assertIn("cannot be stored", self.messages(operation))

    def test_a_nul_and_a_broken_byte_cost_a_character_each(self):
        text = report(row("MUG", item_name="Mug\0 with café"), row("LAMP", item_name="L#mp"))

        self.load(text.encode().replace(b"#", b"\xff"))

        self.assertEqual(self.listing("MUG").title, "Mug\ufffd with café")
        self.assertEqual(self.listing("LAMP").title, "L\ufffdmp")

    def test_a_sku_that_has_lost_a_letter_is_no_other_and_keeps_its_listing(self):
        skus = ["GRÜN-1", *(f"SKU-{number}" for number in range(9))]
        whole = report(*(row(sku, item_name="Café") for sku in skus))
        self.load(whole)
        damaged = whole.replace("GRÜN", "GR#N").encode().replace(b"#", b"\xff")

        operation = self.load(damaged)
        self.load(damaged)

        self.assertEqual(self.listed(), set(skus))
        self.assertIn("damaged", self.messages(operation))

    # Language

    def test_amazon_is_asked_for_english_headings(self):
        self.load()

        asked = self.amazon.requests("createReport")[-1]["body"]
        self.assertEqual(asked["reportOptions"], {"preferredReportDocumentLocale": "en_US"})

    def test_headings_that_nobody_can_read_change_nothing_and_a_person_is_told_once(self):
        self.load(report(row("MUG")))
        foreign = report("Mok\t1\tMUG\t9,99", headings=("artikelnaam", "id", "verkoper", "prijs"))

        for _time in range(2):
            operation = self.load(foreign, state="failed")

        self.assertIn("English", self.messages(operation))
        self.assertEqual(len(self.store.activity_ids), 1)
        self.assertEqual(self.listed(), {"MUG"})
        self.assertFalse(self.schedule().report_ref, "the same report is not read for ever")

    # Channels from orders

    def test_an_order_that_amazon_ships_makes_the_listing_fba_before_the_next_report(self):
        self.amazon.add_listing("MUG", quantity=1)
        self.load()
        self.amazon.remove_listing("MUG")
        self.amazon.add_listing("MUG", channel="AMAZON", quantity=9)
        self.amazon.place_order(sku="MUG", unit_price="5", fulfilled_by="AMAZON", status="SHIPPED")
        self.sync_orders()

        self.push()

        self.assertTrue(self.listing("MUG").is_fba)
        self.assertEqual(self.amazon.violations(), [])

    def test_a_sku_that_a_report_names_for_both_channels_is_amazons(self):
        both = [
            row("MUG", fulfillment_channel=channel, quantity="")
            for channel in ("AMAZON_NA", "DEFAULT")
        ]
        for rows in (both, both[::-1]):
            for size in (1000, 1):
                with patch.object(amazon_listing_report, "BATCH_SIZE", size):
                    self.amazon.next_report(report(*rows))
                    self.load()
                self.assertTrue(self.listing("MUG").is_fba, size)

        self.amazon.next_report(report(both[1]))
        self.load()
        self.assertFalse(self.listing("MUG").is_fba)

    def test_a_report_newer_than_the_order_knows_better(self):
        self.amazon.add_listing("MUG", quantity=1)
        self.amazon.place_order(
            sku="MUG",
            unit_price="5",
            fulfilled_by="AMAZON",
            status="SHIPPED",
            created_minutes_ago=24 * 60,
        )
        self.load()

        self.sync_orders()

        self.assertEqual(self.listing("MUG").fulfillment_channel, "DEFAULT")
