"""A year of three stores in both modes: it ties out, month by month, to the cent.

Two months of few orders here; the whole year by ``./dev/prove accounting``.
"""

from unittest import skipUnless

from odoo.tests import tagged

from ..workers import TEMPLATE
from .proved_year import ProvedYear
from .year import PER_ORDER, PER_SETTLEMENT, number_of


@skipUnless(TEMPLATE, "needs a template database")
@tagged("post_install", "-at_install")
class TestWholeYear(ProvedYear):
    months = number_of("YEAR_MONTHS", 2)
    orders = number_of("YEAR_ORDERS", 60)
    modes = {"SELLER1": PER_ORDER, "SELLER2": PER_SETTLEMENT, "SELLER3": PER_SETTLEMENT}
    # From the second month on by invoices, whatever is settled later of the first.
    changes = {"SELLER3": (1, PER_ORDER)}

    def test_every_month_of_three_stores_in_both_modes_ties_out(self):
        self.prove()
