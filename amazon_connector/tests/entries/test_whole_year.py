"""A year of three stores in both modes: it ties out, month by month, to the cent.

Two months of few orders here; the whole year by ``./dev/prove accounting``.
"""

from unittest import skipUnless

from odoo.tests import tagged

from ..workers import TEMPLATE
from .living import PLACES
from .proved_year import ProvedYear
from .year import MODE, PER_ORDER, PER_SETTLEMENT, modes_of, number_of


@skipUnless(TEMPLATE, "needs a template database")
@tagged("post_install", "-at_install")
class TestWholeYear(ProvedYear):
    months = number_of("YEAR_MONTHS", 2)
    orders = number_of("YEAR_ORDERS", 60)
    modes = modes_of(
        MODE,
        {"SELLER1": PER_ORDER, "SELLER2": PER_SETTLEMENT, "SELLER3": PER_SETTLEMENT},
    )
    # From half of the year on by invoices, whatever is settled later of the first half.
    changes = {
        None: {"SELLER3": (1, PER_ORDER)},
        "changing": dict.fromkeys(PLACES, (months // 2, PER_ORDER)),
    }.get(MODE, {})

    def test_every_month_of_three_stores_in_both_modes_ties_out(self):
        self.prove()
