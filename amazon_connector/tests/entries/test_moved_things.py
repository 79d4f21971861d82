"""What is archived, renamed or away while a settlement waits: journals, accounts, stores, people.

Each once, as accountants tidy up: the settlement waits with a sentence, and goes on when it can.
"""

from odoo.exceptions import AccessError
from odoo.tests import new_test_user, tagged

from .booking import BookingCase

ROWS = [
    ("Order", "ItemPrice", "Principal", "100.00", "A", "2026-06-18"),
    ("Order", "ItemFees", "Commission", "-15.00", "A", "2026-06-18"),
    ("other-transaction", "other-transaction", "Storage Fee", "-12.25", "", "2026-06-25"),
]


@tagged("post_install", "-at_install")
class TestMovedThings(BookingCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.open_books("USD")
        cls.store.accounting_mode = "per_settlement"

    def assert_waits_and_goes_on(self, thing):
        """Archived: it waits and says why. Back again: it is booked, once."""
        thing.active = False
        settlement = self.settle(ROWS)
        self.assertEqual(
            (settlement.state, len(settlement.move_ids)), ("held", 0), settlement.reason
        )
        self.assertIn(f"Archived: {thing.display_name}", settlement.reason)
        thing.active = True
        settlement.action_process()
        self.assert_booked(settlement)
        self.assertEqual(self.open_on("clearing"), 0)

    def test_an_archived_clearing_account_is_asked_for(self):
        self.assert_waits_and_goes_on(self.ledger["clearing"])

    def test_an_archived_account_of_a_fee_is_asked_for(self):
        self.assert_waits_and_goes_on(self.ledger["storage"])

    def test_an_archived_transit_account_is_asked_for(self):
        self.assert_waits_and_goes_on(self.ledger["transit"])

    def test_an_archived_journal_is_asked_for(self):
        self.assert_waits_and_goes_on(self.store.settlement_journal_id)

    def test_an_archived_account_of_small_differences_is_asked_for(self):
        self.store.small_difference = 0.05
        self.assert_waits_and_goes_on(self.ledger["small differences"])

    def test_an_archived_bank_still_has_its_transit_account(self):
        self.bank.active = False
        self.assert_booked(self.settle(ROWS))

    def test_an_archived_store_keeps_its_settlements_and_books_them(self):
        settlement = self.receive(ROWS)
        self.store.active = False
        settlement.action_process()
        self.assert_booked(settlement)

    def test_an_account_that_is_chosen_at_last_wakes_what_waits_for_it(self):
        kind = self.env["amazon.fee.kind"]._get_by_code()["storage"].with_company(self.company)
        kind.gl_account_id = False
        settlement = self.settle(ROWS)
        self.assertEqual((settlement.state, settlement.hold_key), ("held", "account:kind"))
        accountant = new_test_user(
            self.env,
            "chooser",
            groups="amazon_connector.group_accountant",
            company_id=self.company.id,
            company_ids=[(6, 0, self.company.ids)],
        )
        vals = {"gl_account_id": self.ledger["storage"].id}
        kind.with_user(accountant).web_save(vals, {"gl_account_id": {}})

        self.assertEqual((settlement.state, settlement.next_try), ("received", False))

    def test_a_row_without_a_day_has_an_empty_cell(self):
        settlement = self.receive(ROWS[2:])
        settlement._read_file()
        self.assertEqual(settlement.line_ids.posted_on, False)
        self.assertNotIn("False", "".join(settlement._iter_csv()))

    def test_another_clearing_account_forgets_nothing_of_the_one_before(self):
        invoice = self.create_document("A", {"revenue": 100}, "2026-06-18")
        payable = [("id", "=", invoice.id)]
        invoice.amazon_store_id = self.store
        first = self.settle(ROWS[2:])
        self.assert_booked(first)
        self.env["account.move"].search(payable)._pay_on_clearing()
        old = self.ledger["clearing"]
        self.store.clearing_account_id = old.copy({"name": "New clearing"})

        later = {"start": "2026-07-01", "end": "2026-07-14", "deposit": "2026-07-16"}
        settlement = self.settle(ROWS[:2], ref="S2", **later)

        self.assert_booked(settlement)
        self.assertFalse(settlement.difference_ids)
        self.assertEqual(self.open_on("clearing"), 0)
        self.assertEqual((first.proof_payout, settlement.proof_payout), (-12.25, 85))

    def test_what_is_open_on_the_former_clearing_account_is_not_forgotten(self):
        self.env["amazon.settlement.rule"].create(
            {
                "amount_description": "Storage Fee",
                "store_id": self.store.id,
                "is_skipped": True,
                "skip_reason": "booked by the bill",
            }
        )
        settlement = self.settle(ROWS)
        self.assert_booked(settlement)
        self.assertEqual(settlement.proof_open, 12.25)

        old = self.ledger["clearing"]
        self.store.clearing_account_id = old.copy({"name": "New clearing"})

        self.env.invalidate_all()
        self.assertEqual(settlement.proof_open, 12.25)

    def test_a_settlement_that_waits_for_accounts_leads_to_them(self):
        self.store.clearing_account_id = False
        settlement = self.settle(ROWS)
        self.assertEqual((settlement.state, settlement.hold_key), ("held", "account:store"))
        self.assertTrue(settlement.has_missing_accounts)
        action = settlement.action_set_up_accounting()
        self.assertEqual(action["res_model"], "amazon.accounting.setup")

    def test_amazon_as_a_contact_that_is_archived_stays_on_its_entries(self):
        self.store.amazon_partner_id.active = False
        settlement = self.settle(ROWS)
        self.assert_booked(settlement)
        self.assertEqual(
            self.entries(settlement, "payout").partner_id, self.store.amazon_partner_id
        )

    def test_a_renamed_company_and_journal_change_no_number_and_no_match(self):
        first = self.settle(ROWS)
        self.store.settlement_journal_id.name = "Marketplace"
        self.company.name = "Seller of tomorrow"
        second = self.settle(ROWS, ref="S2")
        self.assert_booked(first)
        self.assert_booked(second)
        self.assertEqual(self.open_on("clearing"), 0)

    def test_in_the_language_and_time_of_tokyo_the_days_and_sums_are_the_same(self):
        self.env["res.lang"]._activate_lang("de_DE")
        person = new_test_user(
            self.env,
            "tokyo",
            groups="amazon_connector.group_accountant",
            company_id=self.company.id,
            company_ids=self.company.ids,
            tz="Asia/Tokyo",
            lang="de_DE",
        )
        late = [(*ROWS[0][:5], "2026-06-30"), *ROWS[1:]]
        here = self.settle(late)
        there = self.receive(late, ref="S2").with_user(person)
        there.with_context(tz="Asia/Tokyo", lang="de_DE").action_process()
        self.assert_booked(there)
        for kind in ("result", "payout"):
            mine, theirs = self.entries(here, kind), self.entries(there.with_env(self.env), kind)
            self.assertEqual(mine.date, theirs.date)
            self.assertEqual(self.net(mine), self.net(theirs))

    def test_many_of_every_state_are_processed_at_once_and_done_ones_left_alone(self):
        done = self.settle(ROWS)
        wrong = self.receive(ROWS, total="1.00", ref="S2")
        fresh = [self.receive(ROWS, ref=f"N{number}") for number in range(20)]
        everything = (done | wrong).union(*fresh)
        moves = done.move_ids
        everything.action_process()
        everything.action_process()
        self.assertEqual(done.move_ids, moves)
        self.assertEqual(wrong.state, "held")
        for settlement in fresh:
            self.assert_booked(settlement)
            self.assertEqual(len(settlement.move_ids), 2)

    def test_another_company_sees_and_books_nothing(self):
        home = self.env.ref("base.main_company")
        stranger = new_test_user(
            self.env,
            "stranger",
            groups="amazon_connector.group_accountant",
            company_id=home.id,
            company_ids=home.ids,
        )
        settlement = self.settle(ROWS).with_context(allowed_company_ids=home.ids)
        names = ("amazon.settlement", "amazon.settlement.line", "amazon.refund", "amazon.payout")
        names += ("amazon.return", "amazon.accrual", "amazon.close", "amazon.deferral")
        names += ("amazon.settlement.difference",)
        for name in names:
            records = self.env[name].with_context(allowed_company_ids=home.ids)
            found = records.with_user(stranger).search([]).sudo()
            self.assertFalse(found.filtered(lambda each: each.company_id == self.company), name)
        with self.assertRaises(AccessError), self.cr.savepoint():
            settlement.with_user(stranger).action_process()

    def test_a_rule_for_all_accounts_lends_no_company_the_account_of_another(self):
        other = self.env["res.company"].create({"name": "Elsewhere Inc."})
        theirs = self.ledger["storage"].copy(
            {"code": "9999", "company_ids": [(6, 0, other.ids)], "code_mapping_ids": False}
        )
        self.env["amazon.settlement.rule"].create(
            {
                "amount_description": "Storage Fee",
                "transaction_type": "other-transaction",
                "kind_id": self.env["amazon.fee.kind"]._get_by_code()["storage"].id,
                "gl_account_id": theirs.id,
            }
        )
        self.assert_booked(self.settle(ROWS))
        self.assertFalse(self.env["account.move.line"].search([("account_id", "=", theirs.id)]))
