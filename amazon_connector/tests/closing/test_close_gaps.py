"""What a month's close does not take for done (H11)."""

from unittest.mock import patch

from odoo.tests import tagged

from ..entries.booking import BookingCase
from ..entries.foreign import ForeignCase
from ..entries.test_booking import SALE
from ..refunds.test_refunds_settled import SettledCase


@tagged("post_install", "-at_install")
class TestCloseOfFiles(BookingCase):
    def test_a_payout_that_only_its_settlement_tells_of_is_open(self):
        self.open_books("USD")
        self.store.accounting_mode = "per_settlement"
        settlement = self.settle(SALE, deposit="2026-06-30")
        close = self.env["amazon.close"].create({"store_id": self.store.id, "month": "2026-06-01"})

        is_done, sentence = close._check_payouts()

        self.assertFalse(settlement.payout_ids)
        self.assertFalse(is_done, sentence)
        action = close._get_action("payouts")
        moves = self.env[action["res_model"]].search(action["domain"])
        self.assertEqual(moves.amazon_settlement_id, settlement)


@tagged("post_install", "-at_install")
class TestCloseOfTwoStores(ForeignCase):
    """The money of a second store comes in the file of the first one."""

    def setUp(self):
        super().setUp()
        self.store.accounting_mode = "per_settlement"
        self.market = self.env["amazon.marketplace"].search([("country_id.code", "=", "FR")])
        self.second = self.env["amazon.store"].create(
            {
                "name": "FR",
                "account_id": self.store.account_id.id,
                "marketplace_id": self.market.id,
                "accounting_mode": "per_settlement",
            }
        )
        self.put_rate("2026-05-01", 0.9)

    def settle_with_french_row(self):
        write_row = self._write_row

        def write(*args, **how):
            vals = write_row(*args, **how)
            if vals["sku"] == "FRENCH":
                vals["marketplace-name"] = self.market.domain
            return vals

        french = ("Order", "ItemPrice", "Principal", "9.00", "F", "2026-06-18", "FRENCH")
        days = {"start": "2026-05-30", "end": "2026-07-02", "deposit": "2026-07-03"}
        with patch.object(self, "_write_row", write):
            settlement = self.settle([*SALE, *SALE, french], **days)
        self.assert_booked(settlement)

    def close(self):
        return self.env["amazon.close"].create({"store_id": self.second.id, "month": "2026-06-01"})

    def test_days_in_the_file_of_another_store_are_covered(self):
        self.settle_with_french_row()
        close = self.close()
        self.assertTrue(close._check_settlements()[0])
        is_done, sentence = close._check_balance()
        self.assertTrue(is_done)
        self.assertIn(self.store.display_name, sentence)

    def test_orders_of_before_go_to_the_account_of_their_own_store(self):
        stores = self.store | self.second
        stores.write({"accounting_mode": "per_order", "import_from": "2026-12-01"})
        french = self.store.before_account_id.copy({"name": "Before in France"})
        self.second.before_account_id = french

        self.settle_with_french_row()

        self.assertEqual(self.booked_on(french), -9)
        self.assertEqual(self.booked_on(self.store.before_account_id), -200)
        statement = self.env["amazon.statement"].create(
            {"store_id": self.store.id, "date_from": "2026-06-01", "date_to": "2026-07-31"}
        )
        self.assertNotIn("Sales", statement.line_ids.mapped("name"))

    def test_a_store_without_such_an_account_takes_that_of_its_file(self):
        stores = self.store | self.second
        stores.write({"accounting_mode": "per_order", "import_from": "2026-12-01"})
        self.settle_with_french_row()
        self.assertEqual(self.booked_on(self.store.before_account_id), -209)

    def booked_on(self, account):
        """:return: what of Amazon's money stands on an account, in Amazon's currency"""
        lines = self.env["account.move.line"].search(
            [("account_id", "=", account.id), ("parent_state", "=", "posted")]
        )
        return round(sum(lines.mapped("amount_currency")), 2)

    def test_a_stray_row_is_no_proof_of_money_of_its_own(self):
        self.settle_with_french_row()
        close = self.close()
        close.write({"is_available_told": True, "amount_available": 500})
        self.assertFalse(close._check_balance()[0])

    def test_a_stray_row_covers_no_days_of_a_store_with_files_of_its_own(self):
        write_row = self._write_row

        def write(*args, **how):
            return write_row(*args, **how) | {"marketplace-name": self.market.domain}

        days = {"start": "2026-05-10", "end": "2026-05-24", "deposit": "2026-05-26"}
        with patch.object(self, "_write_row", write):
            own = self.settle(SALE, ref="FR1", **days)
        self.assertEqual(own.store_id, self.second)
        self.settle_with_french_row()

        self.assertFalse(self.close()._check_settlements()[0])


@tagged("post_install", "-at_install")
class TestCloseOfInvoices(SettledCase):
    def close(self, ref):
        bought = self.document(ref).purchase_date.date()
        return self.env["amazon.close"].create(
            {"store_id": self.store.id, "month": bought.replace(day=1)}
        )

    def test_drafts_are_no_invoices(self):
        self.store.invoicing = "draft"
        ref = self.place(unit_price="10.00")
        self.invoice()
        draft = self.sale(ref).invoice_ids
        self.assertEqual(draft.state, "draft")
        close = self.close(ref)

        self.assertFalse(close._check_invoices()[0])
        action = close._get_action("invoices")
        self.assertIn(draft, self.env[action["res_model"]].search(action["domain"]))
        draft.action_post()
        self.assertTrue(close._check_invoices()[0])

    def test_an_order_that_has_not_left_is_not_to_be_invoiced(self):
        self.store.invoicing = "posted"
        sale = self.sell(ship=False)
        self.assertEqual(sale.invoice_status, "to invoice")
        close = self.close(sale.amazon_order_ids.amazon_ref)
        self.assertTrue(close._check_invoices()[0])

        self.ship(sale)

        self.assertFalse(close._check_invoices()[0])
        action = close._get_action("invoices")
        self.assertEqual(self.env[action["res_model"]].search(action["domain"]), sale)
        self.invoice()
        self.assertTrue(close._check_invoices()[0])

    def test_a_shipped_order_that_waits_is_not_invoiced(self):
        self.store.invoicing = "posted"
        ref = self.amazon.place_order(sku="NOBODY-KNOWS", created_minutes_ago=3000)
        self.amazon.ship_and_bill(ref)
        self.sync_orders()
        self.assertEqual(self.document(ref).state, "held")
        close = self.close(ref)

        self.assertFalse(close._check_invoices()[0])
        action = close._get_action("invoices")
        self.assertEqual(self.env[action["res_model"]].search(action["domain"]), self.document(ref))
