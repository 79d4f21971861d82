"""The conversation of a settlement says when it was posted, and how often."""

from odoo.tests import tagged
from odoo.tools import html2plaintext

from .booking import BookingCase

SALE = [
    ("Order", "ItemPrice", "Principal", "20.00", "A", "2026-06-18"),
    ("Order", "ItemFees", "Commission", "-3.00", "A", "2026-06-18"),
]


@tagged("post_install", "-at_install")
class TestSettlementStory(BookingCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.open_books("USD")
        cls.store.accounting_mode = "per_settlement"

    def test_posting_is_told_once_with_its_entries(self):
        settlement = self.settle(SALE)
        settlement.action_process()

        self.assertEqual(len(settlement.move_ids), 2)
        self.assertEqual(self.told(settlement), ["Posted. Journal entries: 2. Total: $\xa017.00."])

    def test_booked_anew_it_is_told_again_and_counts_what_stands(self):
        settlement = self.settle(SALE)
        settlement.action_reverse()

        self.assertEqual(
            self.told(settlement), ["Posted. Journal entries: 2. Total: $\xa017.00."] * 2
        )

    def test_what_waits_is_not_posted(self):
        settlement = self.settle([("Moon", "Dust", "Grains", "5.00", "A", "2026-06-18")])

        self.assertEqual(settlement.state, "held")
        self.assertEqual(self.told(settlement), [])

    def told(self, settlement):
        bodies = settlement.message_ids.sorted("id").mapped("body")
        return [html2plaintext(body) for body in bodies if "Posted" in body]
