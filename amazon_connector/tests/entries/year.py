"""A year of three stores in three currencies, lived month by month by real workers.

Amazon's clock is advanced to the third day of each month; then everything is fetched, booked,
accrued and closed as on any day. What the books say at each month's end is compared with the
ledger that the simulator keeps apart. A worker that is killed is followed by another one.
"""

import os
import random
import sys
from collections import defaultdict
from datetime import datetime, time, timedelta
from decimal import Decimal
from time import monotonic

from sp_api_simulator.process import SimulatorProcess

from ..workers import WorkersCase
from .living import PLACES

BEGIN = """
from datetime import date, datetime
from odoo.addons.amazon_connector.tests.entries import living

living.begin(datetime.fromisoformat({moment!r}))
"""
# Accounts of a store by the settings that name them.
SETTINGS = {
    "clearing": "clearing_account_id",
    "carried": "carried_forward_account_id",
    "accrued": "accrued_account_id",
}
KINDS = {"reserve": "reserve", "facilitator": "facilitator_tax", "payable": "payable"}
# What makes of a journal item's account one of a store's; by name where no setting names it.
BALANCE = """
    SELECT COALESCE(sum(l.amount_currency), 0)::text
      FROM account_move_line l
     WHERE l.parent_state = 'posted' AND l.account_id = %s AND l.date <= %s
"""
FREE = "UPDATE amazon_schedule SET leased_until = NULL, rests_until = NULL RETURNING id"
PER_ORDER, PER_SETTLEMENT = "per_order", "per_settlement"
# Chosen by ``dev/prove``: one of these for all stores, or ``changing``.
MODE = os.environ.get("AMAZON_CONNECTOR_YEAR_MODE")


def number_of(name, default):
    """A number that ``dev/prove`` may have chosen."""
    return int(os.environ.get(f"AMAZON_CONNECTOR_{name}", default))


def modes_of(wanted, otherwise):
    """Which store is booked in which way: all alike, if ``dev/prove`` says so.

    :param otherwise: dict of the seller → ``accounting_mode``
    """
    if wanted == "changing":
        return dict.fromkeys(PLACES, PER_SETTLEMENT)
    return dict.fromkeys(PLACES, wanted) if wanted else otherwise


