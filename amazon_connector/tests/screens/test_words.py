"""People read Amazon's codes as words; what is stored and found stays the code."""

from lxml import etree

from odoo.tests import tagged

from ...models.words.words import in_words
from ..common import AmazonCommon

# Codes that a person meets on a screen of documents.
CODED = {
    "amazon.order": ("status", "service_level"),
    "amazon.shipment": ("amazon_status",),
    "amazon.fulfillment": ("speed", "amazon_status"),
    "amazon.fulfillment.return": ("condition", "amazon_status"),
    "amazon.refund": ("transaction_type", "status", "deferral_reason"),
    "amazon.return": ("disposition", "return_reason", "status"),
    "amazon.payout": ("status",),
    "amazon.reimbursement": ("reimbursement_reason", "condition"),
    "amazon.listing": ("status", "fulfillment_channel"),
}


@tagged("post_install", "-at_install")
class TestWords(AmazonCommon):
    def test_codes_are_read_as_words_whether_anybody_knows_them_or_not(self):
        for code, words in {
            "UNSHIPPED": "Unshipped",
            "PARTIALLY_SHIPPED": "Partially Shipped",
            "SECOND_DAY": "Second Day",
            "SecondDay": "Second Day",
            "DD7": "Seven Days After Delivery",
            "STOLEN_BY_PIRATES": "Stolen By Pirates",
            "StolenByPirates": "Stolen By Pirates",
            "FBA": "FBA",
            "Std US Domestic": "Std US Domestic",
        }.items():
            with self.subTest(code=code):
                self.assertEqual(in_words(self.env, code), words)
        self.assertFalse(in_words(self.env, ""))

    def test_an_order_shows_words_and_is_found_by_them_and_by_the_code(self):
        ref = self.amazon.place_order(sku="MUG", service_level="SecondDay")
        self.sync_orders()
        order = self.document(ref)

        self.assertEqual((order.status, order.status_label), ("UNSHIPPED", "Unshipped"))
        self.assertEqual(order.service_level_label, "Second Day")
        for found in ("second day", "SECOND_DAY", "second"):
            with self.subTest(found=found):
                domain = [("service_level_label", "ilike", found), ("id", "=", order.id)]
                self.assertEqual(self.env["amazon.order"].search(domain), order)
        self.assertFalse(
            self.env["amazon.order"].search(
                [("status_label", "ilike", "cancelled"), ("id", "=", order.id)]
            )
        )
        picking = order.sale_order_id.picking_ids
        self.assertEqual(picking.amazon_service_level, "Second Day", "where it is packed, too")

    def test_groups_are_headed_by_words_and_hold_what_the_code_finds(self):
        for service in ("SecondDay", "StolenByPirates"):
            self.amazon.place_order(sku="MUG", service_level=service)
        self.sync_orders()
        orders = self.env["amazon.order"]
        domain = [("store_id", "=", self.store.id)]

        groups = orders.web_read_group(domain, ["service_level"], ["__count"])["groups"]

        heads = {group["service_level"]: group for group in groups}
        self.assertEqual(set(heads), {"Second Day", "Stolen By Pirates"})
        found = orders.search([*domain, *heads["Second Day"]["__extra_domain"]])
        self.assertEqual(found.mapped("service_level"), ["SECOND_DAY"])
        report = self.env["amazon.sales.report"].formatted_read_group(domain, ["status"])
        self.assertEqual([group["status"] for group in report], ["Unshipped"])

    def test_no_screen_shows_a_bare_code(self):
        for model, codes in CODED.items():
            for view_type in ("list", "form"):
                arch = etree.fromstring(self.env[model].get_view(view_type=view_type)["arch"])
                shown = {
                    field.get("name")
                    for field in arch.xpath("//field[not(ancestor::field)]")
                    if field.get("invisible") not in ("1", "True")
                    and field.get("column_invisible") not in ("1", "True")
                }
                for code in codes:
                    with self.subTest(model=model, view=view_type, code=code):
                        self.assertNotIn(code, shown)
