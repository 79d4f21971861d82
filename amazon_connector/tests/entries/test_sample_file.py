"""The sample of a settlement that is at hand beside the project ties to its header."""

from decimal import Decimal
from pathlib import Path
from unittest import skipUnless

from odoo.tests import tagged

from .booking import BookingCase

SAMPLE = Path(__file__).parents[4] / "shared/data/settlement/sample-v2-synthetic.txt"


@skipUnless(SAMPLE.exists(), "the sample file is not beside the project")
@tagged("post_install", "-at_install")
class TestSampleFile(BookingCase):
    def test_it_is_booked_and_ties_to_its_header(self):
        self.open_books("USD")
        self.store.accounting_mode = "per_settlement"
        settlement = self.env["amazon.settlement"].create_from_file(
            self.store.account_id, SAMPLE.name, SAMPLE.read_bytes()
        )
        settlement.action_process()
        if settlement.state == "held":  # The sample has words that the fee map leaves to people.
            for unmapped in settlement.unmapped_ids:
                self.env["amazon.settlement.rule"].create(
                    {
                        "transaction_type": unmapped.transaction_type,
                        "amount_type": unmapped.amount_type,
                        "amount_description": unmapped.amount_description,
                        "kind_id": self.env.ref("amazon_connector.amazon_fee_kind_other").id,
                        "account_id": self.store.account_id.id,
                    }
                )
            settlement.action_process()
        self.assert_booked(settlement)
        self.assertEqual(settlement.amount_total, 582.89)
        self.assertEqual(self.net(self.entries(settlement, "payout"))["transit"], Decimal("582.89"))
        self.assertEqual(self.open_on("clearing"), 0)