class YearCase(WorkersCase):
    """Three companies, each with a store, from the first order to the last payout."""

    seed = number_of("SEED", 7)
    # Not today: a run can be repeated.
    begins = "2026-01-20T00:00:00Z"
    months = 2
    orders = 60
    modes = {}
    # The seller whose store is booked otherwise after so many months.
    changes = {}
    kills = 0
    # The work of a month, which may be of 5,000 orders.
    patience = 3600

    @classmethod
    def setUpClass(cls):
        cls.random = random.Random(cls.seed)
        cls.left_kills, cls.killed, cls.began = cls.kills, 0, monotonic()
        super().setUpClass()

    @classmethod
    def _choose_scenario(cls):
        return SimulatorProcess(
            "year",
            seed=cls.seed,
            orders=cls.orders,
            months=cls.months,
            marketplaces=[PLACES[seller][0] for seller in cls.modes],
            ahead=cls.months,
            rates=False,
            clock_speed=0,
            clock_start=cls.begins,
            visibility_lag_seconds=0,
            report_delay_seconds=0,
        )

    @classmethod
    def _set_up_shops(cls):
        cls.work_now(f"living.open_shops(env, {cls.amazon.url!r}, {cls.modes!r})")

    # Living

    @classmethod
    def work_now(cls, code):
        cls.work(cls._at_amazons_time(code))

    @classmethod
    def _at_amazons_time(cls, code):
        return BEGIN.format(moment=cls.amazon.now().isoformat()) + code + "\n"

    def live(self):
        """Let all months go by, with the work of each, and the books of each looked at.

        :return: list of the last days of the months
        """
        ends = []
        over = self.amazon.now() + timedelta(days=365 * self.months // 12 + 3)
        while (then := self.find_month_end()) < over:
            self.advance_to(then)
            ends.append(then.date() - timedelta(days=1))
            self.work_through(ends)
        self.advance_to(over)
        self.work_through(ends)
        return ends

    def advance_to(self, then):
        self.amazon.advance(seconds=(then - self.amazon.now()).total_seconds())

    def find_month_end(self):
        """:return: early on the first of the next month"""
        first = (self.amazon.now().replace(day=1) + timedelta(days=32)).replace(day=1)
        return first.replace(hour=3, minute=0, second=0, microsecond=0)

    def work_through(self, ends):
        """Do the work of a month; kill those that do it as often as is wanted."""
        round_of_work = f"living.work(env, {self.amazon.url!r})\n"
        code = round_of_work
        for seller, (after, mode) in self.changes.items():
            if after == len(ends):
                code += f"living.change_mode(env, {seller!r}, {mode!r})\n"
        # A second round finds what the first has left for later.
        code += round_of_work
        for end in ends[-2:]:
            code += f"living.close_month(env, date({end.year}, {end.month}, 1))\n"
        for _kill in range(self.share_of_kills()):
            self.die_in(code)
        self.work_now(code)
        done = self.query("SELECT count(*) FROM amazon_settlement WHERE state = 'done'")[0][0]
        seconds = monotonic() - self.began
        self.tell(f"{self.amazon.now():%B %Y}: {done} settlements booked, {seconds:.0f} s")

    def share_of_kills(self):
        """:return: how many of the kills come now"""
        share = min(-(-self.kills // (self.months + 1)), self.left_kills)
        type(self).left_kills -= share
        return share

    def die_in(self, code):
        """Run a worker that is killed at one of its queries."""
        queries = int(self.random.triangular(1, 6000, 1500))
        worker = self.start(self._at_amazons_time(f"living.die_after({queries})\n" + code))
        self.assertIn(worker.wait(self.patience), (0, -9), worker.output())
        type(self).killed += worker.returncode == -9
        # After some minutes what it had leased is free, and Amazon's quota is there again.
        self.query(
            "UPDATE amazon_schedule SET leased_until = NULL, rests_until = NULL RETURNING id"
        )
        self.amazon.advance(seconds=600)

    def tell(self, sentence):
        """How far it is; shown by ``dev/prove``."""
        sys.stdout.write(f"==> {sentence}\n")
        sys.stdout.flush()

    # What the books say

    def read_stores(self):
        """:return: dict seller → dict with ``mode`` and the ids of the accounts"""
        columns = ", ".join(f"s.{column}" for column in SETTINGS.values())
        rows = self.query(
            f"SELECT a.selling_partner_id, s.id, s.company_id, {columns}"  # noqa: S608
            "  FROM amazon_store s JOIN amazon_account a ON a.id = s.account_id"
            " WHERE s.state = 'live'"
        )
        stores = {}
        for seller, store, company, *accounts in rows:
            stores[seller] = dict(zip(SETTINGS, accounts, strict=True)) | {
                "id": store, "company": company
            }  # fmt: skip
            for name, code in KINDS.items():
                stores[seller][name] = self.query(
                    "SELECT (gl_account_id->>%s)::int FROM amazon_fee_kind WHERE code = %s",
                    str(company),
                    code,
                )[0][0]
        return stores

    def balance(self, account, day):
        return Decimal(self.query(BALANCE, account, day)[0][0])

    def told(self, day, seller):
        """What Amazon's own ledger says at the end of a day, UTC."""
        moment = datetime.combine(day, time(23, 59, 59)).isoformat() + "Z"
        purse = "/".join(PLACES[seller])
        told = self.amazon.ledger(date=moment, seller=seller).get(purse, {})
        return defaultdict(Decimal, {name: Decimal(amount) for name, amount in told.items()})

    def undeposited(self, day, seller):
        """What is settled by the end of a day and deposited, or owed, later."""
        return sum(
            (
                Decimal(each["total"])
                for each in self.amazon.settlements(seller)
                if each["end"][:10] <= f"{day}" < each["deposit"][:10]
            ),
            Decimal(0),
        )
