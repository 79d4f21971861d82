"""A year whose workers are killed at any of their queries ends in the same books.

A kill is a SIGKILL of a real worker within a real transaction: while it fetches, books, matches
with the bank, accrues or closes. Which query it is, the seed says.
"""

from unittest import skipUnless

from odoo.tests import tagged

from ..workers import TEMPLATE
from .proved_year import ProvedYear
from .year import MODE, PER_ORDER, PER_SETTLEMENT, modes_of, number_of


@skipUnless(TEMPLATE, "needs a template database")
@tagged("post_install", "-at_install")
class TestInterruptedYear(ProvedYear):
    months = number_of("KILL_MONTHS", 1)
    orders = number_of("KILL_ORDERS", 40)
    kills = number_of("KILLS", 10)
    modes = modes_of(MODE, {"SELLER1": PER_ORDER, "SELLER2": PER_SETTLEMENT})

    def test_killed_at_any_query_the_books_are_the_same(self):
        self.prove()
        self.assertGreaterEqual(self.killed, self.kills // 2)
