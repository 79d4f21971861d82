"""A minute of chaos: real servers, a killed worker, and a comparison that overlooks nothing."""

import os
import subprocess
import tempfile
from contextlib import ExitStack
from pathlib import Path
from unittest import skipUnless
from unittest.mock import patch

from odoo.tests import BaseCase, tagged
from odoo.tests.common import get_db_name

from dev.lib.chaos.plants import PLANTS
from dev.lib.chaos.runner import Wish, set_up

from ..workers import TEMPLATE

# Leases run out, then each job that Amazon is asked by has its turn, the settlement's last.
EVENING = (5, 5, 5, 60, 60, 130, 250, 250)
# No minute is long enough for PostgreSQL, which others use too, to be restarted.
CLUSTER = {"AMAZON_CONNECTOR_CHAOS_CLUSTER": "false"}


@tagged("post_install", "-at_install")
@skipUnless(os.environ.get("AMAZON_CONNECTOR_CHAOS"), "minutes of chaos: ./dev/prove chaos runs it")
@skipUnless(TEMPLATE, "needs a prepared database to copy (AMAZON_CONNECTOR_TEMPLATE)")
class TestChaos(BaseCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.database = f"{get_db_name()}_chaos"
        drop = ["dropdb", "--if-exists", "-f", cls.database]
        subprocess.run(drop, check=True, stderr=subprocess.DEVNULL)
        cls.addClassCleanup(subprocess.run, drop)
        subprocess.run(["createdb", "-T", TEMPLATE, cls.database], check=True)

    def setUp(self):
        super().setUp()
        stack = ExitStack()
        self.addCleanup(stack.close)
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        stack.enter_context(patch.dict(os.environ, CLUSTER))
        self.run_of_chaos = set_up(Wish(minutes=2, kills=2, orders=6), self.database, folder, stack)

    def test_odoo_agrees_with_amazon_and_each_difference_that_is_planted_is_found(self):
        run = self.run_of_chaos
        run.evening = EVENING

        run.live()
        run.compare()

        self.assertEqual(list(map(str, run.differences)), [])
        self.assertEqual(run.saboteur.kills, 2)
        empty = [subject for subject, facts in run.compared.items() if not facts]
        self.assertEqual(empty, ["unfinished"], "Nothing was compared.")
        for subject in PLANTS:
            with self.subTest(planted=subject):
                found = {difference.subject for difference in run.finds_planted(subject)}
                self.assertIn(subject, found)
