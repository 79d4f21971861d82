"""A store that is loaded after a settlement gets its rows; of posted ones a person is told."""

from odoo.tests import tagged

from ..payouts.paying import PayoutCase
from .common import report, row, sale


def storage(amount="-5.00", **cells):
    return row("other-transaction", "other-transaction", "Storage Fee", amount, **cells)


@tagged("post_install", "-at_install")
class TestLateStores(PayoutCase):
    def setUp(self):
        super().setUp()
        self.store.settlement_auto = False
        self.canada = self.account.store_ids.filtered(
            lambda store: store.marketplace_id.country_id.code == "CA"
        )
        self.market = self.canada.marketplace_id
        self.canada.unlink()

    def bring(self, ref):
        rows = [sale("20.00"), storage(marketplace_name=self.market.domain.removeprefix("www."))]
        return self.upload(report(rows, ref=ref))

    def load_stores(self):
        self.account.action_load_stores()
        return self.account.store_ids.filtered(lambda store: store.marketplace_id == self.market)

    def fee(self, settlement):
        return settlement.line_ids.filtered(lambda line: line.kind_id.code == "storage")

    def test_rows_of_a_draft_become_those_of_the_new_store(self):
        settlement = self.bring("9001")
        self.assertEqual(settlement.state, "ready", settlement.reason)
        self.assertEqual(self.fee(settlement).store_id, self.store)
        canada = self.load_stores()
        self.work_off()
        self.env.invalidate_all()
        self.assertEqual(self.fee(settlement).store_id, canada)
        self.assertEqual((settlement.state, settlement.store_id), ("ready", self.store))
        self.assertFalse(settlement.trouble_ids)

    def test_of_what_is_posted_a_person_is_told_until_it_is_processed_again(self):
        settlement = self.bring("9001")
        settlement.with_user(self.accountant).action_process()
        self.assertEqual(settlement.state, "done", settlement.reason)
        canada = self.load_stores()
        self.env.invalidate_all()
        self.assertEqual(self.fee(settlement).store_id, self.store)
        self.assertEqual(settlement.trouble_ids.mapped("key"), ["late_store"])
        settlement.with_user(self.accountant).action_reverse()
        self.env.invalidate_all()
        self.assertEqual((settlement.state, self.fee(settlement).store_id), ("done", canada))
        self.env["amazon.trouble"]._cron_follow()
        self.assertFalse(settlement.trouble_ids)
