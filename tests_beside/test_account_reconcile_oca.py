"""OCA's screen of bank statements and the connector's own matching, in one database (H6)."""

from odoo.addons.amazon_connector.tests.payouts.paying import PayoutCase
from odoo.tests import tagged


@tagged("post_install", "-at_install")
class TestAccountReconcileOca(PayoutCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # Without it the module matches nothing by itself while tests run.
        cls.env = cls.env(context={**cls.env.context, "_test_account_reconcile_oca": True})

    def setUp(self):
        super().setUp()
        self.sell()
        self.told = self.close()
        self.sync_payouts()
        self.amazon.pay_out(self.told["settlement_id"])
        self.paid = self.payout(self.told)

    def test_a_line_with_the_trace_id_is_matched_and_the_screen_shows_it(self):
        line = self.bank_line(self.told["total"], self.told["trace_id"], payout=self.paid)
        self.assertTrue(line.is_reconciled and self.paid.is_matched)
        shown = line.reconcile_data_info["data"]
        self.assertIn(self.transit.id, [each["account_id"][0] for each in shown])

    def test_what_a_person_matches_on_the_screen_is_the_payouts(self):
        line = self.bank_line(self.told["total"], days=60, payout=self.paid)
        self.assertFalse(line.is_reconciled)
        line._add_account_move_line(self.paid.transit_line_id)
        line.reconcile_bank_line()
        self.assertTrue(line.is_reconciled and self.paid.is_matched)
        self.assertEqual(self.paid.bank_line_id, line)
        self.assertEqual(self.open_on(self.transit), 0)

    def test_what_is_undone_on_the_screen_is_open_again(self):
        line = self.bank_line(self.told["total"], self.told["trace_id"], payout=self.paid)
        line.unreconcile_bank_line()
        self.assertFalse(line.is_reconciled or self.paid.is_matched)
        self.assertEqual(self.open_on(self.transit), float(self.told["total"]))
        self.paid.with_user(self.accountant).action_match()
        self.assertTrue(line.is_reconciled and self.paid.is_matched)
