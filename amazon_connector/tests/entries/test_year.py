"""Half a year of a store, with everything odd that settlements have been seen with: it ties out.

The simulator keeps double-entry books of its own; totals and balances here are compared with them.
"""

from odoo.tests import tagged

from ..payouts.paying import PayoutCase


@tagged("post_install", "-at_install")
class TestYear(PayoutCase):
    def setUp(self):
        super().setUp()
        # A fee that nobody has seen before is mapped once.
        self.env["amazon.settlement.rule"].create(
            {
                "transaction_type": "ServiceFee",
                "amount_type": "Planetary*",
                "amount_description": "*",
                "kind_id": self.env.ref("amazon_connector.amazon_fee_kind_other").id,
            }
        )

    def live(self, months, **options):
        """Sell and settle at Amazon, and book all of it.

        :return: ``amazon.settlement``
        """
        self.amazon.reset(
            "year",
            seed=3,
            orders=20 * months,
            months=months,
            marketplaces=["US"],
            listed="now",
            rates=False,
            visibility_lag_seconds=0,
            report_delay_seconds=0,
            **options,
        )
        self.sync_settlements()
        self.work_off()
        return self.env["amazon.settlement"].search([("account_id", "=", self.account.id)])

    def test_every_settlement_ties_out_and_clearing_is_empty(self):
        settlements = self.live(months=6)

        told = {each["settlement_id"]: each for each in self.amazon.settlements()}
        self.assertEqual(set(settlements.mapped("amazon_ref")), set(told))
        for settlement in settlements:
            with self.subTest(settlement=settlement.amazon_ref):
                self.assertEqual((settlement.state, settlement.reason), ("done", False))
                self.assertEqual(
                    f"{settlement.amount_total:.2f}", told[settlement.amazon_ref]["total"]
                )
                self.assertEqual(settlement.difference, 0)
        self.assertEqual(self.open_on(self.store.clearing_account_id), 0)
        self.assertEqual(self.open_on(self.store.carried_forward_account_id), 0)

    def test_reserves_and_tax_are_those_of_amazon(self):
        settlements = self.live(months=3, traps=False)

        last = max(self.amazon.settlements(), key=lambda each: each["end"])
        kept = self.amazon.ledger(date=last["end"])["US/USD"].get("reserve", "0.00")
        kind = self.env.ref("amazon_connector.amazon_fee_kind_reserve").with_company(self.company)
        self.assertEqual(f"{self.open_on(kind.gl_account_id):.2f}", kept)
        self.assertTrue(any(settlements.mapped("proof_facilitator")))
        self.assertEqual(set(settlements.mapped("proof_facilitator_net")), {0})
