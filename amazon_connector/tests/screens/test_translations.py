"""The file from which translators work holds the words that the addon really says."""

from pathlib import Path

import polib

from odoo.tests import TransactionCase, tagged
from odoo.tools.translate import TranslationModuleReader

ADDONS = Path(__file__).parents[3]


@tagged("post_install", "-at_install")
class TestTranslations(TransactionCase):
    def test_the_templates_of_all_addons_are_current(self):
        for name in ("amazon_connector", "amazon_connector_mrp"):
            with self.subTest(addon=name):
                template = polib.pofile(str(ADDONS / name / "i18n" / f"{name}.pot"))
                written = {entry.msgid for entry in template}
                said = {term[4] for term in TranslationModuleReader(self.cr, [name])}
                # ./dev/pot writes the templates anew.
                self.assertEqual(said - written, set(), "terms that translators do not see")
                self.assertEqual(written - said, set(), "terms that nobody says any more")
