"""The accruals of docs/accounting.md are posted, and come out as the page says (F10)."""

from decimal import Decimal
from unittest import skipUnless

from odoo import fields
from odoo.tests import tagged

from ..entries.booking import BookingCase
from ..entries.page import PAGE, read_entries


@skipUnless(PAGE.exists(), "docs/accounting.md is not beside the addon")
@tagged("post_install", "-at_install")
class TestAccrualsOfThePage(BookingCase):
    def test_germany_in_both_ways(self):
        pages = read_entries("accrual")
        self.assertEqual(
            {facts["mode"] for _name, facts, _entries in pages}, {"per_order", "per_settlement"}
        )
        for _name, facts, entries in pages:
            with self.subTest(mode=facts["mode"]):
                self.open_books("EUR")
                self.put_taxes(19)
                self.store.accounting_mode = facts["mode"]
                self.accrue(fields.Date.to_date(facts["date"]), entries)

    def accrue(self, day, entries):
        account = self.ledger["clearing"].copy({"name": "accrued", "code": "AMZACC"})
        self.ledger["accrued"] = self.store.accrued_account_id = account
        self.env["amazon.deferral"].create(
            {
                "account_id": self.store.account_id.id,
                "store_id": self.store.id,
                "amazon_ref": "T1",
                "posted_at": fields.Datetime.to_datetime(day),
                "currency_id": self.store.marketplace_id.currency_id.id,
                "amount": 101.15,
                "amounts": {"price:ITEM": "119.00", "fee:Commission": "-17.85"},
            }
        )
        accrual = self.env["amazon.accrual"]._get_or_create(self.store, day)
        accrual.write({"is_measured": True, "amount_told": 101.15, "amount_rows": 101.15})
        accrual.action_post()
        [(booked_on, net)] = entries.values()
        move = accrual.move_ids.filtered(lambda move: str(move.date) == booked_on)
        self.assertEqual(self.net(move), net)
        self.assertEqual(self.net(accrual.move_ids), {})
        self.assertEqual(self.open_on("accrued"), Decimal(0))
